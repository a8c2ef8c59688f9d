from __future__ import annotations

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.ui.lane_memory import LaneMemory


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
