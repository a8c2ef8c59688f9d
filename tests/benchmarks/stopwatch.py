"""Adds up the CPU time that methods and tasks take, by what they are for."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any

from PySide6.QtCore import QTimerEvent
from qasync import _SimpleTimer

_part: ContextVar[str | None] = ContextVar("part", default=None)
"""What the running task is for; the callbacks of its sockets and timers inherit it."""

EMPTY_CALLS = 100_000


class Stopwatch:
    """CPU time of this thread by what it was spent on, ns; of nested parts the outer counts.

    What an empty call takes is taken out. Make one before there is a loop.
    """

    def __init__(self) -> None:
        self.spent_ns: Counter[str] = Counter()
        self._is_running = False
        self._empty_ns = 0
        for _ in range(EMPTY_CALLS):
            self.call("", len, "")
        self._empty_ns = self.spent_ns.pop("") // EMPTY_CALLS
        self._time_turns()

    def call(self, part: str, function: Callable[..., Any], *args: Any) -> Any:
        """Call it and add its time to ``part``."""
        if self._is_running:
            return function(*args)
        self._is_running = True
        began_ns = time.thread_time_ns()
        try:
            return function(*args)
        finally:
            self.spent_ns[part] += time.thread_time_ns() - began_ns - self._empty_ns
            self._is_running = False

    def time_calls(self, part: str, owner: type, name: str) -> None:
        """Add every call of this method to ``part``."""
        method = getattr(owner, name)

        @wraps(method)
        def timed(*args: Any, **kwargs: Any) -> Any:
            return self.call(part, partial(method, **kwargs), *args)

        setattr(owner, name, timed)

    def time_task(self, part: str | None, owner: type, name: str = "run") -> None:
        """Add to ``part`` every turn of the loop that is for this coroutine method.

        That is each of its steps, what its sockets bring and what its timers do. None: its
        turns are not to be counted, though it was started by one that is.
        """
        method = getattr(owner, name)

        @wraps(method)
        async def timed(*args: Any) -> Any:
            _part.set(part)
            return await method(*args)

        setattr(owner, name, timed)

    def _time_turns(self) -> None:
        """Every turn by its task: the callback, and what Qt's timer for it takes around it."""
        for owner, name, handle_of in (
            (asyncio.Handle, "_run", lambda handle: handle),
            (_SimpleTimer, "timerEvent", _handle_of_timer),
        ):
            self._time_turns_of(owner, name, handle_of)

    def _time_turns_of(
        self, owner: type, name: str, handle_of: Callable[..., asyncio.Handle | None]
    ) -> None:
        method = getattr(owner, name)

        @wraps(method)
        def timed(*args: Any) -> Any:
            handle: Any = handle_of(*args)
            part = None if handle is None else handle._context.get(_part)
            return method(*args) if part is None else self.call(part, method, *args)

        setattr(owner, name, timed)


def _handle_of_timer(timer: Any, event: QTimerEvent) -> asyncio.Handle | None:
    handles: dict[int, asyncio.Handle] = timer._SimpleTimer__callbacks
    return handles.get(event.timerId())
