"""Every candle series that somebody looks at, and which page of which to read next."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from server.wire import Candles, Cursor, Tick, WireError
from ticker_app.candle_series import CandleSeries, PageWanted
from ticker_app.chart_settings import Timeframe

MOST_SERIES = 32
UNUSED_US = 2_000_000
"""Nobody looks at a series that was not asked for this long: it reads no pages meanwhile."""


class CandleQuery(Struct, frozen=True):
    """A page to read. interval: as the server names it."""

    symbol: str
    interval: str
    wanted: PageWanted


class _Place(Struct, eq=False):
    """A series on the shelf. used_us: when it was last looked at, client clock.

    turn: grows; the series that was read the longest ago comes first.
    """

    series: CandleSeries
    used_us: int
    turn: int = 0
    query: CandleQuery | None = None


class CandleShelf:
    """Keeps the series that were looked at last. Does no I/O.

    symbols: that the server has; pages of others are not read.

    Args:
        capacity: series kept.
    """

    def __init__(self, capacity: int = MOST_SERIES) -> None:
        self.symbols: Collection[str] = ()
        self._capacity = capacity
        self._places: OrderedDict[tuple[str, str], _Place] = OrderedDict()
        self._epoch: str | None = None
        self._turn = 0

    def use(self, symbol: str, interval: str, now_us: int) -> CandleSeries:
        """Look at a series, begun if there is none; the one not used the longest may go.

        Raises:
            ValueError: an interval that has no candles.
        """
        key = symbol, interval
        if key not in self._places:
            interval_us = Timeframe(interval).seconds * 1_000_000
            if not interval_us:
                raise ValueError(f"{interval!r} is not an interval of candles")
            self._places[key] = _Place(CandleSeries(interval_us), now_us)
            if len(self._places) > self._capacity:
                self._places.popitem(last=False)
        self._places.move_to_end(key)
        self._places[key].used_us = now_us
        return self._places[key].series

    # --- ticks ---

    def enter(self, epoch: str, *, rewound: bool = False) -> None:
        """Ticks of this tape come now; the series of another, or of a newer copy, begin anew."""
        before, self._epoch = self._epoch, epoch
        if rewound or before not in {None, epoch}:
            for place in self._places.values():
                place.series.restart()

    def hear(self, ticks: Sequence[Tick], as_of_us: int, *, every_tick: bool) -> None:
        """What a lane delivered of any symbols, as `CandleSeries.hear`."""
        by_symbol: defaultdict[str, list[Tick]] = defaultdict(list)
        for tick in ticks:
            by_symbol[tick.symbol].append(tick)
        for (symbol, _), place in self._places.items():
            place.series.hear(by_symbol[symbol], as_of_us, every_tick=every_tick)

    def miss(self) -> None:
        """Ticks may have been published that no lane will ever deliver."""
        for place in self._places.values():
            place.series.miss()

    # --- pages ---

    def wanted(self, now_us: int) -> CandleQuery | None:
        """The page to read next; None: none for now. What corrects comes last."""
        found = min(self._wanting(now_us), key=lambda one: one[:2], default=None)
        return None if found is None else found[2]

    def _wanting(self, now_us: int) -> Iterable[tuple[bool, int, CandleQuery]]:
        for (symbol, interval), place in self._places.items():
            is_looked_at = symbol in self.symbols and now_us - place.used_us <= UNUSED_US
            if is_looked_at and (wanted := place.series.wanted()) is not None:
                query = CandleQuery(symbol, interval, wanted)
                yield wanted.corrects, place.turn, query

    def ask(self, query: CandleQuery) -> None:
        """The page is asked for now; one at a time."""
        place = self._places[query.symbol, query.interval]
        self._turn += 1
        place.turn, place.query = self._turn, query
        place.series.ask()

    def fail(self, query: CandleQuery) -> None:
        """The page did not come."""
        if (place := self._asked(query)) is not None:
            place.query = None
            place.series.fail()

    def take(self, query: CandleQuery, page: Candles) -> bool:
        """The page came; False if it is of another tape than the ticks.

        Raises:
            WireError: its cursor is none, or its candles do not follow each other.
        """
        if any(one.start >= next_.start for one, next_ in pairwise(page.candles)):
            raise WireError("not a message of this contract: candles out of order")
        epoch = Cursor.parse(page.cursor).epoch
        if self._epoch is None:
            self._epoch = epoch
        if epoch != self._epoch:
            self.fail(query)
            return False
        if (place := self._asked(query)) is not None:
            place.query = None
            place.series.take(page, query.wanted)
        return True

    def _asked(self, query: CandleQuery) -> _Place | None:
        """Where the answer belongs; None if that series has gone meanwhile."""
        place = self._places.get((query.symbol, query.interval))
        return place if place is not None and place.query is query else None
