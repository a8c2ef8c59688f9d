"""The WebSocket, as the client ``websockets`` sees it."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from msgspec.structs import replace

from server import wire
from server.limits import Limits
from tests.server.endpoints.conftest import Desk, Socket, closed


async def test_hello_comes_first(desk: Desk) -> None:
    desk.publish("A")
    hello = await (await desk.socket()).hear()
    assert isinstance(hello, wire.Hello)
    assert (hello.contract, hello.epoch, hello.cursor) == (1, desk.parts.tape.epoch, desk.tape_end)


async def test_subscribed_symbols_come_live(desk: Desk, socket: Socket) -> None:
    desk.publish("A")
    await socket.say(wire.Subscribe(["A"]))
    assert await socket.hear() == wire.Subscribed(["A"], True, desk.tape_end)
    desk.publish("BA")
    assert await socket.hear_seqs(1) == [3]


async def test_subscribed_names_all_symbols_of_the_connection(socket: Socket) -> None:
    await socket.say(wire.Subscribe(["B"]))
    await socket.hear()
    await socket.say(wire.Subscribe())
    answer = await socket.hear()
    assert isinstance(answer, wire.Subscribed)
    assert answer.symbols == ["B", "A"]


async def test_what_was_missed_comes_first(desk: Desk, socket: Socket) -> None:
    desk.publish("ABA")
    await socket.say(wire.Subscribe(["A", "B"], after=f"{desk.parts.tape.epoch}:1"))
    assert await socket.hear() == wire.Subscribed(["A", "B"], True, desk.tape_end)
    assert await socket.hear_seqs(2) == [2, 3]
    desk.publish("B")
    assert await socket.hear_seqs(1) == [4]


async def test_a_cursor_of_another_life_is_told_as_incomplete(desk: Desk, socket: Socket) -> None:
    desk.publish("A")
    await socket.say(wire.Subscribe(["A"], after="other:7"))
    assert await socket.hear() == wire.Subscribed(["A"], False, desk.tape_end)
    assert await socket.hear_seqs(1) == [1]


async def test_unsubscribed_symbols_come_no_more(desk: Desk, socket: Socket) -> None:
    await socket.say(wire.Subscribe())
    await socket.hear()
    await socket.say(wire.Unsubscribe(["A"]))
    await socket.say(wire.Ping(1))
    assert isinstance(await socket.hear(), wire.Pong)
    desk.publish("AB")
    assert await socket.hear_seqs(1) == [2]


async def test_max_rate_brings_the_newest_only(desk: Desk, socket: Socket) -> None:
    await socket.say(wire.Subscribe(max_rate=0.001))
    await socket.hear()
    desk.publish("ABAB")
    assert await socket.hear_seqs(2) == [3, 4]
    desk.publish("AB")
    await socket.say(wire.Ping(1))
    assert isinstance(await socket.hear(), wire.Pong)
    await socket.say(wire.Subscribe([], max_rate=None))
    assert await socket.hear_seqs(2) == [5, 6]
    assert isinstance(await socket.hear(), wire.Subscribed)


async def test_pong_tells_when_the_ping_was_received_and_answered(socket: Socket) -> None:
    await socket.say(wire.Ping(-5))
    pong = await socket.hear()
    assert isinstance(pong, wire.Pong)
    assert pong.t1 == -5
    assert pong.t2 <= pong.t3


async def test_websocket_pings_are_answered(socket: Socket) -> None:
    waiter = await socket.connection.ping(b"hi")
    await waiter


async def test_an_unasked_pong_is_ignored(socket: Socket) -> None:
    await socket.connection.pong(b"hi")
    await socket.say(wire.Ping(1))
    assert isinstance(await socket.hear(), wire.Pong)


@pytest.mark.parametrize(
    ("said", "code", "names"),
    [
        ("{", "bad_message", "truncated"),
        ('{"op":"dance"}', "bad_message", "dance"),
        ('{"op":"subscribe","symbol":["A"]}', "bad_message", "symbol"),
        ('{"op":"subscribe","symbols":["A","X"]}', "unknown_symbol", "'X'"),
        ('{"op":"unsubscribe","symbols":["X"]}', "unknown_symbol", "'X'"),
        ('{"op":"subscribe","after":"7"}', "bad_message", "'7'"),
        ('{"op":"subscribe","max_rate":0}', "bad_message", "max_rate"),
        ('{"op":"subscribe","max_rate":-1.5}', "bad_message", "-1.5"),
        (b"{}", "bad_message", "text"),
    ],
)
async def test_what_cannot_be_used_is_refused_and_changes_nothing(
    desk: Desk, socket: Socket, said: str | bytes, code: str, names: str
) -> None:
    await socket.say(said)
    answer = await socket.hear()
    assert isinstance(answer, wire.ErrorMessage)
    assert answer.code == code
    assert names in answer.message
    await socket.say(wire.Subscribe([]))
    assert await socket.hear() == wire.Subscribed([], True, desk.tape_end)


async def test_abuse_is_closed_with_1008(socket: Socket) -> None:
    for _ in range(Limits().unusable_messages):
        await socket.say("?")
    assert (await closed(socket))[0] == 1008


@pytest.mark.parametrize("limits", [replace(Limits(), unusable_messages=2, unusable_window_s=-1)])
async def test_mistakes_far_apart_are_no_abuse(socket: Socket) -> None:
    for _ in range(4):
        await socket.say("?")
        assert isinstance(await socket.hear(), wire.ErrorMessage)


@pytest.mark.parametrize("limits", [replace(Limits(), messages_per_s=1)])
async def test_haste_is_told_and_passed_over(desk: Desk, socket: Socket) -> None:
    for _ in range(3):
        await socket.say(wire.Subscribe(["A"]))
    for _ in range(2):
        assert isinstance(await socket.hear(), wire.Subscribed)
    answer = await socket.hear()
    assert isinstance(answer, wire.ErrorMessage)
    assert (answer.code, "at most 1 a second" in answer.message) == ("too_fast", True)


@pytest.mark.parametrize("limits", [replace(Limits(), messages_per_s=0.5)])
async def test_haste_that_goes_on_is_abuse(socket: Socket) -> None:
    for _ in range(Limits().unusable_messages + 1):
        await socket.connection.ping()
    assert (await closed(socket))[0] == 1008


@pytest.mark.parametrize("limits", [replace(Limits(), symbols=1, subscriptions=1)])
async def test_too_many_symbols_are_refused_and_change_nothing(desk: Desk, socket: Socket) -> None:
    for request, says in (
        (wire.Subscribe(["A", "B"]), "names at most 1 symbols, not 2"),
        (wire.Unsubscribe(["A", "B"]), "names at most 1 symbols, not 2"),
        (wire.Subscribe(), "hears at most 1 symbols"),
    ):
        await socket.say(request)
        answer = await socket.hear()
        assert isinstance(answer, wire.ErrorMessage)
        assert (answer.code, says in answer.message) == ("too_many", True)
    await socket.say(wire.Subscribe(["A"]))
    assert await socket.hear() == wire.Subscribed(["A"], True, desk.tape_end)


async def test_a_message_that_is_too_big_is_closed_with_1009(socket: Socket) -> None:
    await socket.say("x" * (Limits().message_bytes + 1))
    assert (await closed(socket))[0] == 1009


async def test_the_clients_close_is_answered_with_its_code(desk: Desk, socket: Socket) -> None:
    await socket.connection.close(4999)
    assert socket.connection.close_code == 4999
    await desk.parts.gate.emptied()


async def test_a_close_without_a_code_is_answered(socket: Socket) -> None:
    socket.connection.protocol.send_close()
    socket.connection.transport.write(b"".join(socket.connection.protocol.data_to_send()))
    await socket.connection.wait_closed()
    assert socket.connection.protocol.close_rcvd is not None
    assert socket.connection.protocol.close_rcvd.code == 1000


async def test_a_second_without_ticks_has_a_heartbeat(desk: Desk, socket: Socket) -> None:
    beat = await socket.hear()
    assert isinstance(beat, wire.Heartbeat)
    assert beat.cursor == desk.tape_end


@pytest.mark.parametrize(
    "header",
    ["Upgrade: \xe9", "Sec-WebSocket-Version: \xe9", "Sec-WebSocket-Key: \xe9", "Connection: \xe9"],
)
async def test_a_handshake_that_is_not_ascii_is_told_what_the_path_takes(
    desk: Desk, header: str
) -> None:
    right = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "c2l4dGVlbiBieXRlcyBvaw==",
    }
    name, _, value = header.partition(": ")
    lines = [f"{key}: {each}" for key, each in {**right, name: value}.items()]
    request = "\r\n".join(["GET /v1/ws HTTP/1.1", "Host: localhost", *lines, "", ""])
    host, _, port = desk.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request.encode("latin-1"))
    assert (await reader.readline()).split()[1] == b"426"
    writer.close()
    await writer.wait_closed()


async def test_a_plain_request_is_told_what_the_path_takes(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/ws")
    assert answer.status_code == 426
    assert answer.headers["Upgrade"] == "websocket"
    assert answer.json()["status"] == 426
