"""The day so far of each symbol: what the server told of it, and the ticks that came since.

The day is the UTC day of the server's clock. A symbol of which nothing is known has no day;
one of which ticks were missed says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from server.wire import Cursor, Day, Days, Tick

DAY_US = 86_400_000_000
MOST_DAYS = 10_000
"""As many symbols as a server may have."""
MOST_MEANWHILE = 20_000
"""Ticks that may come while the server thinks of its answer."""


class SymbolDay(Struct):
    """The day of one symbol, which the next tick may still change.

    since_us: when the first tick counted here was published, server clock.
    ends_us: midnight, client clock.  volume: None if no size was known.
    count: that of the newest tick counted here.
    missed: ticks were missed, so the high is at least this, the low at most, and so on.
    whole_until_us: all ticks up to here are counted, client clock.
    from_first: the tape began with this day's ticks.
    """

    since_us: int
    ends_us: int
    high: float
    low: float
    volume: float | None
    count: int
    from_first: bool
    whole_until_us: int
    missed: bool = False

    def add(self, tick: Tick, published_us: int) -> None:
        """A tick of this day that is newer than all counted here."""
        self.high = max(self.high, tick.price)
        self.low = min(self.low, tick.price)
        if tick.size is not None:
            self.volume = (self.volume or 0.0) + tick.size
        self.missed |= tick.count != self.count + 1
        if not self.missed:
            self.whole_until_us = published_us
        self.count = tick.count


class DayStats:
    """The days of all symbols of one tape.

    revision: grows with every answer of the server and every other tape; what ticks change
    can be seen by the ticks.

    Args:
        to_client_us: moves a moment of the server's clock onto the client's.
    """

    def __init__(self, to_client_us: Callable[[int], int]) -> None:
        self.revision = 0
        self._to_client_us = to_client_us
        self._days: dict[str, SymbolDay] = {}
        self._epoch: str | None = None
        self._is_read = False
        self._since_asked: list[Tick] | None = None

    def _admits(self, symbol: str) -> bool:
        """Whether there is room: a server can make up any number of symbols."""
        return symbol in self._days or len(self._days) < MOST_DAYS

    @property
    def is_read(self) -> bool:
        """Whether the server has told the days of this tape at least once."""
        return self._is_read

    def of(self, symbol: str, now_us: int) -> SymbolDay | None:
        """The day that a moment lies in, client clock; None: nothing is known of it."""
        day = self._days.get(symbol)
        return None if day is None or now_us >= day.ends_us else day

    def hear(self, epoch: str, ticks: Sequence[Tick], *, rewound: bool = False) -> bool:
        """Count ticks of this epoch on, in their order; True: the server should be asked.

        rewound: they are of an older copy of the tape.
        """
        if rewound or epoch != self._epoch:
            self._begin_again(epoch)
        if self._since_asked is not None:
            self._since_asked.extend(ticks)
            if len(self._since_asked) > MOST_MEANWHILE:
                # The answer is then behind, which the next tick shows: it is asked for again.
                self.give_up()
        whole = [self._count_on(tick) for tick in ticks]
        return not (self._is_read and all(whole))

    def ask(self) -> None:
        """The server is asked now: what comes meanwhile is counted on from its answer."""
        self._since_asked = []

    def give_up(self) -> None:
        """No answer came."""
        self._since_asked = None

    def read(self, answer: Days) -> bool:
        """The server's answer; False: it is of another tape than the ticks, and of no use."""
        meanwhile, self._since_asked = self._since_asked or [], None
        if Cursor.parse(answer.cursor).epoch != self._epoch:
            return False
        for day in answer.days:
            if not self._admits(day.symbol):
                continue
            held = self._days.get(day.symbol)
            if held is None or held.missed or held.count < day.count:
                self._days[day.symbol] = self._begun(day, answer.now)
        for tick in meanwhile:
            self._count_on(tick)
        self._is_read = True
        self.revision += 1
        return True

    def _begin_again(self, epoch: str) -> None:
        self._epoch = epoch
        self._days.clear()
        self._is_read = False
        self._since_asked = None
        self.revision += 1

    def _count_on(self, tick: Tick) -> bool:
        """Returns whether nothing is missing from the symbol's day."""
        day = self._days.get(tick.symbol)
        if day is None:
            if tick.count != 1 or not self._admits(tick.symbol):
                return False
            day = self._days[tick.symbol] = self._first_of_day(tick, missed=False)
        elif tick.count > day.count:
            published_us = self._to_client_us(tick.time)
            if published_us < day.ends_us:
                day.add(tick, published_us)
            else:
                missed = tick.count != day.count + 1
                day = self._days[tick.symbol] = self._first_of_day(tick, missed=missed)
        return not day.missed

    def _first_of_day(self, tick: Tick, *, missed: bool) -> SymbolDay:
        midnight_us = tick.time - tick.time % DAY_US
        return SymbolDay(
            since_us=tick.time,
            ends_us=self._to_client_us(midnight_us + DAY_US),
            high=tick.price,
            low=tick.price,
            volume=tick.size,
            count=tick.count,
            from_first=tick.count == 1,
            whole_until_us=self._to_client_us(midnight_us if missed else tick.time),
            missed=missed,
        )

    def _begun(self, day: Day, now_us: int) -> SymbolDay:
        return SymbolDay(
            since_us=day.since,
            ends_us=self._to_client_us(day.start + DAY_US),
            high=day.high,
            low=day.low,
            volume=day.volume,
            count=day.count,
            from_first=day.count == day.trades,
            whole_until_us=self._to_client_us(now_us),
        )
