"""Which symbols a search means, and how well each fits. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from server.wire import SymbolInfo

NAMED_SYMBOLS = 8


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


def refusal(text: str, symbols: Collection[str]) -> str:
    """Why what was typed is no symbol: a sentence that names some that are."""
    wanted = text.strip()
    if not wanted:
        return "Type a symbol."
    if not symbols:
        return "The server has not told its symbols yet."
    close = [symbol for symbol in symbols if rank(wanted, symbol, "") is not None]
    some = [*islice(close or symbols, NAMED_SYMBOLS)]
    rest = len(close or symbols) - len(some)
    has = ", ".join(some) + (f" and {rest} more" if rest > 0 else "")
    return f"There is no symbol {wanted} on this server. It has {has}."


def ranked(query: str, infos: Mapping[str, SymbolInfo]) -> list[str]:
    """The symbols that fit what was typed, best first; of equals the server's order decides."""
    ranks = {symbol: rank(query, symbol, info.name) for symbol, info in infos.items()}
    found = [(fit, symbol) for symbol, fit in ranks.items() if fit is not None]
    return [symbol for _, symbol in sorted(found, key=lambda each: each[0])]
