"""Which symbols a search means, and how well each fits. Pure."""

from __future__ import annotations

from collections.abc import Iterable


def rank(query: str, symbol: str, name: str) -> int | None:
    """How well a symbol fits what was typed, 0 best; None: not at all.

    The symbol itself, then a symbol or a word of a name that begins so, then any part of
    either. Large and small letters are the same.
    """
    wanted, symbol, name = query.strip().casefold(), symbol.casefold(), name.casefold()
    if symbol == wanted:
        return 0
    if symbol.startswith(wanted):
        return 1
    if name.startswith(wanted) or f" {wanted}" in name:
        return 2
    return 3 if wanted in symbol or wanted in name else None


def named(text: str, symbols: Iterable[str]) -> str | None:
    """The symbol that was typed, in whatever letters; None: there is none or more than one."""
    wanted = text.strip()
    found = [symbol for symbol in symbols if symbol.casefold() == wanted.casefold()]
    if wanted in found:
        return wanted
    return found[0] if len(found) == 1 else None
