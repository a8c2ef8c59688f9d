"""A session as it was at one moment: for a picture that stands still while prices keep coming."""

from __future__ import annotations

import copy
from typing import Any

from typing_extensions import override

from ticker_app.candle_columns import CandleColumns
from ticker_app.candle_series import CandleSeries
from ticker_app.choice import LaneChoice, Mode
from ticker_app.day_stats import DayStats, SymbolDay
from ticker_app.health import Health
from ticker_app.lane import LaneFigures
from ticker_app.measures.clock_offset import ClockReading
from ticker_app.measures.tick_path import Part, TickPath
from ticker_app.series import PublishedColumns, SeenColumns, SymbolSeries
from ticker_app.session import Session


class Moment(Session):
    """What was known at a moment stays; what the user chooses, and whether all is well, goes on.

    Prices, series, days, figures and switches are those of the moment. Everything else is read
    from the live session, and everything that is asked for is asked of it. Candles that nobody
    had looked at before are those of when somebody does.

    now_us: the moment, client clock.
    """

    def __init__(self, live: Session) -> None:
        self._live = live
        self.now_us = live.clock()
        self.revision = live.revision
        self.symbols = dict(live.symbols)
        self.quotes = dict(live.quotes)
        self.series = {name: _StillSeries(series) for name, series in live.series.items()}
        self.sparks = {name: copy.deepcopy(spark) for name, spark in live.sparks.items()}
        self.days = _StillDays(live.days, self.symbols, self.now_us)
        self.switches = list(live.switches)
        self._symbol = live.selected
        self._figures = {mode: live.figures(mode, self.now_us) for mode in Mode}
        path = live.tick_path()
        self._path = None if path is None else _StillPath(path.parts())
        self._through_us = {name: live.reference_through(name) for name in live.series}
        self._candles: dict[tuple[str, str], CandleSeries] = {}

    def __getattr__(self, name: str) -> Any:
        """What is not of the moment is of now."""
        return getattr(self._live, name)

    @override
    def reference_through(self, symbol: str | None) -> int | None:
        return self._through_us.get(symbol or "") if self.reference_on else None

    @override
    def figures(self, mode: Mode, now_us: int) -> LaneFigures | None:
        """Those of the moment; nothing is known of a symbol that was chosen since."""
        return self._figures[mode] if self.selected == self._symbol else None

    @override
    def tick_path(self) -> TickPath | None:
        return self._path if self.selected == self._symbol else None

    @override
    def candles(self, symbol: str, interval: str) -> CandleSeries:
        # Asked for each time: what nobody looks at is not read on, and is old at the end.
        live = self._live.candles(symbol, interval)
        if (symbol, interval) not in self._candles:
            self._candles[symbol, interval] = _StillCandles(live)
        return self._candles[symbol, interval]

    @override
    def want_older(self, symbol: str, interval: str) -> None:
        """Not while the picture stands still."""

    @override
    def health(self, now_us: int) -> Health:
        """That of now: whether prices keep coming."""
        return self._live.health(self._live.clock())

    @override
    def clock_reading(self) -> ClockReading | None:
        return self._live.clock_reading()

    @override
    def to_client_us(self, server_us: int) -> int:
        return self._live.to_client_us(server_us)

    @override
    def chart(self, symbols: tuple[str, ...]) -> None:
        self._live.chart(symbols)

    @override
    def choose(self, choice: LaneChoice) -> None:
        self._live.choose(choice)

    @override
    def select(self, symbol: str) -> None:
        self._live.select(symbol)

    @override
    def set_reference(self, on: bool) -> None:
        self._live.set_reference(on)

    @override
    def dismiss_notice(self) -> None:
        self._live.dismiss_notice()


class _StillSeries(SymbolSeries):
    """Columns that were handed out never change, so keeping them is enough."""

    def __init__(self, live: SymbolSeries) -> None:
        super().__init__(capacity=1)
        self.revision = live.revision
        self.identity = live.identity
        self._still = live.seen, live.published

    @property
    @override
    def seen(self) -> SeenColumns:
        return self._still[0]

    @property
    @override
    def published(self) -> PublishedColumns:
        return self._still[1]


class _StillCandles(CandleSeries):
    def __init__(self, live: CandleSeries) -> None:
        super().__init__(live.interval_us)
        self.revision = live.revision
        self.is_read = live.is_read
        self.provisional_from_us = live.provisional_from_us
        self._still = live.columns()

    @override
    def columns(self) -> CandleColumns:
        return self._still


class _StillDays(DayStats):
    def __init__(self, live: DayStats, symbols: dict[str, Any], now_us: int) -> None:
        super().__init__(lambda server_us: server_us)
        self.revision = live.revision
        self._is_read = live.is_read
        self._still = {name: copy.copy(live.of(name, now_us)) for name in symbols}

    @override
    def of(self, symbol: str, now_us: int) -> SymbolDay | None:
        return self._still.get(symbol)


class _StillPath(TickPath):
    def __init__(self, parts: tuple[Part, ...]) -> None:
        super().__init__()
        self._still = parts

    @override
    def parts(self) -> tuple[Part, ...]:
        return self._still
