"""What a user sees and feels of every fault of the desk, on every transport.

    python -m tests.benchmarks.faults_felt [--transports websocket,poll:1] [--only hole] [--hold 4]

Opens the real window, offscreen, with its bundled server and its fault desk between. Each fault
lasts for some seconds and ends. Printed is for how long its loop stood still at most: by the
wall, without what it waited for a processor that others had, and in CPU time of its own; after
how long the window showed what it has to show of this fault, which is named; and how long after
the fault's end the lane was live again, by the transport that was chosen, with a price from after
it. A line without any fault stands before those of each lane: what the machine itself does to
the loop. The worst of each comes last. All of it takes a quarter of an hour.

Promised are less than 100 ms, 3 s and 5 s; exit status 1 where one is broken. While others have
the processor the window can do nothing: that is printed, and not held against the app.
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
from tests.benchmarks.felt_faults import CASES, Case, View, is_elsewhere, nothing_to_show
from tests.benchmarks.felt_table import SHOWN_S, Felt, Table, line
from tests.benchmarks.frames import SIZE
from tests.benchmarks.watched_loop import Errors, WatchedLoop
from ticker_app import desktop
from ticker_app.bundled import bundled_at
from ticker_app.choice import LaneChoice, lane_name, parse_lane
from ticker_app.compare.comparing import Comparing
from ticker_app.fault_stand import FaultStand
from ticker_app.faults.plan import Faults
from ticker_app.health import State
from ticker_app.look_settings import Theme
from ticker_app.loop import (
    Application,
    log_qt_messages,
    report_unexpected,
    run,
    spare_what_stays,
)
from ticker_app.measures.breaks import BreakFigures
from ticker_app.session import Session
from ticker_app.ui.window import MainWindow

LANES, OTHER = "websocket,sse,long-poll,poll:1", "poll:7"
PATIENCE_S = 45.0
CALM_S = 2.0
GOOD = {State.LIVE, State.POLLING}


class Lateness(NamedTuple):
    """How late prices are shown to be. age_ms: of the newest one, at most so far."""

    latency_ms: float = 0.0
    age_ms: float = 0.0

    def beyond(self, other: Lateness) -> float:
        """By how much more of either, ms."""
        return max(self.latency_ms - other.latency_ms, self.age_ms - other.age_ms)


class Stage:
    """A window with its bundled server, and the desk between."""

    def __init__(self, stack: AsyncExitStack, choice: LaneChoice) -> None:
        self._stack = stack
        self._choice = choice
        self._loop = asyncio.get_running_loop()
        self._before = BreakFigures()
        self._shown = self._calm = Lateness()

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
        # Behind the window's own reading of the same signal: what it knows is on the screen.
        self.window.bridge.quarter_passed.connect(self._on_figures_shown)
        self.window.bridge.frame_passed.connect(self._on_ages_shown)
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
        return self._felt(None, None)

    async def suffer(self, case: Case, hold_s: float) -> Felt:
        """One fault, from its beginning to when all is well again."""
        await self._begin_anew()
        self._before, self._calm = self.session.breaks(), self._shown
        hold_s = max(hold_s, case.hold_s, case.begins_s + SHOWN_S + 0.5)
        self.watched.begin()
        began_s = self._loop.time()
        self._begin(case)
        shown_s = await self._until(lambda: case.shows(self._view()), hold_s)
        await asyncio.sleep(max(began_s + hold_s - self._loop.time(), 0))
        ended_us = self.session.clock()
        if case.closes:
            self.stand.close()
        else:
            self.stand.set(Faults())
        live_s = await self._until(lambda: self._is_live(ended_us), PATIENCE_S)
        return self._felt(None if shown_s is None else shown_s - case.begins_s, live_s)

    def _begin(self, case: Case) -> None:
        self.stand.set(case.faults)
        if case.cuts:
            self.stand.cut()
        if case.restarts:
            self.stand.restart_server()

    def _felt(self, shown_s: float | None, live_s: float | None) -> Felt:
        stood = self.watched
        load = os.getloadavg()[0]
        return Felt(stood.longest_ms, stood.own_ms, stood.busy_ms, shown_s, live_s, load)

    async def _begin_anew(self) -> None:
        """Let the lane be another one, that has measured nothing yet, and come to rest."""
        self.stand.open()
        await self._until(lambda: self.stand.counts is not None, PATIENCE_S)
        self.session.choose(parse_lane(OTHER))
        self.session.choose(self._choice)
        begun_us = self.session.clock()
        await self._until(lambda: self._is_live(begun_us), PATIENCE_S)
        self._shown = Lateness()
        await asyncio.sleep(CALM_S)

    def _view(self) -> View:
        health = self.window.top.pill.health
        before, after = self._before, self.session.breaks()
        lost = after.lost_connections - before.lost_connections
        holes = after.holes - before.holes
        return View(health.state, health.text, lost, holes, self._shown.beyond(self._calm))

    def _on_figures_shown(self) -> None:
        figures = self.session.figures(self.session.choice.mode, self.session.clock())
        latency_us = None if figures is None else figures.latency_p99_us
        self._shown = self._shown._replace(latency_ms=(latency_us or 0) / 1e3)

    def _on_ages_shown(self, _: int) -> None:
        newest_us = max((quote.published_us for quote in self.session.quotes.values()), default=0)
        age_ms = (self.session.clock() - newest_us) / 1e3
        self._shown = self._shown._replace(age_ms=max(age_ms, self._shown.age_ms))

    def _is_live(self, after_us: int = 0) -> bool:
        """Whether a price that was published after this moment is shown, and all is well."""
        published = (quote.published_us for quote in self.session.quotes.values())
        health = self.window.top.pill.health
        is_good = health.state in GOOD and not is_elsewhere(self._view())
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


async def feel(choice: LaneChoice, cases: list[Case], hold_s: float, table: Table) -> None:
    """Every fault on one lane."""
    lane = lane_name(choice)
    async with AsyncExitStack() as stack:
        stage = Stage(stack, choice)
        await stage.open()
        print(line(lane, "no fault", await stage.calm(), "nothing)"), flush=True)
        for case in cases:
            if choice.transport in case.only:
                felt = await stage.suffer(case, hold_s)
                table.add(lane, case, felt, nothing_to_show(case, choice))


async def feel_all(options: argparse.Namespace) -> int:
    """Every lane; the exit status."""
    errors, table = Errors(), Table()
    logging.getLogger().addHandler(errors)
    cases = [case for case in CASES if options.only in case.name]
    for name in options.transports.split(","):
        await feel(parse_lane(name), cases, options.hold, table)
    table.print_worst()
    print(f"errors in the log: {errors.count}", *errors.first, sep="\n")
    print("\n".join(table.broken) or "all promises kept")
    return 1 if table.broken or errors.count else 0


def main() -> int:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--transports", default=LANES)
    parser.add_argument("--only", default="", help="part of the names of the faults")
    parser.add_argument("--hold", type=float, default=4.0, help="how long each lasts, s")
    options = parser.parse_args()
    log_qt_messages()
    app = Application(sys.argv[:1])
    app.setStyle("Fusion")
    spare_what_stays()
    return run(app, feel_all(options))


if __name__ == "__main__":
    sys.exit(main())
