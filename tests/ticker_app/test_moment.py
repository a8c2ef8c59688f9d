"""What was known at a moment stays; what the user chooses goes on."""

from __future__ import annotations

import numpy as np
import pytest

from server.wire import Candle, Cursor, Days
from tests.ticker_app.ui.standin import StandInSession, figures
from ticker_app.choice import LaneChoice, Mode, Switch, Transport
from ticker_app.health import Health, State
from ticker_app.measures.tick_path import DeliveredTick, TickPath
from ticker_app.moment import Moment
from ticker_app.spark import Spark


@pytest.fixture
def session() -> StandInSession:
    made = StandInSession()
    for symbol in made.symbols:
        made.tick(symbol, 100.0)
    made.now_us += 1_000_000
    return made


def test_prices_and_lines_stay_as_they_were(session: StandInSession) -> None:
    moment = Moment(session)
    before = moment.series["AAA"].seen.price.tolist()
    session.now_us += 1_000_000
    for price in np.linspace(100, 200, 50).tolist():
        session.tick("AAA", price)
    assert moment.quotes["AAA"].tick.price == 100.0
    assert moment.series["AAA"].seen.price.tolist() == before == [100.0]
    assert len(moment.series["AAA"].published.price) == 1
    assert moment.revision < session.revision
    assert moment.series["AAA"].revision < session.series["AAA"].revision
    assert moment.now_us < session.now_us


def test_a_line_is_still_that_of_the_same_symbol(session: StandInSession) -> None:
    moment = Moment(session)
    assert moment.series["AAA"].identity == session.series["AAA"].identity
    assert moment.series["AAA"].identity != session.series["BBB"].identity


def test_what_was_known_to_be_published_stays(session: StandInSession) -> None:
    session.through_us["AAA"] = 7
    moment = Moment(session)
    session.through_us["AAA"] = 8
    assert moment.reference_through("AAA") == 7
    assert moment.reference_through(None) is None
    moment.set_reference(False)
    assert moment.reference_through("AAA") is None


def test_figures_and_the_way_of_a_tick_stay_while_they_measure_on(session: StandInSession) -> None:
    session.measured[Mode.PUSH] = figures(seen=1)
    session.path = path = TickPath()
    path.take(DeliveredTick(0, 1, 2, 3))
    path.painted(4, 3)
    moment = Moment(session)
    session.measured[Mode.PUSH] = figures(seen=2)
    path.take(DeliveredTick(0, None, 2, 3))
    path.painted(4, 3)
    seen = moment.figures(Mode.PUSH, session.now_us)
    still = moment.tick_path()
    assert seen is not None
    assert seen.seen == 1
    assert still is not None
    assert len(still.parts()) < len(path.parts())


def test_of_a_symbol_chosen_since_nothing_was_measured(session: StandInSession) -> None:
    session.measured[Mode.PUSH] = figures()
    moment = Moment(session)
    session.select("BBB")
    assert moment.selected == "BBB"
    assert moment.figures(Mode.PUSH, moment.now_us) is None
    assert moment.tick_path() is None


def test_without_a_lane_there_is_no_way(session: StandInSession) -> None:
    session.path = None
    assert Moment(session).tick_path() is None


def test_candles_stay_from_when_they_are_first_looked_at(session: StandInSession) -> None:
    session.hold("1s", [Candle(0, 1.0, 2.0, 0.5, 1.5, 10.0, 3)])
    moment = Moment(session)
    candles = moment.candles("AAA", "1s")
    session.hold("1s", [Candle(0, 1.0, 9.0, 0.5, 9.0, 10.0, 4)])
    assert moment.candles("AAA", "1s") is candles
    assert candles.columns().high.tolist() == [2.0]
    assert candles.is_read
    del session.held["AAA", "1s"]
    moment.candles("AAA", "1s")
    assert ("AAA", "1s") in session.held
    moment.want_older("AAA", "1s")
    assert session.asked == []


def test_days_and_small_lines_stay(session: StandInSession) -> None:
    session.sparks["AAA"] = spark = Spark()
    spark.add(session.now_us, 1.0)
    tick = session.quotes["AAA"].tick
    session.days.hear("e", [tick])
    moment = Moment(session)
    spark.add(session.now_us + 5_000_000, 2.0)
    session.tick("AAA", 300.0)
    session.days.hear("e", [session.quotes["AAA"].tick])
    day = moment.days.of("AAA", moment.now_us)
    assert day is not None
    assert day.high == 100.0
    assert moment.days.of("ZZZ", moment.now_us) is None
    assert moment.sparks["AAA"].points(session.now_us)[1] == [1.0]


def test_days_that_were_read_are_still_read(session: StandInSession) -> None:
    session.days.hear("e", [session.quotes["AAA"].tick])
    session.days.ask()
    session.days.read(Days(str(Cursor("e", 1)), session.now_us, []))
    assert Moment(session).days.is_read


def test_a_switch_is_shown_where_one_chooses_it_but_not_on_the_chart(
    session: StandInSession,
) -> None:
    moment = Moment(session)
    moment.choose(LaneChoice(Transport.POLL))
    session.switches.append(Switch(session.now_us, session.choice))
    assert moment.choice.mode is Mode.PULL
    assert moment.switches == []


def test_whether_all_is_well_is_of_now(session: StandInSession) -> None:
    moment = Moment(session)
    session.state = Health(State.OFFLINE, "Offline")
    assert moment.health(0).state is State.OFFLINE
    assert moment.clock_reading() == session.clock_reading()
    assert moment.to_client_us(5) == 5


def test_what_is_asked_for_is_asked_of_the_session(session: StandInSession) -> None:
    moment = Moment(session)
    moment.select("CCC")
    moment.set_reference(False)
    moment.dismiss_notice()
    moment.chart(("AAA", "BBB"))
    assert session.charted == ("AAA", "BBB")
    assert session.asked == ["CCC", False, "dismiss"]
    assert session.selected == "CCC"
