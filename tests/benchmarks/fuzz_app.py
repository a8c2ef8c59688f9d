"""Whether any answer of a server can crash, freeze or trouble the window.

    python -m tests.benchmarks.fuzz_app [--answers 100000] [--seed 1] [--for 900]
        [--sound] [--symbols 8] [--invent]

Opens the real window, offscreen, before a server that mutates its answers, with all that asks
it anything at once and without a rest: the window's own lane by one transport after the other,
every reading beside it, a comparison, and three lanes of each transport. An answer counts when a
decoder of the app was given it. Ends with an error if anything was logged as one, or if a kind
of answer was read no more; one that hangs is ended with a traceback.

With --sound nothing is mutated: what that takes of memory is no fault of mutations. With
--invent no symbol ever ticks twice.
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
"""At the memory, on the way."""


async def fuzz(options: argparse.Namespace) -> int:
    """Returns how many things went wrong."""
    errors, read = Errors(), AnswersRead()
    logging.getLogger().addHandler(errors)
    clock = monotonic_wall_clock()
    kind = Kind(options.sound, options.symbols, options.invent)
    with strange_server(options.seed, clock(), kind) as url:
        target = Target(url, clock)
        target.begin()
        await asyncio.sleep(1)
        watched = WatchedLoop()
        began_s, began_cpu_s = time.monotonic(), time.process_time()
        counted = read.sound if options.sound else read.mutated
        due = 0
        while counted.total() < options.answers and time.monotonic() - began_s < options.most_s:
            await asyncio.sleep(TURN_S)
            target.turn()
            watched.leave_out()
            if counted.total() >= due:
                due += options.answers // LOOKS
                print(_look(counted.total(), began_s, watched), flush=True)
        took_s, cpu_s = time.monotonic() - began_s, time.process_time() - began_cpu_s
        ended = target.ended
        watched.stop()
        print(
            f"seed {options.seed}: {read.mutated.total():,} mutated answers read, and "
            f"{read.sound.total():,} sound ones, in {took_s:.0f} s ({cpu_s:.0f} s CPU)\n"
            f"mutated: {_kinds(read.mutated)}\nsound: {_kinds(read.sound)}\n"
            f"crashes 0, hangs 0, parts that ended {ended}, errors in the log {errors.count}\n"
            f"loop stood still at most {watched.longest_ms:.0f} ms, "
            f"{watched.busy_ms:.0f} ms of its own CPU time\n"
            f"resident +{watched.grown_mib:.0f} MiB"
        )
        for error in errors.first:
            print(error)
        await target.end()
    return errors.count + ended


def _look(answers: int, began_s: float, watched: WatchedLoop) -> str:
    return (
        f"{answers:9,} answers  {time.monotonic() - began_s:4.0f} s  "
        f"+{watched.grown_mib:5.1f} MiB  stood {watched.longest_ms:4.0f} ms "
        f"(CPU {watched.busy_ms:3.0f})"
    )


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
