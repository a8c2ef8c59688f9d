"""A session made by hand: what a widget reads, and a record of what it asked for."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from server.candles import INTERVALS
from server.wire import Candle, Candles, SourceInfo, SymbolInfo, Tick
from ticker_app.board import Quote
from ticker_app.candle_series import CandleSeries, PageWanted
from ticker_app.choice import LaneChoice, Mode, Switch
from ticker_app.day_stats import DayStats
from ticker_app.health import Health, State
from ticker_app.lane import LaneFigures
from ticker_app.lanes import Hear
from ticker_app.measures.breaks import BreakFigures
from ticker_app.measures.clock_offset import ClockReading
from ticker_app.measures.tick_path import TickPath
from ticker_app.series import Kind, SymbolSeries
from ticker_app.session import Session
from ticker_app.spark import Spark

NOW_US = 1_732_242_000_000_000


def figures(choice: LaneChoice | None = None, *, seen: int = 214) -> LaneFigures:
    """What a lane may have measured."""
    return LaneFigures(
        choice=choice or LaneChoice(),
        running_s=60.0,
        latency_p50_us=501_000,
        latency_p99_us=986_000,
        latency_bound_us=100,
        age_now_us=610_000,
        age_mean_us=720_000.0,
        unseen_now_us=0,
        unseen_mean_us=250_000.0,
        current_share=0.31,
        seen=seen,
        missed=391,
        requests=60,
        requests_per_s=1.0,
        empty_share=0.18,
        bytes_down_per_s=1900.0,
        bytes_up_per_s=300.0,
    )


class StandInSession(Session):
    """Knows three symbols; `tick` brings a price, `now_us` is its clock."""

    def __init__(self, choice: LaneChoice = LaneChoice()) -> None:  # noqa: B008 - frozen
        self.now_us = NOW_US
        self.clock = lambda: self.now_us
        self.server_url = "http://127.0.0.1:49210"
        self.choice = choice
        self.revision = 0
        self.listeners: list[Hear] = []
        self.symbols = {
            name: SymbolInfo(name, f"{name} Incorporated", 2, 100.0)
            for name in ("AAA", "BBB", "CCC")
        }
        self.source = SourceInfo("simulated", "simulated prices")
        self.selected = "AAA"
        self.quotes: dict[str, Quote] = {}
        self.series: dict[str, SymbolSeries] = {}
        self.sparks: dict[str, Spark] = {}
        self.days = DayStats(lambda server_us: server_us)
        self.switches: list[Switch] = []
        self.notice: str | None = None
        self.reference_on = True
        self.through_us: dict[str, int] = {}
        self.state = Health(State.LIVE, "Live")
        self.measured: dict[Mode, LaneFigures] = {}
        self.reading: ClockReading | None = ClockReading(12, 85)
        self.path: TickPath | None = TickPath()
        self.charted: tuple[str, ...] = ()
        self.asked: list[object] = []
        self.held: dict[tuple[str, str], CandleSeries] = {}

    def hold(self, interval: str, candles: Sequence[Candle], *, more: bool = False) -> None:
        """Candles of AAA, as if a page of them had been read just now."""
        series = self.held["AAA", interval] = CandleSeries(INTERVALS[interval])
        count = sum(candle.trades for candle in candles)
        page = Candles("AAA", interval, [*candles], "epoch:1", self.now_us, count, more)
        series.take(page, PageWanted(len(candles)))
        self.revision += 1

    def tick(self, symbol: str, price: float, *, age_us: int = 0) -> None:
        """A new price of a symbol, published ``age_us`` ago."""
        before = self.quotes.get(symbol)
        count = before.tick.count + 1 if before else 1
        published_us = self.now_us - age_us
        self.put(
            Tick(symbol, count, count, published_us, None, price, 100, price - 0.01, price + 0.01),
            published_us,
        )

    def put(self, tick: Tick, published_us: int) -> None:
        """A tick comes onto the screen now."""
        symbol = tick.symbol
        self.quotes[symbol] = Quote(tick, published_us)
        self.sparks.setdefault(symbol, Spark()).add(published_us, tick.price)
        self.days.hear("e1", [tick])
        kind = Kind.PUSHED if self.choice.mode is Mode.PUSH else Kind.POLLED
        series = self.series.setdefault(symbol, SymbolSeries())
        series.see(tick, published_us, self.now_us, kind)
        self.revision += 1

    @override
    def clock_reading(self) -> ClockReading | None:
        return self.reading

    @override
    def to_client_us(self, server_us: int) -> int:
        return server_us

    @override
    def reference_through(self, symbol: str | None) -> int | None:
        return self.through_us.get(symbol or "") if self.reference_on else None

    @override
    def chart(self, symbols: tuple[str, ...]) -> None:
        self.charted = symbols

    @override
    def candles(self, symbol: str, interval: str) -> CandleSeries:
        fresh = CandleSeries(INTERVALS[interval])
        return self.held.setdefault((symbol, interval), fresh)

    @override
    def want_older(self, symbol: str, interval: str) -> None:
        self.asked.append(("older", symbol, interval))

    @override
    def health(self, now_us: int) -> Health:
        return self.state

    @override
    def figures(self, mode: Mode, now_us: int) -> LaneFigures | None:
        return self.measured.get(mode)

    @override
    def tick_path(self) -> TickPath | None:
        return self.path

    @override
    def choose(self, choice: LaneChoice) -> None:
        self.asked.append(choice)
        self.choice = choice
        self.revision += 1

    @override
    def breaks(self) -> BreakFigures:
        return BreakFigures()

    @override
    def reconnect(self) -> None:
        self.asked.append("reconnect")

    @override
    def select(self, symbol: str) -> None:
        self.asked.append(symbol)
        self.selected = symbol
        self.revision += 1

    @override
    def set_reference(self, on: bool) -> None:
        self.asked.append(on)
        self.reference_on = on
        self.revision += 1

    @override
    def see_charts(self, seen: bool) -> None:
        self.asked.append(("see charts", seen))

    @override
    def dismiss_notice(self) -> None:
        self.asked.append("dismiss")
        self.notice = None
        self.revision += 1
