"""What the attacks of a hostile server come to: in words, in memory, in frozen moments.

    python -m tests.benchmarks.hostile_app [--for 4]

Opens the real window, offscreen, before a server in a process of its own that sends without end:
a body, a head, a line, a message, pieces, pings, and a flood of ticks that are all valid. Prints
for each what the window says, by how much it grew, and how long its loop stood still. Ends with
an error if it grew by 16 MiB, or if anything was logged as an error.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from server.wire import Heartbeat, Tick, Ticks, encode, monotonic_wall_clock
from tests.benchmarks.watched_loop import Errors, WatchedLoop
from tests.ticker_app.feeds.attacks import GREETING, OVER_HTTP, SOCKETS, STREAMS
from tests.ticker_app.hostile import end_with_parent, endless_server, frame, head
from ticker_app import desktop
from ticker_app.choice import LaneChoice, Transport
from ticker_app.compare.comparing import Comparing
from ticker_app.look_settings import Theme
from ticker_app.loop import Application, log_qt_messages, report_unexpected, run, spare_what_stays
from ticker_app.session import Session
from ticker_app.ui.window import MainWindow

SIZE = (1400, 800)
MOST_MIB = 16.0
FLOODED = 500
"""Ticks in a message of the flood."""


def flood() -> Iterator[bytes]:
    """Valid messages, as fast as they are taken."""
    seq, symbols = 5, [f"S{number}" for number in range(20)]
    counts = dict.fromkeys(symbols, 0)
    now_us = monotonic_wall_clock()
    while True:
        ticks = []
        for _ in range(FLOODED):
            seq += 1
            symbol = symbols[seq % len(symbols)]
            counts[symbol] += 1
            ticks.append(Tick(symbol, seq, counts[symbol], now_us(), None, 100.0 + seq % 7, 1.0))
        yield frame(encode(Ticks(ticks, now_us())))


def beats() -> Iterator[bytes]:
    """Heartbeats and nothing else, as fast as they are taken."""
    while True:
        yield frame(encode(Heartbeat("e1:5", 5))) * 100


ATTACKS: dict[str, tuple[Transport, tuple[bytes, ...], Any]] = {
    **{f"poll: {name}": (Transport.POLL, one[0], one[1]) for name, one in OVER_HTTP.items()},
    **{f"sse: {name}": (Transport.SSE, one[0], one[1]) for name, one in STREAMS.items()},
    **{f"socket: {name}": (Transport.WEBSOCKET, one[0], one[1]) for name, one in SOCKETS.items()},
    "socket: nothing but heartbeats": (Transport.WEBSOCKET, GREETING, beats),
    "socket: valid ticks without end": (Transport.WEBSOCKET, GREETING, flood),
    "sse: empty lines without end": (
        Transport.SSE,
        (head(kind="text/event-stream"),),
        b"\n" * 65536,
    ),
}


@contextmanager
def attacked(beginning: tuple[bytes, ...], then: Any) -> Iterator[str]:
    """A server in a process of its own; gives its URL."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, beginning, then))
    process.start()
    try:
        yield ours.recv()
    finally:
        process.kill()
        process.join()


def _run(told: Any, beginning: tuple[bytes, ...], then: Any) -> None:
    async def serve() -> None:
        end_with_parent()
        async with endless_server(*beginning, then=then) as url:
            told.send(url)
            await asyncio.Event().wait()

    asyncio.run(serve())


class Suffered(NamedTuple):
    """What came of one attack: the figures in a line, and whether they are as promised."""

    line: str
    holds: bool


async def suffer(name: str, seconds: float, errors: Errors) -> Suffered:
    """One attack."""
    transport, beginning, then = ATTACKS[name]
    with attacked(beginning, then) as url:
        session = Session(url, LaneChoice(transport), clock=monotonic_wall_clock())
        comparing = Comparing(url, clock=session.clock)
        window = MainWindow(session, Theme.DARK, comparing=comparing, bundled=False)
        window.resize(*SIZE)
        report_unexpected(window.tell)
        window.show()
        # Until all is painted once, it is only the window itself that takes time and memory.
        await asyncio.sleep(1)
        watched, before = WatchedLoop(), errors.count
        running = asyncio.create_task(desktop._watch(session.run(), window))
        await asyncio.sleep(seconds)
        watched.stop()
        lane = session._lanes.running
        seen = 0 if lane is None else lane.measures.seen
        words = session.health(session.clock())
        window.close()
        running.cancel()
        await asyncio.wait([running])
        desktop.dispose(window)
    line = (
        f"{name:45} +{watched.grown_mib:5.1f} MiB  stood {watched.longest_ms:4.0f} ms "
        f"(CPU {watched.busy_ms:3.0f})  errors {errors.count - before}  "
        f"{seen / seconds:7,.0f} ticks/s  {words.text}: {words.detail}"
    )
    return Suffered(line, watched.grown_mib < MOST_MIB and errors.count == before)


async def suffer_all(seconds: float, wanted: str) -> bool:
    """Print a line for each; returns whether all went as promised."""
    errors = Errors()
    logging.getLogger().addHandler(errors)
    holds = True
    for name in ATTACKS:
        if wanted in name:
            suffered = await suffer(name, seconds, errors)
            print(suffered.line, flush=True)
            holds &= suffered.holds
    return holds


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--for", type=float, default=4.0, dest="seconds")
    parser.add_argument("--only", default="", help="part of the names of those that are wanted")
    options = parser.parse_args()
    log_qt_messages()
    app = Application(sys.argv[:1])
    app.setStyle("Fusion")
    spare_what_stays()
    sys.exit(0 if run(app, suffer_all(options.seconds, options.only)) else 1)


if __name__ == "__main__":
    main()
