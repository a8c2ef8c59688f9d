"""One line of the watchlist: what is known of a symbol, ready to be shown and sorted."""

from __future__ import annotations

from msgspec import Struct

from server.wire import SymbolInfo
from ticker_app.board import Quote
from ticker_app.day_stats import SymbolDay

GRACE_US = 10_000_000
"""While ticks are missed the day is asked for every few seconds; up to here that is in time."""


class DayFigures(Struct, frozen=True):
    """The figures of the day of a symbol. volume: None if no size was known.

    since_us: when it began to be counted, server clock.
    from_first: the tape began then.
    ends_us: when it is over, client clock.
    bound_from_us: from here on the figures are only bounds, client clock; None: they are whole.
    """

    high: float
    low: float
    volume: float | None
    since_us: int
    from_first: bool
    ends_us: int
    bound_from_us: int | None = None


class WatchRow(Struct, frozen=True):
    """A symbol and its newest price on the screen; None: not known yet.

    change: against the first price of the tape.  change_share: of that price.
    published_us: of the newest tick, client clock.
    is_there: whether the server has such a symbol, as far as it was asked.
    """

    symbol: str
    name: str
    decimals: int
    last: float | None = None
    change: float | None = None
    change_share: float | None = None
    bid: float | None = None
    ask: float | None = None
    spread: float | None = None
    published_us: int | None = None
    day: DayFigures | None = None
    is_there: bool = True

    def age_us(self, now_us: int) -> int | None:
        """How old the newest price is."""
        return None if self.published_us is None else now_us - self.published_us

    def day_at(self, now_us: int) -> DayFigures | None:
        """The figures of the day, unless that day is over."""
        day = self.day
        return None if day is None or now_us >= day.ends_us else day


def watch_row(info: SymbolInfo, quote: Quote | None, day: SymbolDay | None = None) -> WatchRow:
    """The line of a symbol, with or without a price."""
    figures = None if day is None else _figures(day)
    if quote is None:
        return WatchRow(info.symbol, info.name, info.decimals, day=figures)
    tick = quote.tick
    bid, ask, decimals = tick.bid, tick.ask, info.decimals
    # Rounded, or a price that came back would seem to have gone a billionth.
    change = None if info.open is None else round(tick.price - info.open, decimals)
    return WatchRow(
        info.symbol,
        info.name,
        decimals,
        tick.price,
        change,
        change / info.open if change is not None and info.open else None,
        bid,
        ask,
        None if bid is None or ask is None else round(ask - bid, decimals),
        quote.published_us,
        figures,
    )


def missing_row(symbol: str, *, asked: bool) -> WatchRow:
    """The line of a symbol that the server does not have, or was not asked about yet."""
    return WatchRow(symbol, "", 0, is_there=not asked)


def _figures(day: SymbolDay) -> DayFigures:
    bound_from_us = day.whole_until_us + GRACE_US if day.missed else None
    return DayFigures(
        day.high, day.low, day.volume, day.since_us, day.from_first, day.ends_us, bound_from_us
    )
