"""The whole picture of a server at one moment: its symbols, its source, its newest quotes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NoReturn

from server.wire import Clock, Quotes, Symbols
from ticker_app.backoff import again_s
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.http import HttpClient
from ticker_app.measures.cost import Cost
from ticker_app.waiting import pause

AGAIN_AFTER_S = 2.0


class PictureTaking:
    """Asks for symbols and quotes whenever a picture is wanted.

    It asks again by itself after a failure, and while a symbol has no opening price yet.

    Args:
        server_url: the server.
        clock: the client's clock.
        on_picture: called with each picture.
        on_problem: called with a sentence when there is none to be had.
    """

    def __init__(
        self,
        server_url: str,
        *,
        clock: Clock,
        on_picture: Callable[[Symbols, Quotes], None],
        on_problem: Callable[[str], None],
    ) -> None:
        self._server_url = server_url
        self._clock = clock
        self._on_picture = on_picture
        self._on_problem = on_problem
        self._wanted = asyncio.Event()

    def want(self) -> None:
        """A new picture is wanted as soon as possible."""
        self._wanted.set()

    async def run(self) -> NoReturn:
        """Take pictures until cancelled."""
        async with HttpClient(self._server_url, clock=self._clock, cost=Cost()) as client:
            wait_s: float | None = None
            while True:
                await pause(self._wanted, wait_s)
                self._wanted.clear()
                try:
                    wait_s = None if await self._take(client) else AGAIN_AFTER_S
                except FeedError as error:
                    wait_s = again_s(AGAIN_AFTER_S, error.retry_after_s)
                    self._on_problem(str(error))

    async def _take(self, client: HttpClient) -> bool:
        symbols, _ = await client.read(Symbols, "/v1/symbols")
        quotes, _ = await client.read(Quotes, "/v1/quotes")
        self._on_picture(symbols, quotes)
        return all(info.open is not None for info in symbols.symbols)
