"""Whether any answer of a server can crash, freeze or trouble the window.

    python -m tests.benchmarks.fuzz_app [--answers 100000] [--seed 1] [--for 900]
        [--sound] [--symbols 8] [--invent] [--bombs]

Opens the real window, offscreen, before a server that mutates its answers, with all that asks
it anything at once and without a rest: the window's own lane by one transport after the other,
every reading beside it, a comparison, and three lanes of each transport. An answer counts when a
decoder of the app was given it. Ends with an error if anything was logged as one, or if a kind
of answer was not read any more for a tenth of the time (a part hangs); a window that stands
still for ten seconds is ended with a traceback. What is meant to fill is small, so that memory
should not grow any more after a fifth of the time; what the allocator keeps free for later is not
counted where it can be told to give that back.

With --sound nothing is mutated: what that takes of memory is no fault of mutations. With
--invent no symbol ever ticks twice; with --bombs every other plain answer unfolds to 50 MB.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import time
from collections import Counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt

from server.wire import monotonic_wall_clock
from tests.benchmarks.answers_read import AnswersRead
from tests.benchmarks.fuzz_target import Target, hurry
from tests.benchmarks.mutation import FEW
from tests.benchmarks.strange_server import Kind, strange_server
from tests.benchmarks.watched_loop import Errors, WatchedLoop
from ticker_app.loop import Application, log_qt_messages, run, spare_what_stays

TURN_S = 3.0
LOOKS = 10
"""On the way: at the memory, and whether every kind of answer is still read."""
FULL_AFTER = 2
"""Looks after which the rings are full, which are small here; then nothing should grow."""


class Watch:
    """Looks now and then at what an attack does to the app.

    full_mib: held when the rings were full; None before.
    silent: kinds of answers of which none was read from one look to the next.
    """

    def __init__(self, read: AnswersRead) -> None:
        self.read = read
        self.loop = WatchedLoop()
        self.began_s, self._began_cpu_s = time.monotonic(), time.process_time()
        self.full_mib: float | None = None
        self.silent: set[str] = set()
        self._looks = 0
        self._read_before: Counter[str] = Counter()

    @property
    def took_s(self) -> float:
        """For how long it has gone on."""
        return time.monotonic() - self.began_s

    @property
    def cpu_s(self) -> float:
        """CPU time of this process since then."""
        return time.process_time() - self._began_cpu_s

    def look(self, answers: int) -> str:
        """How it stands, in a line."""
        read = self.read.mutated + self.read.sound
        self.silent |= {kind for kind, count in self._read_before.items() if read[kind] == count}
        self._read_before = read
        self._looks += 1
        held_mib = self.loop.held_mib()
        if self._looks == FULL_AFTER + 1:
            self.full_mib = held_mib
        return (
            f"{answers:9,} answers  {self.took_s:4.0f} s (CPU {self.cpu_s:3.0f})  "
            f"{held_mib:5.1f} MiB  stood {self.loop.longest_ms:4.0f} ms "
            f"(CPU {self.loop.busy_ms:3.0f})"
        )

    def since_full(self) -> str:
        """By how much it grew since the rings were full."""
        if self.full_mib is None:
            return ""
        return f", {self.loop.held_mib() - self.full_mib:+.1f} since the rings were full"


async def fuzz(options: argparse.Namespace) -> int:
    """Returns how many things went wrong."""
    errors, read = Errors(), AnswersRead()
    logging.getLogger().addHandler(errors)
    clock = monotonic_wall_clock()
    kind = Kind(options.sound, options.symbols, options.invent, options.bombs)
    with strange_server(options.seed, clock(), kind) as url:
        target = Target(url, clock)
        target.begin()
        await asyncio.sleep(1)
        watch = Watch(read)
        await _suffer(target, watch, options)
        ended = target.ended
        watch.loop.stop()
        print(
            f"seed {options.seed}: {read.mutated.total():,} mutated answers read, and "
            f"{read.sound.total():,} sound ones, in {watch.took_s:.0f} s "
            f"({watch.cpu_s:.0f} s CPU)\n"
            f"mutated: {_kinds(read.mutated)}\nsound: {_kinds(read.sound)}\n"
            f"crashes 0, hangs {len(watch.silent)} {sorted(watch.silent) or ''}, "
            f"parts that ended {ended}, errors in the log {errors.count}\n"
            f"loop stood still at most {watch.loop.longest_ms:.0f} ms, "
            f"{watch.loop.busy_ms:.0f} ms of its own CPU time\n"
            f"resident +{watch.loop.grown_mib:.1f} MiB{watch.since_full()}"
        )
        for error in errors.first:
            print(error)
        await target.end()
    return errors.count + ended + len(watch.silent)


async def _suffer(target: Target, watch: Watch, options: argparse.Namespace) -> None:
    counted = watch.read.sound if options.sound else watch.read.mutated
    due = 0
    while counted.total() < options.answers and watch.took_s < options.most_s:
        await asyncio.sleep(TURN_S)
        target.turn()
        if counted.total() >= due:
            due += options.answers // LOOKS
            print(watch.look(counted.total()), flush=True)
        watch.loop.leave_out()


def _kinds(counted: Counter[str]) -> str:
    return ", ".join(f"{kind} {count:,}" for kind, count in counted.most_common())


def main() -> None:
    """Read the options and fuzz."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--answers", type=int, default=100_000, help="mutated ones that are read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--for", type=float, default=900.0, dest="most_s")
    parser.add_argument("--sound", action="store_true", help="mutate none, read as many")
    parser.add_argument("--symbols", type=int, default=FEW)
    parser.add_argument("--invent", action="store_true", help="another symbol for every tick")
    parser.add_argument("--bombs", action="store_true", help="answers that unfold to 50 MB")
    options = parser.parse_args()
    log_qt_messages()
    hurry()
    app = Application(sys.argv[:1])
    app.setStyle("Fusion")
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    spare_what_stays()
    sys.exit(1 if run(app, fuzz(options)) else 0)


if __name__ == "__main__":
    main()
