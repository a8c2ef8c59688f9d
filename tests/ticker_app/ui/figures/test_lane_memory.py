from __future__ import annotations

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.ui.figures.lane_memory import LaneMemory


def test_each_side_begins_with_its_usual_way() -> None:
    memory = LaneMemory()
    assert memory.with_mode(Mode.PULL) == LaneChoice(Transport.POLL, 1.0)
    assert memory.with_mode(Mode.PUSH) == LaneChoice(Transport.WEBSOCKET)


def test_each_side_remembers_its_last_way_and_the_pace() -> None:
    memory = LaneMemory()
    memory.remember(LaneChoice(Transport.SSE))
    memory.remember(LaneChoice(Transport.POLL, 5.0))
    memory.remember(LaneChoice(Transport.LONG_POLL, 5.0))
    assert memory.with_mode(Mode.PUSH).transport is Transport.SSE
    assert memory.with_mode(Mode.PULL).transport is Transport.LONG_POLL
    assert memory.with_transport(Transport.POLL) == LaneChoice(Transport.POLL, 5.0)
    assert memory.with_interval(0.3) == LaneChoice(Transport.POLL, 0.3)


def test_adaptive_polling_keeps_its_bounds_until_the_pace_changes() -> None:
    memory = LaneMemory()
    memory.remember(LaneChoice(Transport.POLL, 0.5, 2.0))
    memory.remember(LaneChoice(Transport.SSE, 0.5))
    assert memory.with_mode(Mode.PULL) == LaneChoice(Transport.POLL, 0.5, 2.0)
    assert memory.with_transport(Transport.POLL, adaptive=True).longest_interval_s == 2.0
    assert memory.with_transport(Transport.LONG_POLL) == LaneChoice(Transport.LONG_POLL, 0.5)
    assert memory.with_interval(0.2) == LaneChoice(Transport.POLL, 0.2, 2.0)
    assert memory.with_interval(10.0) == LaneChoice(Transport.POLL, 10.0, 60.0)
