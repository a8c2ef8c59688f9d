"""Clients that come, stay a while and leave: in good order, in haste, or because they have to."""

from __future__ import annotations

import asyncio
import json
import random
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from urllib.parse import urlsplit

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from server.wire import Cursor, monotonic_wall_clock
from tests.benchmarks.damage import HANDSHAKE, HOST, UPGRADE
from ticker_app.choice import LaneChoice, Transport
from ticker_app.feeds import FEEDS
from ticker_app.feeds.base import FeedError, FeedRequest
from ticker_app.measures.cost import Cost
from ticker_app.session import Session

MEAN_STAY_S = 3.0
LONGEST_STAY_S = 20.0
CUT_OFF_S = 40.0
"""By then the server has to have cut off who does nothing."""
FASTEST_PER_S = 100
"""Requests of one address that the server has to be told to allow."""
IN_HASTE = "127.0.0.2"
"""The address of those who ask for more; on Linux all of 127.0.0.0/8 is this machine."""
SUBSCRIBE = b"\x81\x92\0\0\0\0" + b'{"op":"subscribe"}'
"""Masked with zeros."""
TOO_LARGE = b"\x81\xff" + (1 << 20).to_bytes(8, "big") + bytes(4)
"""The head of a text of 1 MiB."""
NONSENSE = b'\x81\x85\0\0\0\0{"op"'
ESTABLISHED = 1
"""What TCP_INFO begins with while neither side has ended the connection."""
RESET = struct.pack("ii", 1, 0)
_PATHS = (
    "/v1/symbols", "/v1/quotes", "/v1/days", "/v1/time", "/v1/stats", "/metrics", "/readyz",
    "/v1/ticks?limit=100", "/v1/ticks?wait=2", "/nothing", "/v1/ticks?limit=-1",
)  # fmt: skip
_REFUSED = (
    "GET /v1/quotes HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
    f"GET /v1/stream HTTP/1.1\r\n{HOST}Origin: http://elsewhere.example\r\n\r\n",
    f"GET /v1/ws HTTP/1.1\r\n{HOST}{UPGRADE}Origin: http://elsewhere.example\r\n\r\n",
    "POST /v1/quotes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n",
    "nonsense\r\n\r\n",
)


