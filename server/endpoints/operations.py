"""What the server says about itself: symbols, time, cost, liveness."""

from __future__ import annotations

import asyncio
import time

import psutil
from aiohttp import web
from msgspec import Struct

from server.endpoints.answers import GOING_AWAY, all_taken, json_answer, not_now
from server.endpoints.parts import Call, NoQuery, Parts
from server.gate import StreamKind
from server.sources.lateness import LateFigures
from server.wire import SymbolInfo, Symbols, Time


class Connections(Struct, frozen=True):
    """Open connections by what they carry; http: idle, or a plain request under way."""

    websocket: int
    sse: int
    long_poll: int
    http: int


class Answered(Struct, frozen=True):
    """Requests of one path. cpu_s: from reading them to writing the answers."""

    requests: int
    cpu_s: float


class Stats(Struct, frozen=True):
    """What serving costs: sums since the start, and what is held now.

    cpu_s: user and system time of this process.  resident_bytes: its memory now.
    bytes_sent: TCP payload.  empty_answers: 304s and pages without a tick.
    tasks: of the event loop, now: a few of the server's own, one for each request under way and
        a few for each stream.
    unsent_bytes: what is kept for readers of streams that did not take it yet.
    connections_cut: those that sent no whole request or took no answer in time.
    refusals: requests that were answered with a problem, by its status.
    pushing_cpu_s: of the CPU time, what went into sending messages over WebSockets and event
        streams.
    answered: what went into requests, by path, those that wait as ``/v1/ticks?wait``; those of
        streams once they have ended. The rest belongs to nobody: prices, candles, and the turns
        of the loop, which are about a fifth of what a message or a request costs in all.
    late_us: how late prints of all symbols left their source in the last half to whole minute,
        from when the recording or the simulation had them due to their publication; null if
        none did or the source cannot know.
    late_sum_us: that of all prints since the start, added up; null if the source cannot know.
    """

    uptime_s: float
    cpu_s: float
    resident_bytes: int
    connections: Connections
    ticks_published: int
    messages_sent: int
    bytes_sent: int
    requests: int
    empty_answers: int
    tasks: int
    unsent_bytes: int
    readers_cut: int
    connections_cut: int
    refusals: dict[str, int]
    pushing_cpu_s: float
    answered: dict[str, Answered]
    late_us: LateFigures | None
    late_sum_us: int | None


class Health(Struct, frozen=True):
    """``ok``: alive; ``ready``: may be sent clients."""

    status: str = "ok"


def stats_now(parts: Parts) -> Stats:
    """Every figure as it is now."""
    process = psutil.Process()
    with process.oneshot():
        cpu, memory, created = process.cpu_times(), process.memory_info(), process.create_time()
    traffic = parts.traffic
    return Stats(
        uptime_s=round(time.time() - created, 3),
        cpu_s=round(cpu.user + cpu.system, 3),
        resident_bytes=memory.rss,
        connections=_connections(parts),
        ticks_published=parts.tape.seq,
        messages_sent=traffic.messages_sent,
        bytes_sent=traffic.bytes_sent,
        requests=traffic.requests,
        empty_answers=traffic.empty_answers,
        tasks=len(asyncio.all_tasks()),
        unsent_bytes=sum(r.wire.get_write_buffer_size() for r in parts.fanout.readers),
        readers_cut=traffic.readers_cut,
        connections_cut=traffic.connections_cut,
        refusals={str(status): count for status, count in sorted(traffic.refusals.items())},
        pushing_cpu_s=_seconds(parts.ledger.pushing.spent_ns),
        answered={
            path: Answered(answers.requests, _seconds(answers.cpu_ns))
            for path, answers in traffic.answers.items()
        },
        late_us=parts.source.late(),
        late_sum_us=parts.source.late_sum_us(),
    )


def _seconds(ns: int) -> float:
    return round(ns / 1e9, 6)


def _connections(parts: Parts) -> Connections:
    streams = parts.gate.counts()
    return Connections(
        websocket=streams[StreamKind.WEBSOCKET],
        sse=streams[StreamKind.SSE],
        long_poll=streams[StreamKind.LONG_POLL],
        http=max(0, parts.connections() - streams.total()),
    )


async def symbols(call: Call[NoQuery]) -> web.Response:
    """Answer with every symbol of this tape."""
    source, tape = call.parts.source, call.parts.tape
    listed = []
    for listing in source.listings:
        first = tape.first(listing.symbol)
        opened = None if first is None else first.price
        listed.append(SymbolInfo(listing.symbol, listing.name, listing.decimals, opened))
    return json_answer(Symbols(tape.epoch, listed, source.info))


async def time_(call: Call[NoQuery]) -> web.Response:
    """Answer with when the request came and when the answer leaves."""
    return json_answer(Time(call.received_us, call.parts.clock()))


async def stats(call: Call[NoQuery]) -> web.Response:
    """Answer with what serving costs."""
    return json_answer(stats_now(call.parts))


async def readyz(call: Call[NoQuery]) -> web.Response:
    """Answer whether it makes sense to send clients here."""
    parts = call.parts
    if parts.gate.closed:
        raise not_now(parts.limits, GOING_AWAY)
    if parts.gate.full:
        raise not_now(parts.limits, all_taken(parts.limits))
    if parts.playing.broke:
        raise not_now(parts.limits, "the source of prices broke; the server's log says why")
    return json_answer(Health("ready"))


async def healthz(_call: Call[NoQuery]) -> web.Response:
    """Answer that the server is alive."""
    return json_answer(Health())
