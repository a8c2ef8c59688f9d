"""The whole app before one server that means no good, hurried: what is fuzzed."""

from __future__ import annotations

import asyncio
from types import ModuleType
from typing import Any, Protocol

from server.wire import Clock
from tests.benchmarks.soak import settings
from ticker_app import (
    backoff,
    board,
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
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.book import AlertSettings
from ticker_app.choice import LaneChoice, Transport
from ticker_app.compare import compared_lane, publications, server_cost, tape_reading
from ticker_app.compare.comparing import Comparing
from ticker_app.feeds import coming_back, websocket
from ticker_app.grid_settings import Shape
from ticker_app.lane import Lane
from ticker_app.look_settings import Theme
from ticker_app.loop import report_unexpected
from ticker_app.session import Session
from ticker_app.ui import bridge
from ticker_app.ui.window import MainWindow

SIZE = (1000, 600)
COMPARE_EVERY = 4
"""Turns of which one is for the compare view."""
HURRIED = {
    backoff: ("FIRST_S", "LONGEST_S"),
    candle_reading: ("RETRY_S", "REST_S"),
    clock_probe: ("PERIOD_S",),
    coming_back: ("LONGEST_WAIT_S",),
    day_reading: ("PERIOD_S", "RETRY_S"),
    fallback: ("FIRST_RETRY_US", "LONGEST_RETRY_US"),
    lateness_reading: ("PERIOD_S",),
    missed_reading: ("PERIOD_S", "RETRY_S"),
    picture: ("AGAIN_AFTER_S",),
    reference: ("PERIOD_S", "RETRY_S", "REST_S"),
    server_cost: ("LOOK_EVERY_S",),
    tape_reading: ("PERIOD_S", "RETRY_S"),
    websocket: ("CLOSE_TIMEOUT_S",),
}
"""What the app leaves out between two questions, so that it asks as often as it can."""
FRAMES_HZ = 20.0
"""A third of what it is elsewhere, or painting would take most of the time."""
RINGS = {board: "CAPACITY", publications: "MOST_OF_ONE", compared_lane: "STEPS_KEPT"}
RING = 1_000
"""Of what they hold elsewhere a twentieth: they are full early, and then nothing should grow."""
CHOICES = [
    LaneChoice(Transport.WEBSOCKET),
    LaneChoice(Transport.POLL, 0.01),
    LaneChoice(Transport.SSE),
    LaneChoice(Transport.LONG_POLL),
]
LANES = 3
"""Of each transport, beside those of the window and of its comparison."""
ALERTS = tuple(
    Alert(f"S{number}", Condition.CROSSING, level=100.0, id=number) for number in range(1, 9)
)


def hurry() -> None:
    """Ask again at once wherever the app would wait, and let no memory be long in filling."""
    for module, names in HURRIED.items():
        for name in names:
            _replace(module, name, 0.01)
    for module, name in RINGS.items():
        _replace(module, name, RING)
    _replace(bridge, "MOST_HZ", FRAMES_HZ)


def _replace(module: ModuleType, name: str, value: float) -> None:
    # One that has moved to another module would be waited for unnoticed.
    vars(module)[name] = type(vars(module)[name])(value)


class _Part(Protocol):
    async def run(self) -> Any: ...


class Target:
    """A window with all that is behind it, a comparison that always runs, and more lanes.

    Args:
        url: the server.
        clock: the client's.
    """

    def __init__(self, url: str, clock: Clock) -> None:
        self.session = session = Session(url, CHOICES[0], clock=clock)
        self._comparing = Comparing(url, clock=clock, choices=CHOICES)
        self._shown_comparing = Comparing(url, clock=clock, choices=CHOICES)
        self._alerts = AlertDesk(session, AlertSettings(ALERTS))
        self.window = MainWindow(
            session,
            Theme.DARK,
            comparing=self._shown_comparing,
            bundled=False,
            alerts=self._alerts,
            settings=settings(Shape.BESIDE),
        )
        self.window.resize(*SIZE)
        report_unexpected(self.window.tell)
        self._lanes = [_lane(choice, session) for choice in CHOICES * LANES]
        self._turn = 0
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def ended(self) -> int:
        """How many parts run no more, all of which are meant to run for ever."""
        return sum(task.done() for task in self._tasks)

    def begin(self) -> None:
        """Run and show all there is."""
        comparing = (self._comparing, self._shown_comparing)
        parts: tuple[_Part, ...] = (self.session, *comparing, self._alerts, *self._lanes)
        self._tasks = [
            asyncio.create_task(desktop._watch(part.run(), self.window)) for part in parts
        ]
        self.window.show()
        self._comparing.open()

    def turn(self) -> None:
        """Another transport, another symbol, now and then the comparison or the charts."""
        self._turn += 1
        session = self.session
        session.choose(CHOICES[self._turn % len(CHOICES)])
        if session.symbols:
            session.select([*session.symbols][self._turn % len(session.symbols)])
        if self._turn % COMPARE_EVERY < 2:
            self.window.toggle_compare()

    async def end(self) -> None:
        """Close all that was opened."""
        self.window.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        desktop.dispose(self.window)


def _lane(choice: LaneChoice, session: Session) -> Lane:
    return Lane(
        choice,
        session.server_url,
        clock=session.clock,
        offset=session.clock_offset,
        hear=lambda arrival: None,
        lose=lambda sentence: None,
    )
