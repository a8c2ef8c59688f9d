"""Whether any answer of a server can crash, freeze or trouble the window.

    python -m tests.benchmarks.fuzz_app [--answers 100000] [--seed 1] [--for 900]

Opens the real window, offscreen, before a server that mutates its answers: all four feeds, one
after the other, and every reading beside them, with what usually lies between two questions cut
out. Ends with an error if anything was logged as one; one that hangs is ended with a traceback.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt

from server.wire import monotonic_wall_clock
from tests.benchmarks.soak import settings
from tests.benchmarks.strange_server import strange_server
from tests.benchmarks.watched_loop import Errors, WatchedLoop
from ticker_app import (
    backoff,
    candle_reading,
    clock_probe,
    day_reading,
    desktop,
    fallback,
    lateness_reading,
    missed_reading,
    picture,
    reference,
)
from ticker_app.alert_desk import AlertDesk
from ticker_app.choice import LaneChoice, Transport
from ticker_app.compare.comparing import Comparing
from ticker_app.feeds import border, websocket
from ticker_app.grid_settings import Shape
from ticker_app.look_settings import Theme
from ticker_app.loop import Application, log_qt_messages, report_unexpected, run
from ticker_app.session import Session
from ticker_app.ui.window import MainWindow

SIZE = (1000, 600)
SWITCH_EVERY_S = 3.0
HURRIED = {
    backoff: ("FIRST_S", "LONGEST_S"),
    border: ("LONGEST_WAIT_S",),
    candle_reading: ("RETRY_S",),
    clock_probe: ("PERIOD_S",),
    day_reading: ("PERIOD_S", "RETRY_S"),
    fallback: ("FIRST_RETRY_US", "LONGEST_RETRY_US"),
    lateness_reading: ("PERIOD_S",),
    missed_reading: ("PERIOD_S", "RETRY_S"),
    picture: ("AGAIN_AFTER_S",),
    reference: ("PERIOD_S", "RETRY_S"),
    websocket: ("CLOSE_TIMEOUT_S",),
}
"""What the app leaves out between two questions, so that it asks as often as it can."""
CHOICES = [
    LaneChoice(Transport.WEBSOCKET),
    LaneChoice(Transport.POLL, 0.01),
    LaneChoice(Transport.SSE),
    LaneChoice(Transport.LONG_POLL),
]


def hurry() -> None:
    """Ask again at once wherever the app would wait."""
    for module, names in HURRIED.items():
        for name in names:
            setattr(module, name, 0.01)


async def fuzz(answers: int, seed: int, most_s: float) -> int:
    """Returns how many errors were logged."""
    errors = Errors()
    logging.getLogger().addHandler(errors)
    clock = monotonic_wall_clock()
    with strange_server(seed, clock()) as (url, given, strange):
        session = Session(url, CHOICES[0], clock=clock)
        comparing, alerts = Comparing(url, clock=clock), AlertDesk(session)
        window = MainWindow(
            session,
            Theme.DARK,
            comparing=comparing,
            bundled=False,
            alerts=alerts,
            settings=settings(Shape.BESIDE),
        )
        window.resize(*SIZE)
        report_unexpected(window.tell)
        parts = (session.run(), comparing.run(), alerts.run())
        tasks = [asyncio.create_task(desktop._watch(part, window)) for part in parts]
        window.show()
        await asyncio.sleep(1)
        watched = WatchedLoop()
        began_s = time.monotonic()
        turn = 0
        while strange.value < answers and time.monotonic() - began_s < most_s:
            await asyncio.sleep(SWITCH_EVERY_S)
            turn += 1
            session.choose(CHOICES[turn % len(CHOICES)])
            if session.symbols:
                session.select([*session.symbols][turn % len(session.symbols)])
        took_s = time.monotonic() - began_s
        ended = sum(task.done() for task in tasks)
        watched.stop()
        print(
            f"seed {seed}: {strange.value:,} mutated answers of {given.value:,}, "
            f"in {took_s:.0f} s\n"
            f"crashes 0, hangs 0, parts that ended {ended}, errors in the log {errors.count}\n"
            f"loop stood still at most {watched.longest_ms:.0f} ms, "
            f"{watched.busy_ms:.0f} ms of its own CPU time\n"
            f"resident +{watched.grown_mib:.0f} MiB"
        )
        for error in errors.first:
            print(error)
        window.close()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        desktop.dispose(window)
    return errors.count + ended


def main() -> None:
    """Read the options and fuzz."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--answers", type=int, default=100_000, help="mutated ones")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--for", type=float, default=900.0, dest="most_s")
    options = parser.parse_args()
    log_qt_messages()
    hurry()
    app = Application(sys.argv[:1])
    app.setStyle("Fusion")
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    sys.exit(1 if run(app, fuzz(options.answers, options.seed, options.most_s)) else 0)


if __name__ == "__main__":
    main()
