"""When the order of the rows may change: not while someone aims at one of them. Pure."""

from __future__ import annotations

POINTER_PAUSE_US = 5_000_000
"""A pointer that rests so long aims at nothing."""
KEY_PAUSE_US = 2_000_000


class OrderHold:
    """Says whether the rows must stay where they are.

    What a user does is told without a time; the next `holds` takes it as of then.
    """

    def __init__(self) -> None:
        self._pressed = self._pointed = self._keyed = False
        self._until_us = 0

    def point(self) -> None:
        """The pointer moved over the list."""
        self._pointed = True

    def leave(self) -> None:
        """The pointer left the list."""
        self._pointed = False
        self._until_us = 0

    def press(self) -> None:
        """A button went down over the list."""
        self._pressed = True

    def release(self) -> None:
        """It came up again."""
        self._pressed = False

    def key(self) -> None:
        """A key moved through the list."""
        self._keyed = True

    def holds(self, now_us: int) -> bool:
        """Whether the order must stay."""
        if self._pointed:
            self._until_us = max(self._until_us, now_us + POINTER_PAUSE_US)
        if self._keyed:
            self._until_us = max(self._until_us, now_us + KEY_PAUSE_US)
        self._pointed = self._keyed = False
        return self._pressed or now_us < self._until_us
