"""What the server says about itself."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest
from msgspec.structs import replace
from prometheus_client.parser import text_string_to_metric_families

from server import wire
from server.limits import Limits
from server.sources.base import SourceError
from server.sources.lateness import LateFigures
from tests.server.endpoints.conftest import Desk, Socket
from tests.server.turns import until


async def test_symbols_are_listed_with_their_source_and_first_price(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    desk.publish("B", price=2.5)
    desk.publish("B", price=3.5)
    body = wire.decode_body((await http.get("/v1/symbols")).content, wire.Symbols)
    assert body.epoch == desk.parts.tape.epoch
    assert body.source == desk.source.info
    assert body.symbols == [
        wire.SymbolInfo("A", "A Inc.", 2, None),
        wire.SymbolInfo("B", "B Inc.", 2, 2.5),
    ]


async def test_time_tells_when_a_request_came_and_its_answer_left(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    before = desk.parts.clock()
    body = wire.decode_body((await http.get("/v1/time")).content, wire.Time)
    assert before <= body.received <= body.sent <= desk.parts.clock()


async def test_connections_are_counted_by_what_they_carry(
    desk: Desk, http: httpx.AsyncClient, socket: Socket
) -> None:
    polling = asyncio.create_task(http.get("/v1/ticks?wait=60"))
    async with http.stream("GET", "/v1/stream"):
        await until(lambda: desk.parts.gate.counts().total() == 3)
        stats = (await (await desk.http()).get("/v1/stats")).json()
        desk.publish("A")
        await polling
    assert stats["connections"] == {"websocket": 1, "sse": 1, "long_poll": 1, "http": 1}


async def test_every_byte_and_message_sent_is_counted(desk: Desk) -> None:
    host, _, port = desk.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    request = "GET {} HTTP/1.1\r\nHost: localhost\r\nConnection: {}\r\n\r\n"
    received = 0
    for path, connection in (("/healthz", "keep-alive"), ("/nope", "close")):
        writer.write(request.format(path, connection).encode())
    received += len(await reader.read(-1))
    writer.close()
    await writer.wait_closed()
    assert desk.parts.traffic.bytes_sent == received
    assert desk.parts.traffic.requests == 2


async def test_the_bytes_of_a_stream_are_counted(desk: Desk) -> None:
    host, _, port = desk.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await until(lambda: any(each.symbols for each in desk.parts.fanout.readers))
    desk.publish("AB")
    await until(lambda: desk.parts.traffic.messages_sent)
    desk.parts.gate.close()
    received = len(await reader.readuntil(b"\r\n0\r\n\r\n"))
    writer.close()
    await writer.wait_closed()
    await desk.parts.gate.emptied()
    assert desk.parts.traffic.bytes_sent == received


async def test_stats_count_the_tasks_of_those_who_wait(desk: Desk, http: httpx.AsyncClient) -> None:
    before = (await http.get("/v1/stats")).json()["tasks"]
    waiting = asyncio.create_task(http.get("/v1/ticks", params={"wait": 30}))
    while (stats := (await http.get("/v1/stats")).json())["connections"]["long_poll"] != 1:
        pass
    # In this process the client's own tasks are counted too: the one that waits here is.
    assert stats["tasks"] >= before + 2
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_stats_say_what_serving_costs(desk: Desk, http: httpx.AsyncClient) -> None:
    desk.publish("ABA")
    stats = (await http.get("/v1/stats")).json()
    assert stats["ticks_published"] == 3
    assert stats["requests"] == 1
    assert min(stats["uptime_s"], stats["cpu_s"], stats["resident_bytes"]) > 0


@pytest.mark.skipif(
    time.get_clock_info("thread_time").resolution > 1e-6,
    reason="the CPU time of so little work reads as none here",
)
async def test_what_pushing_and_what_each_path_took_is_told_apart(
    desk: Desk, http: httpx.AsyncClient, socket: Socket
) -> None:
    for path in ("/v1/quotes", "/v1/quotes?wait=1", "/v1/ticks", "/v1/ticks?wait=0", "/nope"):
        await http.get(path)
    await socket.say(wire.Subscribe())
    await socket.hear()
    before = (await http.get("/v1/stats")).json()
    desk.publish("A")
    await socket.hear()
    stats = (await http.get("/v1/stats")).json()
    assert {path: one["requests"] for path, one in stats["answered"].items()} == {
        "/v1/quotes": 2,
        "/v1/ticks": 1,
        "/v1/ticks?wait": 1,
        "other": 1,
        "/v1/stats": 1,
    }
    assert stats["pushing_cpu_s"] > before["pushing_cpu_s"]
    parts = [stats["pushing_cpu_s"], *(one["cpu_s"] for one in stats["answered"].values())]
    assert min(parts) > 0
    assert sum(parts) < stats["cpu_s"]


async def test_a_stream_is_answered_once_it_has_ended(desk: Desk, http: httpx.AsyncClient) -> None:
    async with http.stream("GET", "/v1/stream"):
        assert "/v1/stream" not in desk.parts.traffic.answers
    await until(lambda: "/v1/stream" in desk.parts.traffic.answers)
    assert desk.parts.traffic.answers["/v1/stream"].requests == 1


async def test_how_late_the_source_is_is_told_if_it_knows(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    before = (await http.get("/v1/stats")).json()
    assert (before["late_us"], before["late_sum_us"]) == (None, None)
    desk.source.lately = LateFigures(p50=120, p99=900, max=2_000, prints=50)
    after = (await http.get("/v1/stats")).json()
    assert after["late_sum_us"] == 6_000
    assert after["late_us"] == {"p50": 120, "p99": 900, "max": 2000, "prints": 50}
    text = (await http.get("/metrics")).text
    assert 'ticker_source_late_seconds{quantile="0.99"} 0.0009' in text


async def test_metrics_are_the_same_figures_for_prometheus(
    desk: Desk, http: httpx.AsyncClient, socket: Socket
) -> None:
    desk.publish("AB")
    answer = await http.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    families = text_string_to_metric_families(answer.text)
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }
    assert samples["ticker_ticks_published_total",] == 2
    assert samples["ticker_connections", "websocket"] == 1
    assert samples["ticker_requests_total",] == 2
    assert samples["ticker_pushing_cpu_seconds_total",] >= 0
    again = (await http.get("/metrics")).text
    assert 'ticker_answers_total{path="/metrics"} 1.0' in again


async def test_health_is_ok(http: httpx.AsyncClient) -> None:
    assert (await http.get("/healthz")).json() == {"status": "ok"}


async def test_a_server_that_plays_is_ready(http: httpx.AsyncClient) -> None:
    answer = await http.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


@pytest.mark.parametrize("limits", [replace(Limits(), streams=0, back_s=7)])
async def test_a_full_server_lives_but_is_not_ready(http: httpx.AsyncClient) -> None:
    answer = await http.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
    assert "taken" in answer.json()["detail"]
    assert (await http.get("/healthz")).status_code == 200


async def test_a_server_whose_source_broke_lives_but_is_not_ready(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    desk.source.script.put_nowait(SourceError("it broke"))
    await until(lambda: desk.parts.playing.broke)
    answer = await http.get("/readyz")
    assert answer.status_code == 503
    assert "source" in answer.json()["detail"]
    assert (await http.get("/healthz")).status_code == 200


async def test_a_server_whose_recording_ended_stays_ready(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    desk.source.script.put_nowait(None)
    await until(desk.source.script.empty)
    assert (await http.get("/readyz")).status_code == 200


async def test_refusals_are_counted_by_their_status(http: httpx.AsyncClient) -> None:
    for path in ("/nowhere", "/nowhere", "/v1/ticks?limit=0"):
        await http.get(path)
    assert (await http.get("/v1/stats")).json()["refusals"] == {"400": 1, "404": 2}
    assert 'ticker_refusals_total{status="404"} 2.0' in (await http.get("/metrics")).text
