"""Puts a server together, lets it serve, and takes it down in good order."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import web
from msgspec import Struct
from typing_extensions import override

from server.access import Access
from server.candles import CandleBook
from server.days import DayBook
from server.endpoints.connection import Connection, connection_of
from server.endpoints.guard import Guard
from server.endpoints.parts import Parts
from server.endpoints.routes import all_routes
from server.endpoints.shell import Shell
from server.fanout import Fanout
from server.gate import Gate
from server.journal import Journal, JournalError
from server.ledger import AccountedScheduler, Ledger
from server.limits import Limits, RequestRates
from server.recall import recalled_tape
from server.sources.base import Source, SourceError
from server.tape import Tape
from server.traffic import Traffic
from server.waiters import Waiters
from server.wire import Clock, monotonic_wall_clock

logger = logging.getLogger(__name__)

CANDLES_RETAINED = 25_000
"""Of each symbol and interval: a trading session of 6.5 hours, second for second."""


class Serving(Struct, frozen=True, eq=False):
    """A server that answers. url: ``http://host:port``, without a path.

    broken: has a result, one sentence, once it cannot go on without losing what it promised.
    """

    url: str
    parts: Parts
    broken: asyncio.Future[str]


@asynccontextmanager
async def serving(
    source: Source,
    *,
    host: str,
    port: int,
    retain: int,
    limits: Limits | None = None,
    access: Access | None = None,
    tls: ssl.SSLContext | None = None,
    clock: Clock | None = None,
    journal: Journal | None = None,
) -> AsyncIterator[Serving]:
    """Serve this source's prices while the block runs.

    Args:
        source: of prices; it begins to play once the server can answer.
        host: where to listen.
        port: 0 takes a free one.
        retain: ticks kept per symbol.
        limits: the bounds; the usual ones by default.
        access: who may talk to it; by default whoever reaches it by a loopback address.
        tls: the server's certificate; None serves plain HTTP.
        clock: what stamps the ticks; the wall's time by default.
        journal: the tape on disk, to go on from and to keep; None: the tape ends with the server.

    Raises:
        OSError: there is no listening on that host and port.
    """
    limits = limits or Limits()
    listener = _Listener(limits)
    parts = _build(source, retain, limits, listener, clock or monotonic_wall_clock(), journal)
    listener.shell = _shell(parts, access or Access())
    runner = web.ServerRunner(listener, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, host, port, backlog=1024, ssl_context=tls)
    try:
        await site.start()
        parts.fanout.start()
        broken: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        playing = asyncio.create_task(_play(source, parts.tape, broken))
        try:
            yield Serving(_url(host, site.port, tls), parts, broken)
        finally:
            await _end(playing)
            await _send_everyone_home(parts, listener)
    finally:
        parts.fanout.close()
        await runner.cleanup()


def _build(
    source: Source,
    retain: int,
    limits: Limits,
    listener: _Listener,
    clock: Clock,
    journal: Journal | None,
) -> Parts:
    symbols = [listing.symbol for listing in source.listings]
    candles = CandleBook(symbols, CANDLES_RETAINED)
    days = DayBook()
    tape = recalled_tape(
        journal, symbols, retain=retain, clock=clock, candles=candles, tell=days.add
    )
    loop = asyncio.get_running_loop()
    traffic, ledger = Traffic(), listener.ledger
    pushing = AccountedScheduler(loop, ledger, ledger.pushing)
    fanout = Fanout(tape, clock=clock, loop=pushing, limits=limits, traffic=traffic)
    waiters = Waiters()
    push = ledger.calls(ledger.pushing, fanout.add)
    for hear in (candles.add, days.add, push, waiters.wake):
        tape.listen(hear)
    return Parts(
        source=source,
        tape=tape,
        clock=clock,
        candles=candles,
        days=days,
        fanout=fanout,
        waiters=waiters,
        gate=Gate(limits.streams),
        traffic=traffic,
        ledger=ledger,
        limits=limits,
        connections=lambda: len(listener.connections),
    )


def _shell(parts: Parts, access: Access) -> Shell:
    limits = parts.limits
    rates = RequestRates(limits.requests_per_s, limits.burst, asyncio.get_running_loop().time)
    return Shell(parts, all_routes(), Guard(access), rates)


def _url(host: str, port: int, tls: ssl.SSLContext | None) -> str:
    scheme = "http" if tls is None else "https"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


async def _play(source: Source, tape: Tape, broken: asyncio.Future[str]) -> None:
    """Publish what the source brings; a source that breaks leaves the server serving."""
    try:
        async for prints in source.prints():
            tape.publish(prints)
    except JournalError as error:
        # Whoever was sent a tick shall find it again after a restart.
        broken.set_result(str(error))
    except SourceError as error:
        logger.error("%s; serving goes on without new prices", error)  # noqa: TRY400
    except Exception:
        logger.exception("the source broke; serving goes on without new prices")
    else:
        logger.info("the source has no more prices; serving goes on")


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait((task,))


async def _send_everyone_home(parts: Parts, listener: _Listener) -> None:
    """End every stream properly; cut off who does not take the end in time."""
    parts.gate.close()
    with suppress(TimeoutError):
        async with asyncio.timeout(parts.limits.shutdown_s):
            await parts.gate.emptied()
    listener.abort_the_unread()


class _Listener(web.Server):
    """Makes a ``Connection`` of every TCP connection."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(self._hand_over, handler_cancellation=True)
        self._limits = limits
        self.ledger = Ledger()
        self.shell: Shell | None = None

    async def _hand_over(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.shell is None:
            raise RuntimeError("a request came before the server was put together")
        return await connection_of(request).on_account(self.shell(request))

    @override
    def __call__(self) -> Connection:
        return Connection(
            self,
            loop=asyncio.get_running_loop(),
            keepalive_timeout=self._limits.keepalive_s,
            lingering_time=self._limits.close_s,
            access_log=None,
            ledger=self.ledger,
            unsent_kernel_bytes=self._limits.unsent_kernel_bytes,
        )

    def abort_the_unread(self) -> None:
        """Cut off every connection whose other side does not take what was written."""
        for connection in self.connections:
            transport = connection.transport
            if transport is not None and transport.get_write_buffer_size():
                transport.abort()
