"""What travels: it comes back as it went, and nothing else gets in."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from server import wire
from server.wire import Cursor, Tick, WireError

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
micros = st.integers(0, 2**53 - 1)
counts = st.integers(0, 2**44 - 1)
prices = st.floats(-1e12, 1e12)
sizes = st.none() | st.floats(0, 1e18)
maybe = st.none() | prices
ticks = st.builds(
    Tick, texts, counts, counts, micros, st.none() | micros, prices, sizes, maybe, maybe
)
requests = st.one_of(
    st.builds(
        wire.Subscribe,
        st.none() | st.lists(texts, max_size=4),
        st.none() | texts,
        st.just(UNSET) | maybe,
    ),
    st.builds(wire.Unsubscribe, st.none() | st.lists(texts, max_size=4)),
    st.builds(wire.Ping, st.integers(-(2**63), 2**63)),
)
messages = st.one_of(
    st.builds(wire.Hello, micros, texts, texts, micros),
    st.builds(wire.Subscribed, st.lists(texts, max_size=4), st.booleans(), texts),
    st.builds(wire.Ticks, st.lists(ticks, max_size=4), micros),
    st.builds(wire.Heartbeat, texts, micros),
    st.builds(wire.Pong, micros, micros, micros),
    st.builds(wire.ErrorMessage, texts, texts),
)
jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | prices | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
TICK_JSON = (
    '{"symbol":"AAA","seq":81234,"count":512,"time":1732242000123456,'
    '"venue_time":1410960600531656,"price":97.34,"size":100.0,"bid":97.33,"ask":97.35}'
)


@given(requests)
def test_a_request_comes_back_as_it_went(request_: wire.Request) -> None:
    assert wire.decode_request(wire.encode(request_)) == request_
    assert wire.decode_request(wire.encode(request_).decode()) == request_


@given(messages)
def test_a_message_comes_back_as_it_went(message: wire.Message) -> None:
    assert wire.decode_message(wire.encode(message)) == message


@given(st.lists(ticks, max_size=5))
def test_ticks_come_back_as_they_went(some: list[Tick]) -> None:
    assert wire.decode_ticks(wire.encode(some)) == some


@given(st.lists(ticks, max_size=5), micros)
def test_a_message_joined_from_encoded_ticks_is_the_encoded_message(
    some: list[Tick], sent_us: int
) -> None:
    joined = wire.ticks_message([wire.encode(tick) for tick in some], sent_us)
    assert joined == wire.encode(wire.Ticks(some, sent_us))


@given(texts.filter(bool), st.integers(0, 10**19 - 1))
def test_a_cursor_comes_back_as_it_went(epoch: str, seq: int) -> None:
    assert Cursor.parse(str(Cursor(epoch, seq))) == Cursor(epoch, seq)


@given(st.text())
def test_a_text_is_a_cursor_or_a_wire_error(text: str) -> None:
    try:
        cursor = Cursor.parse(text)
    except WireError:
        return
    assert cursor.epoch
    assert cursor.seq >= 0


@pytest.mark.parametrize(
    "text", ["", "e", "e:", ":1", "1", "e:-1", "e:1.5", "e:²", "e: 1", "e:" + "9" * 20]
)
def test_what_is_not_a_cursor_is_named(text: str) -> None:
    with pytest.raises(WireError, match="is not a cursor") as caught:
        Cursor.parse(text)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    "decode",
    [wire.decode_request, wire.decode_message, wire.decode_ticks],
    ids=lambda d: d.__name__,
)
@given(junk=st.binary() | st.text() | jsons.map(json.dumps))
def test_whatever_comes_is_a_message_or_a_wire_error(
    decode: Callable[[bytes | str], Any], junk: bytes | str
) -> None:
    with suppress(WireError):
        decode(junk)


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "null",
        "{}",
        '{"op":"shout"}',
        '{"op":"subscribe","symbols":"A"}',
        '{"op":"subscribe","symbols":[1]}',
        '{"op":"subscribe","symbol":"A"}',
        '{"op":"ping"}',
        '{"op":"ping","t1":1.5}',
        '{"op":"ping","t1":' + "1" * 5000 + "}",
        '{"op":"subscribe","max_rate":1e999}',
        '{"op":"subscribe","symbols":["\ud800"]}',
        b'{"op":"unsubscribe","symbols":["\xff"]}',
        "[" * 100_000,
    ],
)
def test_a_request_that_is_none_is_refused(junk: bytes | str) -> None:
    with pytest.raises(WireError, match="not a message of this contract"):
        wire.decode_request(junk)


@pytest.mark.parametrize(
    "junk",
    [
        '{"type":"pong","t1":1,"t2":-1,"t3":1}',
        '{"type":"ticks","ticks":[{"symbol":"A"}],"sent":1}',
        '{"type":"hello","new":' + "[" * 100_000,
    ],
)
def test_a_message_that_is_none_is_refused(junk: str) -> None:
    with pytest.raises(WireError):
        wire.decode_message(junk)


def test_a_client_accepts_fields_that_a_later_server_adds() -> None:
    later = '{"type":"heartbeat","cursor":"e:1","now":5,"mood":"good"}'
    assert wire.decode_message(later) == wire.Heartbeat("e:1", 5)


def test_a_rate_left_out_differs_from_a_rate_of_none() -> None:
    left_out = wire.decode_request('{"op":"subscribe"}')
    lifted = wire.decode_request('{"op":"subscribe","max_rate":null}')
    assert left_out == wire.Subscribe(max_rate=UNSET)
    assert lifted == wire.Subscribe(max_rate=None)


def test_a_tick_looks_as_published() -> None:
    tick = Tick("AAA", 81234, 512, 1732242000123456, 1410960600531656, 97.34, 100.0, 97.33, 97.35)
    assert wire.encode(tick).decode() == TICK_JSON


def test_what_a_tick_does_not_know_is_null_and_not_left_out() -> None:
    tick = json.loads(wire.encode(Tick("A", 1, 1, 0, None, 1.0)))
    assert [tick[name] for name in ("venue_time", "size", "bid", "ask")] == [None] * 4


def test_a_body_is_read_as_what_it_should_be() -> None:
    body = wire.Time(1, 2)
    assert wire.decode_body(wire.encode(body), wire.Time) == body
    with pytest.raises(WireError):
        wire.decode_body(b'{"received":"soon"}', wire.Time)


def test_a_problem_leaves_out_what_says_nothing() -> None:
    problem = wire.Problem("Bad Request", 400, "limit takes 1 to 10000, not 0", parameter="limit")
    assert set(json.loads(wire.encode(problem))) == {"title", "status", "detail", "parameter"}


def test_the_clock_tells_the_time_of_day() -> None:
    before_us = time.time_ns() // 1000
    now_us = wire.monotonic_wall_clock()()
    # Generous: only a wrong unit or epoch should fail here.
    assert abs(now_us - before_us) < 60_000_000


class Clocks:
    """The system's two clocks, both moved by hand. All in ns."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000
        self.wall_ahead = 50_000_000
        self.stalls: Iterator[int] = iter(())
        monkeypatch.setattr(time, "monotonic_ns", lambda: self.now)
        monkeypatch.setattr(time, "time_ns", self._wall)

    def _wall(self) -> int:
        wall = self.now + self.wall_ahead
        self.now += next(self.stalls, 0)  # the processor goes elsewhere after this reading
        return wall


def test_the_clock_does_not_follow_when_the_systems_clock_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clocks = Clocks(monkeypatch)
    now_us = wire.monotonic_wall_clock()
    clocks.wall_ahead = 0
    clocks.now = 8_000
    assert now_us() == 50_008


@pytest.mark.parametrize("undisturbed", [0, 7, 15])
def test_one_undisturbed_reading_of_both_clocks_sets_the_clock_right(
    monkeypatch: pytest.MonkeyPatch, undisturbed: int
) -> None:
    clocks = Clocks(monkeypatch)
    clocks.stalls = (0 if reading == undisturbed else 400_000 for reading in range(16))
    now_us = wire.monotonic_wall_clock()
    assert now_us() == (clocks.now + clocks.wall_ahead) // 1000
