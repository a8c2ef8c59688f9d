"""Puts a server together, lets it serve, and takes it down in good order."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import web
from msgspec import Struct

from server.access import Access
from server.candles import RETAINED, CandleBook
from server.days import DayBook
from server.endpoints.guard import Guard
from server.endpoints.listener import Listener, Site
from server.endpoints.parts import Parts, Playing
from server.endpoints.routes import all_routes
from server.endpoints.shell import Shell
from server.fanout import Fanout
from server.gate import Gate
from server.journal import Journal, JournalError
from server.ledger import AccountedScheduler
from server.limits import Limits, RequestRates
from server.recall import recalled_tape
from server.sources.base import Source, SourceError
from server.traffic import Traffic
from server.waiters import Waiters
from server.wire import Clock, monotonic_wall_clock

logger = logging.getLogger(__name__)


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
    retain_candles: int = RETAINED,
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
        retain_candles: kept per symbol and interval.
        limits: the bounds; the usual ones by default.
        access: who may talk to it; by default whoever reaches it by a loopback address.
        tls: the server's certificate; None serves plain HTTP.
        clock: what stamps the ticks; the wall's time by default.
        journal: the tape on disk, to go on from and to keep; None: the tape ends with the server.

    Raises:
        OSError: there is no listening on that host and port.
    """
    limits = limits or Limits()
    listener = Listener(limits, Traffic())
    candles = CandleBook((one.symbol for one in source.listings), retain_candles)
    clock = clock or monotonic_wall_clock()
    parts = _build(source, retain, candles, limits, listener, clock, journal)
    listener.shell = _shell(parts, access or Access())
    runner = web.ServerRunner(listener, shutdown_timeout=0.1)
    await runner.setup()
    site = Site(runner, listener, host, port, tls)
    try:
        await site.start()
        parts.fanout.start()
        listener.start()
        broken: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        playing = asyncio.create_task(_play(source, parts, broken))
        try:
            yield Serving(site.name, parts, broken)
        finally:
            await _end(playing)
            await _send_everyone_home(parts, listener)
    finally:
        parts.fanout.close()
        listener.close()
        await runner.cleanup()


def _build(
    source: Source,
    retain: int,
    candles: CandleBook,
    limits: Limits,
    listener: Listener,
    clock: Clock,
    journal: Journal | None,
) -> Parts:
    symbols = [listing.symbol for listing in source.listings]
    days = DayBook()
    tape = recalled_tape(
        journal, symbols, retain=retain, clock=clock, candles=candles, tell=days.add
    )
    loop = asyncio.get_running_loop()
    traffic, ledger = listener.traffic, listener.ledger
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
        playing=Playing(),
        connections=lambda: listener.crowd.size,
    )


def _shell(parts: Parts, access: Access) -> Shell:
    limits = parts.limits
    rates = RequestRates(limits.requests_per_s, limits.burst, asyncio.get_running_loop().time)
    return Shell(parts, all_routes(limits), Guard(access), rates)


async def _play(source: Source, parts: Parts, broken: asyncio.Future[str]) -> None:
    """Publish what the source brings; a source that breaks leaves the server serving."""
    try:
        async for prints in source.prints():
            parts.tape.publish(prints)
    except JournalError as error:
        # Whoever was sent a tick shall find it again after a restart.
        broken.set_result(str(error))
    except SourceError as error:
        parts.playing.broke = True
        logger.error("%s; serving goes on without new prices", error)  # noqa: TRY400
    except Exception:
        parts.playing.broke = True
        logger.exception("the source broke; serving goes on without new prices")
    else:
        logger.info("the source has no more prices; serving goes on")


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait((task,))


async def _send_everyone_home(parts: Parts, listener: Listener) -> None:
    """End every stream properly; cut off who does not take the end in time."""
    parts.gate.close()
    with suppress(TimeoutError):
        async with asyncio.timeout(parts.limits.shutdown_s):
            await parts.gate.emptied()
    listener.abort_the_unread()
