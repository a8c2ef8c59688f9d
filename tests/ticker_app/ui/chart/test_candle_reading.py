"""What a frame sees of a session's candles."""

from __future__ import annotations

import pytest

from server.wire import Tick
from tests.ticker_app.ui.chart.some_candles import BEGIN_US, S, a_walk
from tests.ticker_app.ui.standin import NOW_US, StandInSession
from ticker_app.chart_settings import Timeframe
from ticker_app.ui.chart.candle_reading import NO_READING, CandleReading, read_candles


def reading(session: StandInSession, numbers: range = range(10)) -> CandleReading:
    session.hold("1s", a_walk(numbers))
    return read_candles(session, "AAA", Timeframe.S1, session.now_us)


@pytest.mark.parametrize(("after_s", "unsettled"), [(9.5, 1), (10.5, 1), (11.5, 0)])
def test_the_newest_candle_is_settled_when_no_tick_of_it_can_come_any_more(
    session: StandInSession, after_s: float, unsettled: int
) -> None:
    session.now_us = BEGIN_US + round(after_s * S)
    found = reading(session)
    assert (len(found.columns.start_us), found.unsettled) == (10, unsettled)
    assert found.first_s == BEGIN_US / S
    assert found.is_settled(9) is (unsettled == 0)


def test_candles_that_may_lack_ticks_are_not_settled(session: StandInSession) -> None:
    session.now_us = BEGIN_US + 9 * S
    reading(session)
    series = session.candles("AAA", "1s")
    series.miss()
    for number in (10, 11):
        at_us = BEGIN_US + number * S
        tick = Tick("AAA", 1, 100 + number, at_us, None, 99.0)
        series.hear([tick], at_us, every_tick=False)
    assert read_candles(session, "AAA", Timeframe.S1, session.now_us).unsettled == 3


def test_nothing_was_read_yet(session: StandInSession) -> None:
    found = read_candles(session, "AAA", Timeframe.H1, session.now_us)
    assert (found.first_s, found.is_read, found.unsettled) == (None, False, 0)


def test_the_countdown_runs_to_the_next_candle() -> None:
    one = NO_READING._replace(interval_us=60 * S, offset_us=5 * S)
    assert one.left_s(NOW_US - NOW_US % (60 * S) + 5 * S) == 60
    assert one.left_s(NOW_US - NOW_US % (60 * S) + 45 * S) == 20


@pytest.mark.parametrize(
    ("after_s", "index"), [(-0.1, None), (0, 0), (0.9, 0), (4, 4), (5.5, None), (6.0, 5), (9, None)]
)
def test_a_moment_is_in_the_candle_that_was_open(
    session: StandInSession, after_s: float, index: int | None
) -> None:
    session.hold("1s", a_walk([0, 1, 2, 3, 4, 6]))
    found = read_candles(session, "AAA", Timeframe.S1, session.now_us)
    assert found.index_at(BEGIN_US / S + after_s) == index
