"""What a window's loop suffers while something happens: how long it stood still, and errors."""

from __future__ import annotations

import ctypes
import faulthandler
import logging
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import Qt, QTimer
from typing_extensions import override

BEAT_MS = 5
LOOK_S = 0.25
"""From one look at what costs more than a beat may: the memory, and the alarm for a hang."""
HANGS_AFTER_S = 10.0
WAITS = Path("/proc/thread-self/schedstat")
"""Of Linux: for how long this thread ran, and for how long it waited for a processor, ns."""
MIB = 1024 * 1024


class Errors(logging.Handler):
    """Counts what is logged as an error, and keeps the first few.

    So does what was raised where nobody could catch it: in a slot, and in a destructor.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.count = 0
        self.first: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))
        sys.unraisablehook = self._on_unraisable
        sys.excepthook = self._on_uncaught

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
        if len(self.first) < 5:
            self.first.append(self.format(record))

    def _on_unraisable(self, unraisable: Any) -> None:
        error = unraisable.exc_value
        logging.getLogger("unraisable").error("%r", error, exc_info=error)

    def _on_uncaught(self, _: type[BaseException], error: BaseException, __: Any) -> None:
        logging.getLogger("uncaught").error("%r", error, exc_info=error)


class WatchedLoop:
    """Beats on the loop and looks how late it is. Make one on Qt's thread.

    longest_ms: without any beat, by the wall.
    own_ms: the same without what the thread waited for a processor that others had; where the
        system does not tell that, all of it. What it slept or waited for a disk is in it.
    busy_ms: most CPU time of this thread between two beats: what the machine's noise spares.
    peak_mib: most that was resident at a look.
    """

    def __init__(self) -> None:
        self._process = psutil.Process()
        self.begin()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def begin(self) -> None:
        """From now on."""
        self.longest_ms = self.own_ms = self.busy_ms = 0.0
        self.began_mib = self.peak_mib = self.resident_mib()
        self.leave_out()
        self._look_due_s = self._last_s

    def leave_out(self) -> None:
        """What was done since the last beat was a click of ours and nothing that happened."""
        self._last_s, self._last_cpu_s = time.perf_counter(), time.thread_time()
        self._last_waited_s = waited_s()

    @property
    def grown_mib(self) -> float:
        """By how much the process grew at most."""
        return self.peak_mib - self.began_mib

    def stop(self) -> None:
        """No more."""
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()

    def resident_mib(self) -> float:
        """Of this process, now."""
        return float(self._process.memory_info().rss) / MIB

    def held_mib(self) -> float:
        """The same without what the allocator keeps free, if it can be told to give that back."""
        give_back()
        return self.resident_mib()

    def _beat(self) -> None:
        now_s, cpu_s, thread_s = time.perf_counter(), time.thread_time(), waited_s()
        stood_s, withheld_s = now_s - self._last_s, thread_s - self._last_waited_s
        self.longest_ms = max(self.longest_ms, stood_s * 1e3)
        self.own_ms = max(self.own_ms, (stood_s - withheld_s) * 1e3)
        self.busy_ms = max(self.busy_ms, (cpu_s - self._last_cpu_s) * 1e3)
        self._last_s, self._last_cpu_s, self._last_waited_s = now_s, cpu_s, thread_s
        if now_s >= self._look_due_s:
            self._look_due_s = now_s + LOOK_S
            self.peak_mib = max(self.peak_mib, self.resident_mib())
            faulthandler.dump_traceback_later(HANGS_AFTER_S, exit=True)


def give_back() -> None:
    """Let the allocator return to the system what nothing of this process holds (glibc)."""
    with suppress(AttributeError, TypeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def waited_s() -> float:
    """For how long this thread has waited for a processor so far; 0 where nobody tells."""
    try:
        return int(WAITS.read_text().split()[1]) / 1e9
    except OSError:
        return 0.0
