"""The one sentence that a user reads when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

NAMED_SYMBOLS = 8


class Trouble(IntEnum):
    """Where a notice comes from; the smaller number is shown first."""

    SYMBOL = 0
    LANE = 1
    FALLBACK = 2
    PICTURE = 3
    REFERENCE = 4
    CANDLES = 5


class Notices:
    """What is wrong now, by where it comes from, less what the user has dismissed.

    Args:
        on_word: called whenever somebody said that something is wrong, well, or read.
    """

    def __init__(self, on_word: Callable[[], None]) -> None:
        self._on_word = on_word
        self._sentences: dict[Trouble, str] = {}
        self._dismissed: set[Trouble] = set()

    @property
    def current(self) -> str | None:
        """The sentence to show; None if all is well."""
        shown = self._sentences.keys() - self._dismissed
        return self._sentences[min(shown)] if shown else None

    def tell(self, trouble: Trouble, sentence: str) -> None:
        """Something is wrong. A sentence that was dismissed stays so until it is another."""
        if self._sentences.get(trouble) != sentence:
            self._dismissed.discard(trouble)
        self._sentences[trouble] = sentence
        self._on_word()

    def show(self, trouble: Trouble, sentence: str | None) -> None:
        """Something is wrong there, or with None: all is well again."""
        if sentence is None:
            self.clear(trouble)
        else:
            self.tell(trouble, sentence)

    def has(self, trouble: Trouble) -> bool:
        """Whether something is wrong there, dismissed or not."""
        return trouble in self._sentences

    def clear(self, *troubles: Trouble) -> None:
        """All is well there again."""
        for trouble in troubles:
            self._sentences.pop(trouble, None)
        self._dismissed.difference_update(troubles)
        self._on_word()

    def dismiss(self) -> None:
        """The user has read all there is."""
        self._dismissed.update(self._sentences)
        self._on_word()


def no_symbol(wanted: str, shown: str | None, names: Sequence[str]) -> str:
    """What a user reads who asked for a symbol that a server does not have.

    Args:
        wanted: what was asked for.
        shown: what is on the chart instead; None: nothing.
        names: the server's symbols.
    """
    if shown is None:
        return f"There is no symbol {wanted} on this server; it has none at all."
    rest = len(names) - NAMED_SYMBOLS
    has = ", ".join(names[:NAMED_SYMBOLS]) + (f" and {rest} more" if rest > 0 else "")
    return f"There is no symbol {wanted} on this server; showing {shown}. It has {has}."
