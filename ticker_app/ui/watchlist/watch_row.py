"""One line of the watchlist: what is known of a symbol, ready to be shown and sorted."""

from __future__ import annotations

from msgspec import Struct

from server.wire import SymbolInfo
from ticker_app.session import Quote


class WatchRow(Struct, frozen=True):
    """A symbol and its newest price on the screen; None: not known yet.

    change: against the first price of the tape.  change_share: of that price.
    published_us: of the newest tick, client clock.
    """

    symbol: str
    name: str
    decimals: int
    last: float | None = None
    change: float | None = None
    change_share: float | None = None
    bid: float | None = None
    ask: float | None = None
    published_us: int | None = None

    def age_us(self, now_us: int) -> int | None:
        """How old the newest price is."""
        return None if self.published_us is None else now_us - self.published_us


def watch_row(info: SymbolInfo, quote: Quote | None) -> WatchRow:
    """The line of a symbol, with or without a price."""
    if quote is None:
        return WatchRow(info.symbol, info.name, info.decimals)
    tick = quote.tick
    # Rounded, or a price that came back would seem to have gone a billionth.
    change = None if info.open is None else round(tick.price - info.open, info.decimals)
    return WatchRow(
        info.symbol,
        info.name,
        info.decimals,
        tick.price,
        change,
        change / info.open if change is not None and info.open else None,
        tick.bid,
        tick.ask,
        quote.published_us,
    )
