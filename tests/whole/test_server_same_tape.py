"""One tape in four ways: from the same cursor every reading gets the same ticks, in order."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import httpx
import pytest
from websockets.sync.client import connect

from server import wire
from tests.whole.conftest import RunningServer, StartServer, start_server

WANTED = 400
SYMBOLS = ("ACME", "BOLT", "DUNE")

Reading = Callable[[RunningServer, Sequence[str], str], Iterator[wire.Tick]]


def by_poll(server: RunningServer, symbols: Sequence[str], cursor: str) -> Iterator[wire.Tick]:
    """Small pages, so that they meet often."""
    while True:
        query = f"symbols={','.join(symbols)}&after={cursor}&limit=7"
        answer = httpx.get(f"{server.url}/v1/ticks?{query}")
        page = wire.decode_body(answer.content, wire.TickPage)
        assert page.complete
        yield from page.ticks
        cursor = page.cursor


def by_long_poll(server: RunningServer, symbols: Sequence[str], cursor: str) -> Iterator[wire.Tick]:
    with httpx.Client(base_url=server.url) as client:
        while True:
            query = f"symbols={','.join(symbols)}&after={cursor}&wait=30"
            answer = client.get(f"/v1/ticks?{query}", timeout=40)
            page = wire.decode_body(answer.content, wire.TickPage)
            assert page.complete
            yield from page.ticks
            cursor = page.cursor


def by_event_stream(
    server: RunningServer, symbols: Sequence[str], cursor: str
) -> Iterator[wire.Tick]:
    """Hangs up now and then and comes back with the last id, as an EventSource does."""
    while True:
        path = f"{server.url}/v1/stream?symbols={','.join(symbols)}"
        with httpx.stream("GET", path, headers={"Last-Event-ID": cursor}) as response:
            for events, (event_id, ticks) in enumerate(_events(response.iter_lines())):
                yield from ticks
                cursor = event_id
                if events == 10:
                    break


def _events(lines: Iterator[str]) -> Iterator[tuple[str, list[wire.Tick]]]:
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if not line and fields:
            assert fields["event"] == "ticks"
            yield fields["id"], wire.decode_ticks(fields["data"])
            fields = {}
        elif name:
            fields[name] = value


def by_websocket(server: RunningServer, symbols: Sequence[str], cursor: str) -> Iterator[wire.Tick]:
    with connect(server.ws_url) as socket:
        socket.send(json.dumps({"op": "subscribe", "symbols": [*symbols], "after": cursor}))
        for data in socket:
            message = wire.decode_message(data)
            if isinstance(message, wire.Subscribed):
                assert message.complete
            elif isinstance(message, wire.Ticks):
                yield from message.ticks


READINGS: tuple[Reading, ...] = (by_poll, by_long_poll, by_event_stream, by_websocket)


def first(count: int, ticks: Iterator[wire.Tick]) -> list[wire.Tick]:
    taken: list[wire.Tick] = []
    for tick in ticks:
        taken.append(tick)
        if len(taken) == count:
            break
    return taken


@pytest.fixture(scope="module")
def tape() -> Iterator[tuple[RunningServer, list[wire.Tick]]]:
    """A busy server, and what a plain poll says is on its tape."""
    server = start_server("--rate", "200", "--seed", "7")
    try:
        yield server, first(WANTED, by_poll(server, SYMBOLS, f"{server.epoch}:0"))
    finally:
        server.clean_up()


@pytest.mark.parametrize("reading", READINGS)
def test_every_reading_gets_the_same_ticks_in_the_same_order(
    tape: tuple[RunningServer, list[wire.Tick]], reading: Reading
) -> None:
    server, expected = tape
    assert first(WANTED, reading(server, SYMBOLS, f"{server.epoch}:0")) == expected


@pytest.mark.parametrize("reading", READINGS)
def test_counts_have_no_hole_from_the_past_into_the_present(
    tape: tuple[RunningServer, list[wire.Tick]], reading: Reading
) -> None:
    server, _ = tape
    head = httpx.get(f"{server.url}/v1/ticks?limit=1").json()["cursor"]
    behind = f"{server.epoch}:{max(0, int(head.rpartition(':')[2]) - 200)}"
    counts: dict[str, list[int]] = defaultdict(list)
    for tick in first(WANTED, reading(server, SYMBOLS, behind)):
        counts[tick.symbol].append(tick.count)
    assert {*counts} == {*SYMBOLS}
    for each in counts.values():
        assert each == [*range(each[0], each[0] + len(each))]


def test_the_same_seed_gives_the_same_prices(running_server: StartServer) -> None:
    def prices() -> list[tuple[str, float]]:
        server = running_server("--rate", "200", "--seed", "3")
        ticks = first(100, by_long_poll(server, SYMBOLS, f"{server.epoch}:0"))
        return [(tick.symbol, tick.price) for tick in ticks]

    assert prices() == prices()
