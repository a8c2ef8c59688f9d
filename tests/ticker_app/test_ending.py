"""What ends a program from outside."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator

import pytest

from ticker_app.ending import on_request_to_end

NUMBERS = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Whoever took signals before takes them again."""
    before = {number: signal.getsignal(number) for number in NUMBERS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", NUMBERS)
async def test_a_signal_asks_for_the_end(number: signal.Signals) -> None:
    ended = asyncio.Event()
    on_request_to_end(ended.set)
    signal.raise_signal(number)
    await ended.wait()


async def test_where_a_loop_takes_no_signals_a_plain_handler_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise NotImplementedError

    ended = asyncio.Event()
    monkeypatch.setattr(asyncio.get_running_loop(), "add_signal_handler", refuse)
    on_request_to_end(ended.set)
    signal.raise_signal(signal.SIGTERM)
    await ended.wait()
