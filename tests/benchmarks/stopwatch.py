"""Adds up the CPU time that methods and tasks take, by what they are for."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Coroutine, Generator
from functools import partial, wraps
from typing import Any


class Stopwatch:
    """CPU time of this thread by what it was spent on, ns; of nested parts the outer counts.

    What the timing itself takes is counted in.
    """

    def __init__(self) -> None:
        self.spent_ns: Counter[str] = Counter()
        self._is_running = False

    def call(self, part: str, function: Callable[..., Any], *args: Any) -> Any:
        """Call it and add its time to ``part``."""
        if self._is_running:
            return function(*args)
        self._is_running = True
        began_ns = time.thread_time_ns()
        try:
            return function(*args)
        finally:
            self.spent_ns[part] += time.thread_time_ns() - began_ns
            self._is_running = False

    def time_calls(self, part: str, owner: type, name: str) -> None:
        """Add every call of this method to ``part``."""
        method = getattr(owner, name)

        @wraps(method)
        def timed(*args: Any) -> Any:
            return self.call(part, method, *args)

        setattr(owner, name, timed)

    def time_task(self, part: str, owner: type, name: str = "run") -> None:
        """Add every step of this coroutine method to ``part``."""
        method = getattr(owner, name)

        @wraps(method)
        async def timed(*args: Any) -> Any:
            return await _Timed(method(*args), partial(self.call, part))

        setattr(owner, name, timed)


class _Timed:
    """Awaits a coroutine, every step of it by way of ``step(function, value)``."""

    def __init__(self, inner: Coroutine[Any, Any, Any], step: Callable[..., Any]) -> None:
        self._inner = inner
        self._step = step

    def __await__(self) -> Generator[Any, Any, Any]:
        resume, value = self._inner.send, None
        while True:
            try:
                waits_for = self._step(resume, value)
            except StopIteration as end:
                return end.value
            try:
                resume, value = self._inner.send, (yield waits_for)
            # The task's own to handle, its cancelling too.
            except BaseException as error:
                resume, value = self._inner.throw, error
