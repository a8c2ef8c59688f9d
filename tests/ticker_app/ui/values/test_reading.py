"""Reading what a chart shows."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from typing_extensions import override

from server.wire import Candle, Candles, Tick
from tests.ticker_app.ui.standin import NOW_US, StandInSession
from ticker_app.candle_series import CandleSeries, PageWanted
from ticker_app.chart_settings import ChartSettings, Style, Timeframe
from ticker_app.indicators.specs import Ema, Sma
from ticker_app.shown.table import NO_TABLE, Table
from ticker_app.ui.values.reading import TableReading

S = 1_000_000
STEP_US = 5 * S
FIRST_US = NOW_US - NOW_US % STEP_US
S5 = ChartSettings(timeframe=Timeframe.S5)
CLOCK_US = 2 * S
"""So much the server's clock is ahead of ours."""


class WithCandles(StandInSession):
    """Four candles of five seconds, and a server whose clock is ahead."""

    def __init__(self) -> None:
        super().__init__()
        self.series_held = CandleSeries(STEP_US)
        candles = [Candle(FIRST_US + n * STEP_US, n, n + 2, n - 1, n + 1, 10, 1) for n in range(4)]
        page = Candles("AAA", "5s", candles, "e:4", FIRST_US + 3 * STEP_US + S, 4, more=False)
        self.series_held.take(page, PageWanted(500))
        self.looked_at: list[tuple[str, str]] = []

    @override
    def candles(self, symbol: str, interval: str) -> CandleSeries:
        self.looked_at.append((symbol, interval))
        return self.series_held

    @override
    def to_client_us(self, server_us: int) -> int:
        return server_us - CLOCK_US


@pytest.fixture
def held() -> WithCandles:
    return WithCandles()


def read(
    session: StandInSession, settings: ChartSettings, from_us: int = 0, until_us: int = 2 * NOW_US
) -> Table:
    return TableReading().read(session, settings, "AAA", (from_us / 1e6, until_us / 1e6))


def test_of_no_symbol_there_is_no_table(session: StandInSession) -> None:
    assert TableReading().read(session, ChartSettings(), None, (0, 1)) is NO_TABLE


def test_of_a_symbol_that_was_not_heard_of_there_are_no_rows(session: StandInSession) -> None:
    table = read(session, ChartSettings())
    assert (table.symbol, table.length) == ("AAA", 0)


def test_ticks_in_view_are_read_with_the_decimals_of_the_symbol(session: StandInSession) -> None:
    for _ in range(3):
        session.now_us += S
        session.tick("AAA", 97.25)
    table = read(session, ChartSettings(), NOW_US + 2 * S, NOW_US + 3 * S)
    assert table.moments_us.tolist() == [NOW_US + 2 * S, NOW_US + 3 * S]
    assert table.columns[1].decimals == 2


def test_an_unknown_symbol_has_two_decimals(session: StandInSession) -> None:
    session.tick("AAA", 97.25)
    session.symbols = {}
    assert read(session, ChartSettings()).columns[1].decimals == 2


def test_candles_are_read_of_the_chosen_length(held: WithCandles) -> None:
    table = read(held, S5)
    assert held.looked_at == [("AAA", "5s")]
    assert (table.what, table.length) == ("5s candles", 4)


def test_a_candle_is_in_view_as_long_as_a_part_of_it_is(held: WithCandles) -> None:
    # The second candle is open, on our clock, until two seconds before the third begins.
    ends_us = FIRST_US + 2 * STEP_US - CLOCK_US
    assert read(held, S5, ends_us - 1, ends_us - 1).moments_us.tolist() == [FIRST_US + STEP_US]
    assert read(held, S5, ends_us, ends_us).moments_us.tolist() == [FIRST_US + 2 * STEP_US]


def test_averaged_candles_are_called_so(held: WithCandles) -> None:
    settings = ChartSettings(timeframe=Timeframe.S5, style=Style.HEIKIN_ASHI)
    table = read(held, settings)
    assert table.what == "5s Heikin-Ashi candles"
    close = next(column for column in table.columns if column.name == "close")
    assert close.values[0] == (0 + 2 - 1 + 1) / 4


def test_what_may_lack_ticks_is_provisional(held: WithCandles) -> None:
    tick = Tick("AAA", 9, 9, FIRST_US + 4 * STEP_US, None, 5.0)
    held.series_held.hear([tick], tick.time, every_tick=False)
    state = read(held, S5).columns[-1]
    assert [state.words[number] for number in state.values[-2:]] == ["provisional", "open"]


def test_indicators_are_columns_kept_up_from_look_to_look(held: WithCandles) -> None:
    settings = ChartSettings(timeframe=Timeframe.S5, indicators=(Sma(2), Ema(2)))
    reading, everything = TableReading(), (0.0, NOW_US * 2 / 1e6)
    reading.read(held, settings, "AAA", everything)
    table = reading.read(held, settings, "AAA", everything)
    lines = {column.title: column.values for column in table.columns}
    assert lines["SMA 2"][1:].tolist() == [1.5, 2.5, 3.5]
    assert len(lines["EMA 2"]) == 4
    fewer = reading.read(held, replace(settings, indicators=(Ema(2),)), "AAA", everything)
    assert "SMA 2" not in [column.title for column in fewer.columns]


def test_averaged_candles_have_the_indicators_of_the_candles_themselves(held: WithCandles) -> None:
    settings = ChartSettings(timeframe=Timeframe.S5, style=Style.HEIKIN_ASHI, indicators=(Sma(2),))
    average = read(held, settings).columns[-2]
    assert average.values[1:].tolist() == [1.5, 2.5, 3.5]


def test_a_table_that_was_read_stays_as_it_was(held: WithCandles) -> None:
    settings = ChartSettings(timeframe=Timeframe.S5, indicators=(Sma(2),))
    reading, everything = TableReading(), (0.0, NOW_US * 2 / 1e6)
    before = reading.read(held, settings, "AAA", everything)
    tick = Tick("AAA", 5, 5, FIRST_US + 3 * STEP_US, None, 8.0)
    held.series_held.hear([tick], tick.time, every_tick=True)
    after = reading.read(held, settings, "AAA", everything)
    assert before.columns[-2].values[-1] == 3.5
    assert after.columns[-2].values[-1] == 5.5
