"""What a connection may take: places, time, and how much it sends."""

from __future__ import annotations

import asyncio
import gzip

import httpx
import pytest
from msgspec.structs import replace

from server.limits import Limits
from tests.server.endpoints.conftest import Desk, exchange
from tests.server.little_room import connect_with_little_room
from tests.server.turns import until

QUICK = replace(Limits(), look_s=0.01, request_s=0.05, stalled_s=0.05, unsent_kernel_bytes=1024)
WHOLE = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


def status_of(answer: bytes) -> int:
    """And that it says why in a problem document."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    assert body.startswith(b"{")
    return int(head.split()[1])


async def status_of_a_half_one_behind(desk: Desk, requests: bytes, *, answers: int) -> int:
    """Send requests that are answered well, then half a one; returns the status of that."""
    host, _, port = desk.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(requests)
    for _ in range(answers):
        assert b" 200 OK" in await reader.readuntil(b'ok"}')
    writer.write(WHOLE[: len(WHOLE) // 2])
    status = status_of(await reader.read(-1))
    writer.close()
    await writer.wait_closed()
    return status


@pytest.mark.parametrize("limits", [QUICK])
async def test_who_is_silent_is_left_alone_only_for_a_while(desk: Desk) -> None:
    assert await exchange(desk, b"") == b""
    assert desk.parts.traffic.connections_cut == 1


@pytest.mark.parametrize("limits", [QUICK])
async def test_half_a_request_is_answered_with_408(desk: Desk) -> None:
    assert status_of(await exchange(desk, b"GET /v1/quotes HTTP/1.1\r\nHost: lo")) == 408


@pytest.mark.parametrize("limits", [QUICK])
async def test_half_a_second_request_is_answered_with_408(desk: Desk) -> None:
    assert await status_of_a_half_one_behind(desk, WHOLE, answers=1) == 408


@pytest.mark.parametrize("limits", [QUICK])
async def test_half_a_request_behind_a_declined_upgrade_is_answered_with_408(desk: Desk) -> None:
    declined = (
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
        b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    )
    assert await status_of_a_half_one_behind(desk, declined + WHOLE, answers=2) == 408


@pytest.mark.parametrize("limits", [QUICK])
async def test_who_waits_for_news_is_not_late(desk: Desk, http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/ticks?wait=0.2")
    assert answer.status_code == 200
    async with http.stream("GET", "/v1/stream") as response:
        chunks = response.aiter_raw()
        assert await anext(chunks)
        desk.publish("A")
        assert b"ticks" in await anext(chunks)


@pytest.mark.parametrize("limits", [QUICK])
async def test_who_reads_no_answer_is_cut_off(desk: Desk) -> None:
    desk.publish("AB" * 25)
    writer = await connect_with_little_room(desk.url)
    writer.write(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 30)
    await until(desk.parts.connections)
    await until(lambda: not desk.parts.connections())
    assert desk.parts.traffic.connections_cut == 1
    writer.transport.abort()


@pytest.mark.parametrize("limits", [replace(Limits(), header_bytes=500)])
@pytest.mark.parametrize(
    "head", [b"X: " + b"x" * 600, b"X: y\r\n" * 100, b"x" * 600, b"X: y\r\n" * 100 + b"\r\n"]
)
async def test_a_head_that_is_too_large_is_refused(desk: Desk, head: bytes) -> None:
    answer = await exchange(desk, b"GET / HTTP/1.1\r\nHost: localhost\r\n" + head)
    assert status_of(answer) == 431


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        (b"Content-Length: 50000000", b"x" * 300_000, 413),
        (b"Transfer-Encoding: chunked", b"1\r\nx\r\n", 413),
        (b"Content-Encoding: gzip\r\nContent-Length: 20", gzip.compress(b""), 415),
        (b"Content-Encoding: br\r\nContent-Length: 1", b"x", 415),
    ],
)
async def test_a_body_that_is_large_endless_or_folded_is_refused(
    desk: Desk, headers: bytes, body: bytes, status: int
) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n\r\n" + body
    assert status_of(await exchange(desk, request)) == status


async def test_a_small_body_is_passed_over_and_ends_the_connection(desk: Desk) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
    answer = await exchange(desk, request)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"Connection: close" in answer


async def refused(desk: Desk) -> httpx.Response:
    """What one connection more is told."""
    async with httpx.AsyncClient(base_url=desk.url) as one_more:
        answer = await one_more.get("/v1/quotes")
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Connection"] == "close"
    return answer


@pytest.mark.parametrize("limits", [replace(Limits(), connections=1)])
async def test_a_connection_too_many_is_told_to_come_again(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    assert (await http.get("/healthz")).status_code == 200
    answer = await refused(desk)
    assert answer.status_code == 503
    assert "all 1 connections" in answer.json()["detail"]
    assert (await http.get("/healthz")).status_code == 200
    assert desk.parts.traffic.refusals[503] == 1


@pytest.mark.parametrize("limits", [replace(Limits(), connections_per_address=1)])
async def test_an_address_has_no_more_connections_than_one_may_have(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    assert (await http.get("/healthz")).status_code == 200
    answer = await refused(desk)
    assert answer.status_code == 429
    assert "more than 1 connections" in answer.json()["detail"]
    await http.aclose()
    await until(lambda: not desk.parts.connections())
    async with httpx.AsyncClient(base_url=desk.url) as again:
        assert (await again.get("/healthz")).status_code == 200


@pytest.mark.parametrize("limits", [replace(Limits(), connections=1)])
async def test_a_crowd_beyond_counting_is_cut_off(
    desk: Desk, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.crowd.SPARE", 0)
    assert (await http.get("/healthz")).status_code == 200
    async with httpx.AsyncClient(base_url=desk.url) as one_more:
        with pytest.raises(httpx.TransportError):
            await one_more.get("/healthz")
    assert (await http.get("/healthz")).status_code == 200
