"""Which symbol is looked at: the wanted one, or the nearest to it that the server has."""

from __future__ import annotations

from collections.abc import Collection

from ticker_app.notices import no_symbol


class Selection:
    """Settles what was asked for against what there is. Pure.

    symbol: the selected one; None until the server told what it has.

    Args:
        wanted: asked for; None: nobody did.
        remembered: of an earlier window; it may be of another server.
    """

    def __init__(self, wanted: str | None, remembered: str | None) -> None:
        self.symbol: str | None = None
        self._wanted = wanted
        self._remembered = remembered

    @property
    def is_open(self) -> bool:
        """Whether something is asked for that was not settled yet."""
        return self._wanted is not None

    def want(self, symbol: str) -> None:
        """Ask for a symbol."""
        self._wanted = symbol

    def settle(self, symbols: Collection[str]) -> str | None:
        """Select one of these; returns a sentence if what was wanted is not among them."""
        wanted, self._wanted = self._wanted or self.symbol, None
        known = (wanted, self.symbol, self._remembered, *symbols)
        self.symbol = next((symbol for symbol in known if symbol in symbols), self.symbol)
        if wanted is None or wanted in symbols:
            return None
        return no_symbol(wanted, self.symbol if self.symbol in symbols else None, [*symbols])
