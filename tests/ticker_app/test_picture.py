"""Taking the whole picture of a server."""

from __future__ import annotations

import asyncio

import pytest

from server.wire import Quotes, SourceInfo, SymbolInfo, Symbols, encode, monotonic_wall_clock
from tests.ticker_app.fakes import http_answer, limited_answer, raw_server, spread, tick
from ticker_app import picture
from ticker_app.picture import PictureTaking

SYMBOLS = Symbols("e1", [SymbolInfo("ACME", "Acme", 2, 1.0)], SourceInfo("simulated", "x"))
QUOTES = Quotes("e1:4", 400, [tick(4)])


async def test_a_picture_that_fails_is_told_and_taken_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(picture, "AGAIN_AFTER_S", 0.0)
    taken = asyncio.get_running_loop().create_future()
    problems: list[str] = []
    answers = (http_answer(b"{"), http_answer(encode(SYMBOLS)), http_answer(encode(QUOTES)))
    async with raw_server(*answers) as url:
        taking = PictureTaking(
            url,
            clock=monotonic_wall_clock(),
            on_picture=lambda symbols, quotes: taken.set_result((symbols, quotes)),
            on_problem=problems.append,
        )
        taking.want()
        running = asyncio.create_task(taking.run())
        async with asyncio.timeout(5):
            assert await taken == (SYMBOLS, QUOTES)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert len(problems) == 1
    assert "not a message of this contract" in problems[0]


async def test_a_limited_picture_is_taken_again_when_the_server_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited_s: list[float | None] = []
    settled = asyncio.Event()

    async def pause(event: asyncio.Event, wait_s: float | None) -> None:
        waited_s.append(wait_s)
        if len(waited_s) == 3:
            settled.set()
            await asyncio.Event().wait()

    monkeypatch.setattr(picture, "pause", pause)
    limited = limited_answer("429 Too Many Requests", "7")
    async with raw_server(
        limited, http_answer(encode(SYMBOLS)), http_answer(encode(QUOTES))
    ) as url:
        taking = PictureTaking(
            url,
            clock=monotonic_wall_clock(),
            on_picture=lambda symbols, quotes: None,
            on_problem=lambda sentence: None,
        )
        running = asyncio.create_task(taking.run())
        async with asyncio.timeout(5):
            await settled.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert waited_s == [None, spread(7.0), None]