class Guests:
    """Everyone who comes to one server.

    Args:
        url: of the server.
        symbols: that it has.
        seed: of the chance.
    """

    def __init__(self, url: str, symbols: list[str], seed: int) -> None:
        self._url = url
        self._place = urlsplit(url)
        self._symbols = symbols
        self._chance = random.Random(seed)
        self._clock = monotonic_wall_clock()
        self._cursors: dict[Transport, Cursor | None] = dict.fromkeys(Transport)
        self._here: set[asyncio.Task[None]] = set()
        self.came: Counter[str] = Counter()
        self.ticks = 0
        self.uncut = 0
        """Of those who did nothing, how many the server put up with for too long."""

    @property
    def here(self) -> int:
        """How many there are now."""
        return len(self._here)

    async def come(self, per_s: float, until_s: float) -> None:
        """Let them come by chance until that second of the loop's clock."""
        loop = asyncio.get_running_loop()
        while (left_s := until_s - loop.time()) > 0:
            guest = self._chance.choices([kind for kind, _ in _KINDS], [n for _, n in _KINDS])[0]
            task = asyncio.create_task(self._host(guest))
            self._here.add(task)
            task.add_done_callback(self._here.discard)
            await asyncio.sleep(min(self._chance.expovariate(per_s), left_s))

    async def all_gone(self) -> None:
        """Wait until the last one has left."""
        while self._here:
            await asyncio.wait(self._here)

    async def _host(self, guest: Callable[[Guests], Awaitable[None]]) -> None:
        self.came[guest.__name__.strip("_").replace("_", " ")] += 1
        # Whatever the server does to a guest, the figures are what it keeps of it.
        with suppress(OSError, FeedError, httpx.HTTPError, WebSocketException):
            await guest(self)

    def _stay_s(self) -> float:
        return min(self._chance.expovariate(1 / MEAN_STAY_S), LONGEST_STAY_S)

    async def _read_by_a_feed(self) -> None:
        """The app's own way, from where another one left, or from now on."""
        transport = self._chance.choice(list(Transport))
        after = self._chance.choice([None, self._cursors[transport]])
        some = self._chance.choice([None, tuple(self._symbols[:1])])
        request = FeedRequest(self._url, some, after, self._chance.uniform(0.1, 1.0))
        feed = FEEDS[transport](request, clock=self._clock, cost=Cost())
        with suppress(TimeoutError):
            async with asyncio.timeout(self._stay_s()), aclosing(feed.arrivals()) as arrivals:
                async for arrival in arrivals:
                    self.ticks += len(arrival.ticks)
                    self._cursors[transport] = arrival.cursor

    async def _watch_in_a_window(self) -> None:
        """Without a window: what is behind one, and a user who tries every transport."""
        chance = self._chance
        session = Session(self._url, LaneChoice(), clock=self._clock)
        running = asyncio.create_task(session.run())
        try:
            for _ in range(chance.randint(1, 8)):
                await asyncio.sleep(self._stay_s())
                transport = chance.choice(list(Transport))
                session.choose(LaneChoice(transport, chance.uniform(0.1, 1.0)))
                symbol = chance.choice(self._symbols)
                session.select(symbol)
                session.candles(symbol, chance.choice(["1s", "1m"]))
            self.ticks += sum(len(series.seen.key) for series in session.series.values())
        finally:
            running.cancel()
            await asyncio.wait([running])

    async def _ask_once(self) -> None:
        candles = f"/v1/candles?symbol={self._symbols[0]}&interval=1s&limit=200"
        async with httpx.AsyncClient(base_url=self._url) as client:
            for _ in range(self._chance.randint(1, 5)):
                answer = await client.get(self._chance.choice((*_PATHS, candles)))
                tag = answer.headers.get("ETag", "")
                await client.get("/v1/quotes", headers={"If-None-Match": tag})

    async def _change_their_mind(self) -> None:
        """Subscribe, unsubscribe and say things that mean nothing."""
        url = f"ws://{self._place.netloc}/v1/ws"
        with suppress(TimeoutError):
            async with asyncio.timeout(self._stay_s()), connect(url, proxy=None) as socket_:
                for number in range(20):
                    op = "subscribe" if number % 2 else "unsubscribe"
                    wish = {"op": op, "symbols": [self._chance.choice(self._symbols)]}
                    await socket_.send(json.dumps(wish))
                    await socket_.send(self._chance.choice(['{"op":"ping","t1":1}', "nonsense"]))
                    await socket_.recv()

    async def _reset_a_socket(self) -> None:
        async with self._line() as line:
            await self._say(line, HANDSHAKE + SUBSCRIBE)
            await self._read_for(line, self._stay_s())

    async def _reset_a_stream(self) -> None:
        async with self._line() as line:
            await self._say(line, f"GET /v1/stream HTTP/1.1\r\n{HOST}\r\n".encode())
            await self._read_for(line, self._stay_s())

    async def _reset_a_long_poll(self) -> None:
        async with self._line() as line:
            await self._say(line, f"GET /v1/ticks?wait=30 HTTP/1.1\r\n{HOST}\r\n".encode())

    async def _leave_in_a_request(self) -> None:
        async with self._line() as line:
            await self._say(line, b"GET /v1/quotes HTTP/1.1\r\nHost: loc")
            await asyncio.sleep(self._stay_s() / 10)

    async def _leave_in_a_frame(self) -> None:
        async with self._line() as line:
            await self._say(line, HANDSHAKE + SUBSCRIBE + SUBSCRIBE[:9])
            await self._read_for(line, self._stay_s())

    async def _hang_up_without_a_word(self) -> None:
        """The end of a connection in good order, in the middle of what it carries."""
        stream = f"GET /v1/stream HTTP/1.1\r\n{HOST}\r\n".encode()
        async with self._line(resets=False) as line:
            await self._say(line, self._chance.choice([HANDSHAKE + SUBSCRIBE, stream]))
            await self._read_for(line, self._stay_s())

    async def _abuse_a_socket(self) -> None:
        """Too many unusable messages, or one that is too large."""
        async with self._line() as line:
            await self._say(line, HANDSHAKE + self._chance.choice([NONSENSE * 30, TOO_LARGE]))
            await self._read_for(line, CUT_OFF_S)

    async def _ask_too_fast(self) -> None:
        requests = f"GET /v1/symbols HTTP/1.1\r\n{HOST}\r\n".encode() * 2 * FASTEST_PER_S
        async with self._line(address=IN_HASTE) as line:
            saying = asyncio.create_task(self._say(line, requests))
            await self._read_for(line, 2.0)
            saying.cancel()
            await asyncio.wait([saying])

    async def _be_refused(self) -> None:
        async with self._line() as line:
            await self._say(line, self._chance.choice(_REFUSED).encode())
            await self._read_for(line, 1.0)

    async def _stop_reading(self) -> None:
        request = f"GET /v1/stream HTTP/1.1\r\n{HOST}\r\n".encode()
        async with self._line(room=4096) as line:
            await self._say(line, self._chance.choice([HANDSHAKE + SUBSCRIBE, request]))
            await self._until_cut(line)

    async def _do_nothing(self) -> None:
        async with self._line() as line:
            await self._say(line, self._chance.choice([b"", b"GET /v1/qu"]))
            with suppress(ConnectionResetError):
                await self._read_for(line, CUT_OFF_S)

    @asynccontextmanager
    async def _line(
        self, room: int | None = None, address: str = "", resets: bool = True
    ) -> AsyncIterator[socket.socket]:
        """A bare connection from an address, any by default; room: of its receive buffer."""
        with socket.socket() as line:
            line.setblocking(False)
            line.bind((address, 0))
            if resets:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            if room is not None:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
            place = self._place.hostname or "", self._place.port or 80
            await asyncio.get_running_loop().sock_connect(line, place)
            yield line

    async def _say(self, line: socket.socket, data: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(line, data)

    async def _read_for(self, line: socket.socket, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while await asyncio.get_running_loop().sock_recv(line, 1 << 16):
                    pass
                return
        self.uncut += seconds == CUT_OFF_S

    async def _until_cut(self, line: socket.socket) -> None:
        """Until the server resets or ends the line, of which nothing is read."""
        for _ in range(round(CUT_OFF_S)):
            if line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                return
            # Who was refused, and is idle since, is sent away in good order.
            if line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] != ESTABLISHED:
                return
            await asyncio.sleep(1)
        self.uncut += 1


_KINDS: tuple[tuple[Callable[[Guests], Awaitable[None]], int], ...] = (
    (Guests._read_by_a_feed, 10),
    (Guests._watch_in_a_window, 1),
    (Guests._ask_once, 4),
    (Guests._change_their_mind, 2),
    (Guests._reset_a_socket, 3),
    (Guests._reset_a_stream, 3),
    (Guests._reset_a_long_poll, 2),
    (Guests._leave_in_a_request, 2),
    (Guests._leave_in_a_frame, 1),
    (Guests._hang_up_without_a_word, 2),
    (Guests._abuse_a_socket, 1),
    (Guests._ask_too_fast, 1),
    (Guests._be_refused, 2),
    (Guests._stop_reading, 1),
    (Guests._do_nothing, 1),
)
"""Who comes, and how often beside the others."""
