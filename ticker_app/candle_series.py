"""Candles of one symbol at one interval: read in pages, continued live without a seam.

The server counts every tick of a symbol (``count``), and a page of candles says the newest
tick that it counts in. So this knows which of its candles hold every tick that was published:
those up to the first hole in the counts. What lies behind the hole is *provisional*, made of
the ticks that were delivered, until another page tells how it was.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from server.wire import Candles, Tick
from ticker_app.candle_columns import (
    NO_CANDLES,
    CandleColumns,
    columns_of,
    cut_columns,
    join_columns,
)
from ticker_app.live_candle import LiveCandle
from ticker_app.rows import Rows

CAPACITY = 20_000
PAGE_CANDLES = 1000
LARGEST_PAGE_CANDLES = 5000
MARGIN_CANDLES = 100
"""A page that is to reach back to a candle asks for so many more: time passes on its way."""
TAIL_TICKS = 10_000

_TYPES = {
    "start_us": np.int64,
    "open": np.float64,
    "high": np.float64,
    "low": np.float64,
    "close": np.float64,
    "volume": np.float64,
    "trades": np.int64,
}
_FOREVER_US = 2**63 - 1


class PageWanted(Struct, frozen=True):
    """A page that a series wants.

    before_us: of candles that start before, server clock; None: the newest.
    corrects: it is to replace what is there and in doubt.
    """

    limit: int
    before_us: int | None = None
    corrects: bool = False


class CandleSeries:
    """The candles of one symbol at one interval. Does no I/O: pages and ticks are put in.

    interval_us: how long a candle lasts.
    revision: grows with every change of the candles.
    is_read: a page was read, so an empty series means that there are no candles.
    provisional_from_us: candles that start here or later may lack ticks that were published
        and not delivered; None: every candle holds all ticks up to the newest one that was
        delivered. µs, server clock.

    Args:
        interval_us: one of the intervals that the server has.
        capacity: candles kept, the newest of them; at least 2.
    """

    def __init__(self, interval_us: int, capacity: int = CAPACITY) -> None:
        self.interval_us = interval_us
        self._closed = Rows(_TYPES, capacity - 1)
        self.revision = 0
        self._columns: CandleColumns | None = None
        self._every_tick = False
        self._asked = False
        self._tail: deque[Tick] = deque(maxlen=TAIL_TICKS)
        self.restart()

    def restart(self) -> None:
        """Another tape: begin anew.

        What the tape before said is dropped. The server does not hold it any more, prices may
        come from elsewhere now, and nothing shall be drawn or averaged across the hole.
        """
        self.is_read = False
        self.provisional_from_us: int | None = None
        self._more = False
        self._older_wanted = False
        self._live: LiveCandle | None = None
        self._newest_count = 0
        self._whole_count: int | None = None
        """Every tick up to this count is counted in, and none after it; None: there is a hole."""
        self._sure_us = 0
        """Candles that start before this were over when the server told them."""
        self._as_of_us = 0
        self._tail.clear()
        self._put(NO_CANDLES)

    # --- to read, on every frame ---

    def columns(self) -> CandleColumns:
        """All candles, oldest first; what was handed out never changes."""
        if self._columns is None:
            self._columns = self._all_columns()
        return self._columns

    @property
    def has_older(self) -> bool:
        """Whether the server holds older candles that fit in here."""
        return self._more and len(self._closed) < self._closed.capacity

    # --- ticks ---

    def hear(self, ticks: Sequence[Tick], as_of_us: int, *, every_tick: bool) -> None:
        """Continue with what a lane delivered, oldest first.

        Args:
            ticks: of this symbol; those that a page counted in already change nothing.
            as_of_us: the lane knows all that was published up to here, server clock.
            every_tick: the lane promises every tick. Of one that does not, the newest candle
                shows what was delivered until it is over, however much more there was.
        """
        self._every_tick = every_tick
        for tick in ticks:
            self._count_in(tick)
            if self._asked:
                self._tail.append(tick)
        self._as_of_us = max(self._as_of_us, as_of_us)

    def miss(self) -> None:
        """Ticks may have been published that no lane will ever deliver."""
        self._doubt()

    # --- pages ---

    def want_older(self) -> None:
        """A page of older candles is wanted, if there are any."""
        self._older_wanted = self.has_older

    def wanted(self) -> PageWanted | None:
        """The page to read next; None: none for now."""
        if not self.is_read:
            return PageWanted(PAGE_CANDLES)
        if self._older_wanted and self._live is not None:
            return PageWanted(PAGE_CANDLES, before_us=int(self.columns().start_us[0]))
        if self._whole_count is None and (self._every_tick or self._has_closed_in_doubt()):
            return PageWanted(self._candles_in_doubt(), corrects=True)
        return None

    def ask(self) -> None:
        """A page is asked for now: it will count in all that was heard until now."""
        self._asked = True

    def fail(self) -> None:
        """The page that was asked for did not come."""
        self._asked = False
        self._tail.clear()

    def take(self, page: Candles, wanted: PageWanted) -> None:
        """The page that was asked for."""
        if wanted.before_us is not None:
            self._put_before(page, wanted.before_us)
        elif self._every_tick or not self.is_read:
            self._begin_with(page)
        else:
            self._confirm(page)
        self._asked = False
        self._tail.clear()

    # --- within ---

    def _count_in(self, tick: Tick) -> None:
        if tick.count <= self._newest_count:
            return
        if self._whole_count is None or tick.count != self._whole_count + 1:
            self._doubt()
        else:
            self._whole_count = tick.count
        self._newest_count = tick.count
        start_us = tick.time - tick.time % self.interval_us
        if self._live is not None and start_us <= self._live.start_us:
            self._live.add(tick)
        else:
            if self._live is not None:
                self._closed.append(*self._live.row())
            self._live = LiveCandle.begun_by(tick, start_us)
        self._touch()

    def _doubt(self) -> None:
        """From the newest candle on there may be more than we know."""
        self._whole_count = None
        if self.provisional_from_us is None:
            self.provisional_from_us = max(self._sure_us, self._newest_us())
            self._touch()

    def _newest_us(self) -> int:
        """Where the newest candle starts; 0: there is none."""
        return 0 if self._live is None else self._live.start_us

    def _over_us(self) -> int:
        """Candles that start before this are over, as far as the lane knows."""
        return max(self._newest_us(), self._as_of_us - self._as_of_us % self.interval_us)

    def _has_closed_in_doubt(self) -> bool:
        from_us = self.provisional_from_us
        return from_us is not None and from_us < self._over_us()

    def _candles_in_doubt(self) -> int:
        from_us = self.provisional_from_us or 0
        count = (self._over_us() - from_us) // self.interval_us + MARGIN_CANDLES
        return min(count, LARGEST_PAGE_CANDLES)

    def _begin_with(self, page: Candles) -> None:
        """Hold what the page says, then count in what was delivered since it was asked for."""
        self._put(join_columns(self._behind(page), columns_of(page.candles)))
        self.provisional_from_us = None
        self._newest_count = self._whole_count = page.count
        self._sure_us = self._over_at_server_us(page)
        self.is_read = True
        for tick in self._tail:
            self._count_in(tick)

    def _confirm(self, page: Candles) -> None:
        """Replace what is over; what is not stays as the lane showed it."""
        over_us = self._sure_us = min(self._over_us(), self._over_at_server_us(page))
        ours = cut_columns(self.columns(), over_us, _FOREVER_US)
        theirs = [candle for candle in page.candles if candle.start < over_us]
        self._put(join_columns(self._behind(page), columns_of(theirs), ours))
        count = page.count - sum(candle.trades for candle in page.candles[len(theirs) :])
        count += int(ours.trades.sum())
        if count >= self._newest_count:
            self._newest_count = self._whole_count = count
            self.provisional_from_us = None
        else:
            self.provisional_from_us = over_us

    def _over_at_server_us(self, page: Candles) -> int:
        """Candles that start before this were over when the server gave the page."""
        newest_us = page.candles[-1].start if page.candles else 0
        return max(newest_us, page.now - page.now % self.interval_us)

    def _behind(self, page: Candles) -> CandleColumns:
        """What we hold older than the page; nothing if between the two something is in doubt."""
        from_us = self.provisional_from_us
        begins_us = page.candles[0].start if page.candles else _FOREVER_US
        reaches = from_us is None or begins_us <= from_us
        behind = cut_columns(self.columns(), 0, begins_us) if reaches else NO_CANDLES
        if not len(behind.start_us):
            self._more = page.more
        return behind

    def _put_before(self, page: Candles, before_us: int) -> None:
        self._older_wanted = False
        ours = self.columns()
        if len(ours.start_us) and before_us == ours.start_us[0]:
            self._more = page.more
            self._put(join_columns(columns_of(page.candles), ours))

    def _put(self, candles: CandleColumns) -> None:
        """Hold exactly these; of more than fit the newest."""
        closed: Sequence[NDArray[Any]] = candles
        self._closed.replace(
            {name: column[:-1] for name, column in zip(_TYPES, closed, strict=True)}
        )
        self._live = None
        if len(candles.start_us):
            self._live = LiveCandle(*(column[-1].item() for column in closed))
        self._touch()

    def _touch(self) -> None:
        self._columns = None
        self.revision += 1

    def _all_columns(self) -> CandleColumns:
        if self._live is None:
            return NO_CANDLES
        columns = [
            np.append(self._closed[name], value)
            for name, value in zip(_TYPES, self._live.row(), strict=True)
        ]
        for column in columns:
            column.flags.writeable = False
        return CandleColumns(*columns)
