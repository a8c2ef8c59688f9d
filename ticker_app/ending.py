"""The end that is asked for from outside: Ctrl+C, or a system that stops its programs."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable


def on_request_to_end(end: Callable[[], None]) -> None:
    """Call ``end`` at SIGINT and SIGTERM, inside the running loop.

    Where a loop cannot take signals (Windows), a plain handler runs as soon as anything wakes
    the interpreter.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, end)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(end))
