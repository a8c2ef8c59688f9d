"""Who may come in, and how all are sent home."""

from __future__ import annotations

import asyncio

import pytest

from server.gate import Gate, GateClosedError, GateFullError, StreamKind


async def test_streams_are_counted_while_they_are_open() -> None:
    gate = Gate(2)
    with gate.stream(StreamKind.SSE, lambda: None), gate.stream(StreamKind.SSE, lambda: None):
        assert gate.counts() == {"sse": 2}
    assert gate.counts() == {}


async def test_a_full_gate_lets_nobody_in() -> None:
    gate = Gate(1)
    with gate.stream(StreamKind.SSE, lambda: None):
        with pytest.raises(GateFullError), gate.stream(StreamKind.WEBSOCKET, lambda: None):
            pass
        assert gate.counts() == {"sse": 1}


async def test_closing_asks_everyone_to_finish_and_lets_nobody_in() -> None:
    gate = Gate(2)
    asked = asyncio.Event()
    with gate.stream(StreamKind.LONG_POLL, asked.set):
        gate.close()
        assert asked.is_set()
        with pytest.raises(GateClosedError), gate.stream(StreamKind.SSE, lambda: None):
            pass


async def test_it_is_empty_when_the_last_one_has_left() -> None:
    gate = Gate(2)
    await gate.emptied()
    with gate.stream(StreamKind.SSE, lambda: None):
        with gate.stream(StreamKind.SSE, lambda: None):
            waiting = asyncio.create_task(gate.emptied())
        await asyncio.sleep(0)
        assert not waiting.done()
    await waiting
