"""What passed in a break, asked for afterwards page by page, by a feed that asks for less."""

from __future__ import annotations

from server.wire import Clock, Cursor, TickPage
from ticker_app.arrival import Arrival
from ticker_app.feeds.border import border
from ticker_app.feeds.http import HttpClient, about
from ticker_app.feeds.pages import PageReader

LIMIT = 500
"""Ticks of a page; they come within the time of an answer over 64 kbit/s."""
MOST_PAGES = 200
"""As many ticks as a server keeps of one symbol by default."""


class Recovery:
    """Every tick behind a cursor up to where the tape stands, and no further.

    goes_on: whether there may be more; True before the first page.
    pages: how many came.
    now_us: when the server sent the last one, its clock; 0 before.

    Args:
        client: of the server.
        symbols: None for all.
        after: the cursor.
        clock: the client's clock.
        opened_us: when the break was over, client clock.
    """

    def __init__(
        self,
        client: HttpClient,
        symbols: tuple[str, ...] | None,
        after: Cursor,
        clock: Clock,
        *,
        opened_us: int,
    ) -> None:
        self.goes_on = True
        self.pages = 0
        self.now_us = 0
        self._client = client
        self._symbols = symbols
        self._after = after
        self._reader = PageReader(after, clock, limit=LIMIT, opened_us=opened_us)

    @property
    def is_endless(self) -> bool:
        """Whether so much followed that the rest is better left alone, and told to be missing."""
        return self.goes_on and self.pages == MOST_PAGES

    async def page(self) -> Arrival:
        """Ask for the next page.

        Raises:
            FeedError: there was no answer, or another one; to ask again asks for the same page.
        """
        params = about(self._symbols, after=str(self._after), limit=LIMIT)
        page, answer = await self._client.read(TickPage, "/v1/ticks", params)
        with border(self._client.server_url):
            arrival = self._reader.read(page, answer)
        self._after = arrival.cursor
        self.now_us = page.now
        self.goes_on = self._reader.is_cut(page)
        self.pages += 1
        return arrival
