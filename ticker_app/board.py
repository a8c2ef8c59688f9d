"""What the screen shows of every symbol: its newest quote and its series."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

from server.wire import Tick
from ticker_app.arrival import Arrival
from ticker_app.feeds.sense import MOST_SYMBOLS
from ticker_app.series import CAPACITY, Kind, Published, SymbolSeries
from ticker_app.spark import Spark

MOST_POINTS = 50 * CAPACITY
"""Of all symbols together; 80 MiB. Where there are many symbols, each has its share of it."""


class Quote(Struct, frozen=True):
    """The newest tick of a symbol on the screen. published_us: its time on the client clock."""

    tick: Tick
    published_us: int


class Board:
    """Quotes, sparks and series, fed by a lane, a picture and the reference reading. Does no I/O.

    Quotes of an earlier life of the tape stay on the screen until newer ones replace them. There
    is room for as many symbols as a server may have; those that come later are left out. What
    is on a chart keeps its whole series, of many other symbols each keeps less.

    Args:
        to_client_us: moves a moment of the server's clock onto the client's.
    """

    def __init__(self, to_client_us: Callable[[int], int]) -> None:
        self.quotes: dict[str, Quote] = {}
        self.sparks: dict[str, Spark] = {}
        self.series: dict[str, SymbolSeries] = {}
        self.epoch: str | None = None
        self._to_client_us = to_client_us
        self._seqs: dict[str, int] = {}
        self._charted: frozenset[str] = frozenset()
        self._share = CAPACITY

    def enter(self, epoch: str, *, rewound: bool = False) -> bool:
        """Ticks of this epoch come now; True if it replaces another one, or an older copy it."""
        before, self.epoch = self.epoch, epoch
        if before in {None, epoch} and not rewound:
            return False
        self._seqs.clear()
        for series in self.series.values():
            series.begin_epoch()
        return True

    def deliver(self, arrival: Arrival, kind: Kind) -> None:
        """Put what a lane delivered on the screen.

        A tick that was waiting when the feed was opened is drawn as history, when it was
        published: the lane says nothing about how late it would have been.
        """
        for tick in filter(self._admits, arrival.ticks):
            published_us = self._to_client_us(tick.time)
            series = self.series_of(tick.symbol)
            if published_us < arrival.opened_us:
                series.see(tick, published_us, published_us, Kind.HISTORY)
            else:
                series.see(tick, published_us, arrival.received_us, kind)
            self._quote(tick, published_us)

    def break_lines(self) -> None:
        """Ticks are missing that nobody can bring."""
        for series in self.series.values():
            series.break_line()

    def quote(self, ticks: Sequence[Tick]) -> None:
        """The newest tick of some symbols; one older than what is shown is ignored."""
        for tick in filter(self._admits, ticks):
            self._quote(tick, self._to_client_us(tick.time))

    def fill(self, symbol: str, ticks: Sequence[Tick]) -> list[Published]:
        """History of a symbol, oldest first; returns it on the client clock."""
        published = self._published(ticks)
        self.series_of(symbol).fill(published)
        return published

    def publish(self, symbol: str, ticks: Sequence[Tick]) -> list[Published]:
        """What is known to have been published, oldest first; returns it on the client clock."""
        published = self._published(ticks)
        self.series_of(symbol).publish(published)
        return published

    def newest(self) -> list[Tick]:
        """The newest tick of each symbol that has one in this epoch."""
        return [self.quotes[symbol].tick for symbol in self._seqs]

    def series_of(self, symbol: str) -> SymbolSeries:
        """The series of a symbol, begun if there is none yet."""
        if symbol not in self.series:
            self._make_room()
            self.series[symbol] = SymbolSeries(self._capacity(symbol))
        return self.series[symbol]

    def chart(self, symbols: Collection[str]) -> None:
        """These are on charts now, and no others."""
        before, self._charted = self._charted, frozenset(symbols)
        for symbol in (before ^ self._charted) & self.series.keys():
            self.series[symbol].bound(self._capacity(symbol))

    def _capacity(self, symbol: str) -> int:
        return CAPACITY if symbol in self._charted else self._share

    def _make_room(self) -> None:
        """For one series more."""
        if len(self.series) >= MOST_SYMBOLS:
            # The names of what is on charts may be made up without end too.
            del self.series[next(iter(self.series.keys() - self._charted))]
        while self._share * (len(self.series) + 1) > MOST_POINTS:
            self._share //= 2
            for symbol, series in self.series.items():
                series.bound(self._capacity(symbol))

    def _admits(self, tick: Tick) -> bool:
        """Whether there is room for its symbol: a server can make up any number of them."""
        return tick.symbol in self.quotes or len(self.quotes) < MOST_SYMBOLS

    def _quote(self, tick: Tick, published_us: int) -> None:
        if tick.seq > self._seqs.get(tick.symbol, -1):
            self._seqs[tick.symbol] = tick.seq
            self.quotes[tick.symbol] = Quote(tick, published_us)
            spark = self.sparks.get(tick.symbol)
            if spark is None:
                spark = self.sparks[tick.symbol] = Spark()
            spark.add(published_us, tick.price)

    def _published(self, ticks: Sequence[Tick]) -> list[Published]:
        return [Published(tick, self._to_client_us(tick.time)) for tick in ticks]
