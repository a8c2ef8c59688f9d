"""Push over a WebSocket: every tick as it is published."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

from msgspec.structs import replace
from typing_extensions import override
from websockets.asyncio.client import connect

from server.wire import (
    CONTRACT_VERSION,
    Clock,
    Cursor,
    ErrorMessage,
    Heartbeat,
    Hello,
    Message,
    Subscribe,
    Subscribed,
    Tick,
    Ticks,
    WireError,
    decode_message,
    encode,
)
from ticker_app.arrival import Arrival
from ticker_app.feeds.address import headers_for, place_of, tls_for
from ticker_app.feeds.base import Feed, FeedError, FeedRequest, Promise
from ticker_app.feeds.border import border
from ticker_app.feeds.continuity import Continuity
from ticker_app.feeds.meter import Meter, MeteredConnection
from ticker_app.feeds.sense import sensible
from ticker_app.feeds.turns import Turns

OPEN_TIMEOUT_S = 5.0
CLOSE_TIMEOUT_S = 0.3
LARGEST_MESSAGE_BYTES = 1024 * 1024
MOST_WAITING = 4
"""Frames that may wait here; then the server has to."""


class _Connect(connect):
    """Connects where it was told to and nowhere else, and leaves nothing open."""

    @override
    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc

    @override
    async def __aexit__(self, *error: Any) -> None:
        transport = self.connection.transport
        try:
            await super().__aexit__(*error)
        finally:
            # Whoever is cancelled a second time no longer waits for the other end to close.
            transport.abort()


class WebSocketFeed(Feed):
    """Subscribes once and hears every tick."""

    promise: ClassVar[Promise] = Promise.EVERY_TICK

    @override
    async def arrivals(self) -> AsyncGenerator[Arrival, None]:
        meter, turns = Meter(self.clock, self.cost), Turns()
        with border(self.request.server_url):
            async with self._connect(meter) as connection:
                reader = _Reader(self.request, self.clock)
                await connection.send(_subscription(self.request), text=True)
                while True:
                    message, received_us = await connection.receive()
                    arrival = reader.read(sensible(decode_message(message)), received_us)
                    if arrival is not None:
                        yield arrival
                    await turns.pause()

    def _connect(self, meter: Meter) -> Any:
        self.cost.requests += 1
        return _Connect(
            _socket_url(self.request.server_url),
            create_connection=partial(MeteredConnection, meter=meter),  # type: ignore[arg-type]  # a factory, as the documentation says
            compression=None,
            proxy=None,
            user_agent_header="live-ticker",
            additional_headers=headers_for(self.request.server_url),
            ssl=tls_for(self.request.server_url),
            open_timeout=OPEN_TIMEOUT_S,
            close_timeout=CLOSE_TIMEOUT_S,
            # The server's heartbeats and the lane's patience do what pings would.
            ping_interval=None,
            max_size=LARGEST_MESSAGE_BYTES,
            max_queue=MOST_WAITING,
        )


def _socket_url(server_url: str) -> str:
    scheme, place, path, *_ = urlsplit(server_url)
    schemes = {"http": "ws", "https": "wss"}
    return urlunsplit((schemes.get(scheme, scheme), place, path.rstrip("/") + "/v1/ws", "", ""))


def _subscription(request: FeedRequest) -> bytes:
    symbols = None if request.symbols is None else list(request.symbols)
    after = None if request.after is None else str(request.after)
    return encode(Subscribe(symbols=symbols, after=after))


def _standing(text: str, hello: Hello) -> Cursor:
    """Where the tape stands that the connection was greeted with."""
    cursor = Cursor.parse(text)
    if cursor.epoch != hello.epoch:
        raise WireError("not a message of this contract: another tape than at the greeting")
    return cursor


class _Reader:
    """Turns the messages of one connection into arrivals."""

    def __init__(self, request: FeedRequest, clock: Clock) -> None:
        self._place = place_of(request.server_url)
        self._clock = clock
        self._opened_us = clock()
        self._continuity = Continuity(request.after)
        self._hello: Hello | None = None
        self._standing_seq: int | None = None
        """Where the tape stood at the subscription: up to there ticks are caught up on."""

    def read(self, message: Message, received_us: int) -> Arrival | None:
        """What a message delivers; None if it delivers nothing.

        Raises:
            FeedError: the server refused, or is of another contract.
            WireError: the message has no place here.
        """
        if isinstance(message, Hello):
            self._greet(message)
            return None
        if isinstance(message, ErrorMessage):
            raise FeedError(f"{self._place}: {message.message}")
        if self._hello is None:
            raise WireError("not a message of this contract: the first one has to be 'hello'")
        return self._deliver(message, received_us, self._hello)

    def _greet(self, hello: Hello) -> None:
        if self._hello is not None:
            raise WireError("not a message of this contract: a second 'hello'")
        if hello.contract != CONTRACT_VERSION:
            raise FeedError(
                f"{self._place} speaks version {hello.contract} of the contract, this app "
                f"version {CONTRACT_VERSION}; update the older one"
            )
        self._hello = hello

    def _deliver(self, message: Message, received_us: int, hello: Hello) -> Arrival | None:
        if isinstance(message, Subscribed):
            standing = _standing(message.cursor, hello)
            self._standing_seq = standing.seq
            rewound = self._continuity.rewind(standing)
            complete = self._continuity.enter(standing) and message.complete and not rewound
            arrival = self._arrival([], received_us, hello.now, complete)
            return replace(arrival, rewound=rewound)
        if isinstance(message, Ticks):
            ticks, complete = self._continuity.accept(message.ticks)
            caught_up = self._continuity.cursor.seq >= (self._standing_seq or 0)
            as_of_us = message.sent if caught_up or not ticks else ticks[-1].time
            return self._arrival(ticks, received_us, as_of_us, complete, message.sent)
        # One that was sent before the subscription came says nothing of what was asked for.
        if isinstance(message, Heartbeat) and self._standing_seq is not None:
            self._continuity.advance(_standing(message.cursor, hello))
            return self._arrival([], received_us, message.now, True)
        return None

    def _arrival(
        self,
        ticks: list[Tick],
        received_us: int,
        as_of_us: int,
        complete: bool,
        sent_us: int | None = None,
    ) -> Arrival:
        return Arrival(
            ticks=ticks,
            received_us=received_us,
            opened_us=self._opened_us,
            cursor=self._continuity.cursor,
            as_of_us=as_of_us,
            complete=complete,
            sent_us=sent_us,
            decoded_us=self._clock(),
        )
