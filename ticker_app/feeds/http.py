"""Asking a feed server over HTTP: bounded, counted, and with errors in words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from types import TracebackType
from typing import TypeVar

import httpx
from msgspec import Struct

from server.wire import Clock, WireError, decode_body
from ticker_app.feeds.address import headers_for, place_of, tls_for
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.border import NOT_A_TICKER, border, refusal
from ticker_app.feeds.meter import Meter, MeteredTransport
from ticker_app.feeds.sense import sensible
from ticker_app.feeds.turns import Turns
from ticker_app.measures.cost import Cost

CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 5.0
ANSWER_TIMEOUT_S = 10.0
"""How long a whole answer may take, beyond what may pass before its first byte."""
LARGEST_ANSWER_BYTES = 3 * 1024 * 1024
SMALL_ANSWER_BYTES = 64 * 1024
MOST_PIECES = 4096
LONGEST_ETAG = 200

NOT_MODIFIED = 304
# Compressed bytes could unfold beyond any bound that was checked.
HEADERS = {"Accept-Encoding": "identity", "User-Agent": "live-ticker"}

Params = Mapping[str, str | int | float]
T = TypeVar("T")


class Answer(Struct, frozen=True):
    """An HTTP answer. body: empty for 304.

    sent_us, received_us: when the request left and the last byte came, client clock.
    """

    status: int
    headers: httpx.Headers
    body: bytearray
    sent_us: int
    received_us: int

    @property
    def etag(self) -> str | None:
        """What names this state of the server; None if nothing that could be sent back."""
        etag = self.headers.get("ETag", "")
        is_fit = 0 < len(etag) <= LONGEST_ETAG and etag.isascii() and etag.isprintable()
        return etag if is_fit else None

    @property
    def not_modified(self) -> bool:
        """Whether the server said that nothing changed since the ETag."""
        return self.status == NOT_MODIFIED


def about(symbols: Sequence[str] | None, **params: str | int | float | None) -> Params:
    """The query of a request: the symbols (None: all) and whatever is not None."""
    if symbols is not None:
        params["symbols"] = ",".join(symbols)
    return {name: value for name, value in params.items() if value is not None}


class HttpClient:
    """A client of one server that keeps its connection open between requests.

    Use as an async context manager; leaving it closes every connection.

    Args:
        server_url: the server.
        clock: the client's clock.
        cost: counts.
        answer_timeout_s: how long a whole answer may take, beyond the wait for its first byte.
        most_bytes: of one answer, its head included.
    """

    def __init__(
        self,
        server_url: str,
        *,
        clock: Clock,
        cost: Cost,
        answer_timeout_s: float = ANSWER_TIMEOUT_S,
        most_bytes: int = LARGEST_ANSWER_BYTES,
    ) -> None:
        self.server_url = server_url
        self._answer_timeout_s = answer_timeout_s
        self._most_bytes = most_bytes
        self._meter = Meter(clock, cost)
        self._auth: httpx.BasicAuth | None = None

    async def __aenter__(self) -> HttpClient:
        with border(self.server_url):
            address = httpx.URL(self.server_url)
        if address.username:
            self._auth = httpx.BasicAuth(address.username, address.password)
        # Of httpx's client only its transport: redirects, cookies and proxies are not wanted,
        # and passing them by makes a request a quarter cheaper.
        self._transport = MeteredTransport(self._meter, tls_for(self.server_url))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._transport.aclose()

    async def get(
        self,
        path: str,
        params: Params | None = None,
        *,
        etag: str | None = None,
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> Answer:
        """One request and its whole answer.

        Raises:
            FeedError: there was no answer, or it is an error, or too large, or took too long.
        """
        headers = {} if etag is None else {"If-None-Match": etag}
        within_s = read_timeout_s + self._answer_timeout_s
        try:
            async with (
                asyncio.timeout(within_s),
                self.stream(path, params, headers, read_timeout_s) as response,
            ):
                return await self._whole(response)
        except TimeoutError as error:
            raise FeedError(
                f"{place_of(self.server_url)} took more than {within_s:g} s over one answer"
            ) from error

    async def _whole(self, response: httpx.Response) -> Answer:
        sent_us = self._meter.written_us
        body = await self._body(response)
        return Answer(response.status_code, response.headers, body, sent_us, self._meter.read_us)

    async def _body(self, response: httpx.Response) -> bytearray:
        body, turns, pieces = bytearray(), Turns(), 0
        with border(self.server_url):
            async with self.pieces(response) as coming:
                async for piece in coming:
                    body += piece
                    pieces += 1
                    if pieces > MOST_PIECES:
                        raise WireError("in too many pieces to be an answer of this contract")
                    await turns.pause()
        return body

    @asynccontextmanager
    async def pieces(self, response: httpx.Response) -> AsyncIterator[AsyncIterator[bytes]]:
        """The body as it comes; it may be left in the middle."""
        coming = response.aiter_raw()
        try:
            yield coming
        finally:
            # httpx leaves what it began to read to the collector, which ends it in some other
            # task, where it fails. So it is read to its end, which is now.
            self._meter.is_over = True
            with suppress(httpx.HTTPError):
                async for _ in coming:
                    pass
            self._meter.is_over = False

    async def read(
        self,
        type_: type[T],
        path: str,
        params: Params | None = None,
        *,
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> tuple[T, Answer]:
        """One request whose answer is a ``type_`` of the contract.

        Raises:
            FeedError: as in `get`, or the answer is something else.
        """
        answer = await self.get(path, params, read_timeout_s=read_timeout_s)
        return self.decode(answer, type_), answer

    def decode(self, answer: Answer, type_: type[T]) -> T:
        """The body of an answer.

        Raises:
            FeedError: it is not a ``type_``, or makes no sense.
        """
        with border(self.server_url):
            return sensible(decode_body(answer.body, type_))

    @asynccontextmanager
    async def stream(
        self,
        path: str,
        params: Params | None,
        headers: Mapping[str, str],
        read_timeout_s: float,
    ) -> AsyncIterator[httpx.Response]:
        """An answer whose body is still to be read; only 200 and 304 get this far.

        Raises:
            FeedError: there was no answer, or it is an error.
        """
        self._meter.most_bytes = self._most_bytes
        with border(self.server_url):
            request = self._request(path, params, headers, read_timeout_s)
            response = await self._transport.handle_async_request(request)
        try:
            if response.status_code not in {200, NOT_MODIFIED}:
                raise await self._refusal(response)
            self._check_type(response)
            yield response
        finally:
            await response.aclose()

    def _request(
        self,
        path: str,
        params: Params | None,
        headers: Mapping[str, str],
        read_timeout_s: float,
    ) -> httpx.Request:
        timeout = httpx.Timeout(read_timeout_s, connect=CONNECT_TIMEOUT_S)
        request = httpx.Request(
            "GET",
            self.server_url.rstrip("/") + path,
            params=params,
            headers={**HEADERS, **headers_for(self.server_url), **headers},
            extensions={"timeout": timeout.as_dict()},
        )
        return request if self._auth is None else next(self._auth.auth_flow(request))

    def without_end(self) -> None:
        """The answer that comes now may be of any size."""
        self._meter.most_bytes = None

    def read_us(self) -> int:
        """When bytes last came, client clock."""
        return self._meter.read_us

    def _check_type(self, response: httpx.Response) -> None:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise FeedError(f"{place_of(self.server_url)} answers compressed, unasked")
        kind = response.headers.get("Content-Type", "")
        if response.status_code == NOT_MODIFIED or "json" in kind or "event-stream" in kind:
            return
        raise FeedError(NOT_A_TICKER.format(place=place_of(self.server_url)), blocked=True)

    async def _refusal(self, response: httpx.Response) -> FeedError:
        self._meter.most_bytes = SMALL_ANSWER_BYTES
        body = await self._body(response)
        return refusal(self.server_url, response.status_code, body, response.headers)
