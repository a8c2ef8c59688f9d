"""What a user sees and feels of every fault of the desk, on every transport.

    python -m tests.benchmarks.faults_felt [--lanes websocket,poll:1] [--only hole] [--hold 5]

Opens the real window, offscreen, with its bundled server and its fault desk between. Each fault
lasts for some seconds and ends. Printed is how long its loop stood still at most, by the wall
and by its own CPU time; after how long the window showed what it has to show of this fault; and
how long after the fault's end the lane was live again with a price from after it. A line without
any fault stands before those of each lane: what the machine itself does to the loop.

Promised are less than 100 ms, 3 s and 5 s; exit status 1 where one is broken. What holds the
loop without using the processor is the machine's: it is printed, and not held against the app.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from server.wire import monotonic_wall_clock
from tests.benchmarks.frames import SIZE
from tests.benchmarks.watched_loop import Errors, WatchedLoop
from ticker_app import desktop
from ticker_app.bundled import bundled_at
from ticker_app.choice import LaneChoice, Mode, Transport, lane_name, parse_lane
from ticker_app.compare.comparing import Comparing
from ticker_app.fault_stand import FaultStand
from ticker_app.faults.plan import Every, Faults, Way
from ticker_app.faults.presets import PRESETS
from ticker_app.health import State
from ticker_app.look_settings import Theme
from ticker_app.loop import Application, log_qt_messages, report_unexpected, run
from ticker_app.session import Session
from ticker_app.ui.window import MainWindow

LANES, OTHER = "websocket,sse,long-poll,poll:1", "poll:7"
STOOD_MS, SHOWN_S, LIVE_S = 100.0, 3.0, 5.0
PATIENCE_S = 45.0
CALM_S = 3.0
GOOD = {State.LIVE, State.POLLING}
BROKEN = {State.RECONNECTING, State.OFFLINE, State.CONNECTING}
STALLED = {State.STALLED, *BROKEN}


class View(NamedTuple):
    """What the window shows at one moment. lost: connections since the fault began."""

    state: State
    text: str
    lost: int
    latency_ms: float


Sees = Callable[[View], bool]


class Case(NamedTuple):
    """One fault.

    shows: whether the window shows it; None: there is nothing that it could know of it.
    cuts: connections are cut as well, for what only meets new ones.
    hold_s: so long it lasts at least.
    """

    name: str
    faults: Faults
    words: str
    shows: Sees
    cuts: bool = False
    restarts: bool = False
    hold_s: float = 0.0


def is_in(*states: State) -> Sees:
    """The pill shows one of these."""
    return lambda view: view.state in states


def is_lost(view: View) -> bool:
    """A lost connection is shown or counted."""
    return view.state in BROKEN or view.lost > 0


def is_later(ms: float) -> Sees:
    """The latency shown has grown to this."""
    return lambda view: view.latency_ms >= ms or view.state in {State.DELAYED, State.STALE}


def is_elsewhere(view: View) -> bool:
    """Another transport than the chosen one is spoken."""
    return "over" in view.text


LIMITED = is_in(State.LIMITED, *BROKEN)
CASES = (
    Case("delay 400 ms down", Faults(down=Way(delay_ms=400)), "latency", is_later(200)),
    Case("delay 400 ms up", Faults(up=Way(delay_ms=400)), "latency", is_later(200)),
    Case("delay 2 s down", Faults(down=Way(delay_ms=2000)), "delayed", is_in(State.DELAYED)),
    Case("jitter 0-800 ms", Faults(down=Way(jitter_ms=800)), "latency", is_later(100)),
    Case("8 kbit/s", Faults(down=Way(bits_per_s=8000)), "delayed", is_later(500)),
    Case("black hole", Faults(silent_after_s=0), "stalled", is_in(*STALLED)),
    Case("cut once", Faults(), "lost", is_lost, cuts=True),
    Case("cut every 2 s", Faults(cut_every=Every(2, 2)), "lost", is_lost),
    Case("refuses", Faults(refuses=True), "reconnecting", is_lost, cuts=True),
    Case("429, come back in 3 s", Faults(answer=429, retry_after_s=3), "limited", LIMITED, True),
    Case("503", Faults(answer=503), "reconnecting", is_lost, cuts=True),
    Case("WebSocket blocked", Faults(blocks_websocket=True), "by another way", is_elsewhere),
    Case("as if it restarted", Faults(restart_every=Every(2, 2)), "lost", is_lost),
    Case("server restarts", Faults(), "lost", is_lost, restarts=True),
    *(
        Case(f"preset: {one.name}", one.faults, words, shows, hold_s=hold_s)
        for one, (words, shows, hold_s) in zip(
            PRESETS[1:],
            (
                ("latency", is_later(100), 0),
                ("lost", is_lost, 14),
                ("by another way", is_elsewhere, 0),
                ("stalled", is_in(*STALLED), 0),
                ("limited", LIMITED, 0),
            ),
            strict=True,
        )
    ),
)


def can_know(case: Case, choice: LaneChoice) -> bool:
    """Whether this lane could notice: who polls knows nothing of what happens between."""
    if case.faults.blocks_websocket:
        return choice.transport is Transport.WEBSOCKET
    if case.faults.answer == 429 and not case.cuts:
        # Streams that are open stay so.
        return choice.transport in {Transport.LONG_POLL, Transport.POLL}
    if not case.faults.up.is_clear and case.faults.down.is_clear:
        # What is pushed goes the other way.
        return choice.mode is Mode.PULL
    only_cut = case.faults in {Faults(), Faults(cut_every=case.faults.cut_every)}
    return not (choice.transport is Transport.POLL and only_cut and not case.restarts)


def first_s(case: Case) -> float:
    """How long after it was set it begins."""
    every = case.faults.cut_every or case.faults.restart_every
    return every.most_s if every is not None else 0.0


class Felt(NamedTuple):
    """One fault on one lane. None: never, within the time that there was."""

    stood_ms: float
    busy_ms: float
    shown_s: float | None
    live_s: float | None


class Stage:
    """A window with its bundled server, and the desk between."""

    def __init__(self, stack: AsyncExitStack, choice: LaneChoice) -> None:
        self._stack = stack
        self._choice = choice
        self._loop = asyncio.get_running_loop()

    async def open(self) -> None:
        """Show the window and wait until it is live through the desk."""
        url, server = await self._stack.enter_async_context(bundled_at(["--seed", "1"]))
        self.session = Session(url, self._choice, clock=monotonic_wall_clock())
        comparing = Comparing(url, clock=self.session.clock)
        routes = (self.session.route, comparing.route)
        retries = (self.session.retry, comparing.retry)
        self.stand = FaultStand(url, routes, retries=retries, restart=server.restart)
        self.window = MainWindow(
            self.session, Theme.DARK, comparing=comparing, bundled=True, faults=self.stand
        )
        self.window.resize(*SIZE)
        report_unexpected(self.window.tell)
        self.window.show()
        parts = (self.session.run(), comparing.run(), self.stand.run())
        running = [asyncio.create_task(desktop._watch(part, self.window)) for part in parts]
        self._stack.push_async_callback(self._close, running)
        self.watched = WatchedLoop()
        self._stack.callback(self.watched.stop)
        self.stand.open()
        await self._until(lambda: self.stand.counts is not None, PATIENCE_S)
        await self._until(self._is_live, PATIENCE_S)

    async def _close(self, running: list[asyncio.Task[None]]) -> None:
        self.window.close()
        for task in running:
            task.cancel()
        await asyncio.wait(running)
        desktop.dispose(self.window)

    async def calm(self) -> Felt:
        """No fault at all."""
        self.watched.begin()
        await asyncio.sleep(CALM_S)
        return Felt(self.watched.longest_ms, self.watched.busy_ms, None, None)

    async def suffer(self, case: Case, hold_s: float) -> Felt:
        """One fault, from its beginning to when all is well again."""
        await self._begin_anew()
        lost = self.session.breaks().lost_connections
        hold_s = max(hold_s, case.hold_s)
        self.watched.begin()
        self.stand.set(case.faults)
        if case.cuts:
            self.stand.cut()
        if case.restarts:
            self.stand.restart_server()
        began_s = self._loop.time()
        shown_s = await self._until(lambda: case.shows(self._view(lost)), hold_s)
        await asyncio.sleep(max(began_s + hold_s - self._loop.time(), 0))
        ended_us = self.session.clock()
        self.stand.set(Faults())
        live_s = await self._until(lambda: self._is_live(ended_us), PATIENCE_S)
        return Felt(self.watched.longest_ms, self.watched.busy_ms, shown_s, live_s)

    async def _begin_anew(self) -> None:
        """Let the lane be another one, that has measured nothing yet, and come to rest."""
        self.session.choose(parse_lane(OTHER))
        self.session.choose(self._choice)
        begun_us = self.session.clock()
        await self._until(lambda: self._is_live(begun_us), PATIENCE_S)
        await asyncio.sleep(CALM_S)

    def _view(self, lost: int) -> View:
        health = self.window.top.pill.health
        figures = self.session.figures(self.session.choice.mode, self.session.clock())
        latency_us = 0 if figures is None else figures.latency_p99_us or 0
        lost = self.session.breaks().lost_connections - lost
        return View(health.state, health.text, lost, latency_us / 1e3)

    def _is_live(self, after_us: int = 0) -> bool:
        """Whether a price that was published after this moment is shown, and all is well."""
        published = (quote.published_us for quote in self.session.quotes.values())
        is_good = self.window.top.pill.health.state in GOOD
        return is_good and max(published, default=0) > after_us

    async def _until(self, condition: Callable[[], bool], within_s: float) -> float | None:
        """How long until a frame showed it; None: not in this time."""
        began_s = self._loop.time()
        met: asyncio.Future[None] = self._loop.create_future()

        def look(_: int) -> None:
            if not met.done() and condition():
                met.set_result(None)

        self.window.bridge.frame_passed.connect(look)
        try:
            async with asyncio.timeout(within_s):
                await met
        except TimeoutError:
            return None
        finally:
            self.window.bridge.frame_passed.disconnect(look)
        return self._loop.time() - began_s


def line(name: str, lane: str, felt: Felt, words: str) -> str:
    """One line of the table."""
    shown = words if felt.shown_s is None else f"{felt.shown_s:5.2f} s ({words})"
    live = "" if felt.live_s is None else f"live after {felt.live_s:5.2f} s"
    return (
        f"{lane:10} {name:26} stood {felt.stood_ms:4.0f} ms (own CPU {felt.busy_ms:3.0f})  "
        f"shown {shown:24} {live}"
    )


def problems(case: Case, felt: Felt, *, knows: bool) -> list[str]:
    """Which promises were broken."""
    found = []
    if felt.busy_ms > STOOD_MS:
        found.append(f"stood {felt.busy_ms:.0f} ms")
    shown_s = None if felt.shown_s is None else felt.shown_s - first_s(case)
    if knows and (shown_s is None or shown_s > SHOWN_S):
        found.append("shown too late")
    if felt.live_s is None or felt.live_s > LIVE_S:
        found.append("live too late")
    return [f"{case.name}: {one}" for one in found]


async def feel(choice: LaneChoice, cases: list[Case], hold_s: float) -> list[str]:
    """Every fault on one lane; what was broken."""
    broken = []
    lane = lane_name(choice)
    async with AsyncExitStack() as stack:
        stage = Stage(stack, choice)
        await stage.open()
        print(line("(no fault)", lane, await stage.calm(), "-"), flush=True)
        for case in cases:
            knows = can_know(case, choice)
            felt = await stage.suffer(case, hold_s)
            failed = problems(case, felt, knows=knows)
            words = case.words if knows else "cannot know"
            print(line(case.name, lane, felt, words), *failed, flush=True)
            broken += [f"{lane} {one}" for one in failed]
    return broken


async def feel_all(options: argparse.Namespace) -> int:
    """Every lane; the exit status."""
    errors = Errors()
    logging.getLogger().addHandler(errors)
    cases = [case for case in CASES if options.only in case.name]
    broken = []
    for name in options.lanes.split(","):
        broken += await feel(parse_lane(name), cases, options.hold)
    print(f"load of the machine {os.getloadavg()[0]:.1f}; errors in the log {errors.count}")
    for text in errors.first:
        print(text)
    print("\n".join(broken) or "all promises kept")
    return 1 if broken or errors.count else 0


def main() -> int:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lanes", default=LANES)
    parser.add_argument("--only", default="", help="part of the names of the faults")
    parser.add_argument("--hold", type=float, default=5.0, help="how long each lasts, s")
    options = parser.parse_args()
    log_qt_messages()
    app = Application(sys.argv[:1])
    app.setStyle("Fusion")
    return run(app, feel_all(options))


if __name__ == "__main__":
    sys.exit(main())
