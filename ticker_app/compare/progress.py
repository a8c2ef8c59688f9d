"""How a comparison tells on standard error what it is doing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

LINE_EVERY_S = 5.0
_REWRITE = "\r\x1b[K"


class Progress:
    """One line that is rewritten on a terminal, else a line every 5 s and for each new step.

    Args:
        stream: where to write.
        now_s: the time that has passed, from any moment on.
    """

    def __init__(self, stream: TextIO, now_s: Callable[[], float]) -> None:
        self._stream = stream
        self._now_s = now_s
        self._rewrites = stream.isatty()
        self._next_s = now_s()
        self._step = ""
        self._is_open = False

    def show(self, text: str) -> None:
        """What is going on now, the step first; left out if another of the step comes soon."""
        if self._rewrites:
            self._write(_REWRITE + text)
            self._is_open = True
            return
        step, now_s = text.partition(" ")[0], self._now_s()
        if step != self._step or now_s >= self._next_s:
            self._step = step
            self._next_s = now_s + LINE_EVERY_S
            self._write(text + "\n")

    def tell(self, text: str) -> None:
        """Something that must not be missed: a line that stays."""
        self.close()
        self._write(text + "\n")

    def close(self) -> None:
        """Nothing is going on any more."""
        if self._is_open:
            self._write(_REWRITE)
            self._is_open = False

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
