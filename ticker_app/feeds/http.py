"""Asking a feed server over HTTP: bounded, counted, and with errors in words."""

from __future__ import annotations

import asyncio
import socket
import ssl
from base64 import b64encode
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from ipaddress import ip_address
from types import TracebackType
from typing import TypeVar
from urllib.parse import SplitResult, unquote, urlencode, urlsplit

from msgspec import Struct
from websockets.datastructures import Headers
from websockets.exceptions import InvalidURI

from server.wire import Clock, decode_body
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.border import NOT_A_TICKER, border, place_of, refusal
from ticker_app.feeds.connection import HttpConnection
from ticker_app.feeds.meter import Meter
from ticker_app.measures.cost import Cost

CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 5.0
LARGEST_BODY_BYTES = 16 * 1024 * 1024

OK, NOT_MODIFIED = 200, 304
_PORTS = {"http": 80, "https": 443}

Params = Mapping[str, str | int | float]
T = TypeVar("T")


class Answer(Struct, frozen=True):
    """An HTTP answer. body: empty for 304.

    headers: by names of any case.
    sent_us, received_us: when the request left and the last byte came, client clock.
    """

    status: int
    headers: Headers
    body: bytes
    sent_us: int
    received_us: int

    @property
    def not_modified(self) -> bool:
        """Whether the server said that nothing changed since the ETag."""
        return self.status == NOT_MODIFIED


class Response(Struct, frozen=True):
    """The head of an answer, and its body as it comes. headers: by names of any case."""

    status: int
    headers: Headers
    pieces: AsyncGenerator[bytes, None]


def about(symbols: Sequence[str] | None, **params: str | int | float | None) -> Params:
    """The query of a request: the symbols (None: all) and whatever is not None."""
    if symbols is not None:
        params["symbols"] = ",".join(symbols)
    return {name: value for name, value in params.items() if value is not None}


class HttpClient:
    """A client of one server that keeps its connection open between requests.

    One request at a time. Use as an async context manager; leaving it closes the connection.
    Proxies of the environment are not used: what is counted is what went to the server.
    """

    def __init__(self, server_url: str, *, clock: Clock, cost: Cost) -> None:
        self.server_url = server_url
        self._meter = Meter(clock, cost)
        self._connection: HttpConnection | None = None

    async def __aenter__(self) -> HttpClient:
        with border(self.server_url):
            self._address = _address(self.server_url)
        self._headers = _headers(self._address)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._disconnect()

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
            FeedError: there was no answer, or it is an error, or larger than 16 MiB.
        """
        headers = {} if etag is None else {"If-None-Match": etag}
        async with self.stream(path, params, headers, read_timeout_s) as response:
            with border(self.server_url):
                body = await self._whole(response)
            sent_us, received_us = self._meter.written_us, self.read_us()
            return Answer(response.status, response.headers, body, sent_us, received_us)

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
            FeedError: it is not a ``type_``.
        """
        with border(self.server_url):
            return decode_body(answer.body, type_)

    @asynccontextmanager
    async def stream(
        self,
        path: str,
        params: Params | None,
        headers: Mapping[str, str],
        read_timeout_s: float,
    ) -> AsyncIterator[Response]:
        """An answer whose body is still to be read; only 200 and 304 get this far.

        Raises:
            FeedError: there was no answer, or it is an error.
        """
        target = self._address.path.rstrip("/") + path
        if params:
            # Cursors and lists of symbols stay as people write them.
            target += "?" + urlencode(params, safe=":,")
        try:
            with border(self.server_url):
                connection = await self._connected()
                self._meter.cost.requests += 1
                lines = [*self._headers, *headers.items()]
                head = await connection.ask(target, lines, read_timeout_s)
            told = Headers((name.decode(), value.decode("latin-1")) for name, value in head.headers)
            async with aclosing(connection.body(read_timeout_s)) as pieces:
                response = Response(head.status_code, told, pieces)
                if response.status not in {OK, NOT_MODIFIED}:
                    raise await self._refusal(response)
                self._check_type(response)
                yield response
        finally:
            if self._connection is not None and not self._connection.is_free:
                await self._disconnect()

    def read_us(self) -> int:
        """When the bytes came that were read last, client clock."""
        return 0 if self._connection is None else self._connection.read_us

    async def _connected(self) -> HttpConnection:
        if self._connection is not None and not self._connection.is_free:
            await self._disconnect()
        if self._connection is None:
            self._connection = await self._connect()
        return self._connection

    async def _connect(self) -> HttpConnection:
        host, port = self._address.hostname or "", self._address.port
        port = port or _PORTS[self._address.scheme]
        async with asyncio.timeout(CONNECT_TIMEOUT_S):
            *others, last = await _places(host, port)
            for place in others:
                # All that failed at once would be told as an error without a cause.
                with suppress(OSError):
                    return await self._connect_to(place, host, port)
            return await self._connect_to(last, host, port)

    async def _connect_to(self, place: str, host: str, port: int) -> HttpConnection:
        trust = ssl.create_default_context() if self._address.scheme == "https" else None
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: HttpConnection(self._meter),
            place,
            port,
            ssl=trust,
            server_hostname=None if trust is None else host,
        )
        return connection

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _whole(self, response: Response) -> bytes:
        body = bytearray()
        async for piece in response.pieces:
            body += piece
            if len(body) > LARGEST_BODY_BYTES:
                raise FeedError(f"{place_of(self.server_url)} sent more than 16 MiB")
        return bytes(body)

    def _check_type(self, response: Response) -> None:
        kind = response.headers.get("Content-Type", "")
        if response.status == NOT_MODIFIED or "json" in kind or "event-stream" in kind:
            return
        raise FeedError(NOT_A_TICKER.format(place=place_of(self.server_url)), blocked=True)

    async def _refusal(self, response: Response) -> FeedError:
        body = b""
        with border(self.server_url):
            async for piece in response.pieces:
                body += piece
                if len(body) > LARGEST_BODY_BYTES:
                    break
        return refusal(self.server_url, response.status, body, response.headers)


async def _places(host: str, port: int) -> list[str]:
    """The addresses of a host, at least one; asking for what is one already takes a thread."""
    with suppress(ValueError):
        return [str(ip_address(host))]
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in found]


def _address(server_url: str) -> SplitResult:
    try:
        address = urlsplit(server_url)
        is_usable = address.scheme in _PORTS and address.hostname and address.port != 0
    except ValueError as error:
        raise InvalidURI(server_url, str(error)) from error
    if not is_usable:
        raise InvalidURI(server_url, "no address of a server")
    return address


def _headers(address: SplitResult) -> list[tuple[str, str]]:
    """What every request says."""
    host = address.netloc.rpartition("@")[2]
    # Compressed bytes could unfold beyond any bound that was checked.
    headers = [("Host", host), ("User-Agent", "live-ticker"), ("Accept-Encoding", "identity")]
    if address.username is not None:
        name, password = unquote(address.username), unquote(address.password or "")
        token = b64encode(f"{name}:{password}".encode()).decode()
        headers.append(("Authorization", f"Basic {token}"))
    return headers
