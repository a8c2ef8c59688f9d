"""Whether a client that may be slow, but reads, is ever given up; and one that does not, is."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.attention import MOST_OPEN, Attention
from server.limits import Limits

LOOK_S = 0.25
LIMITS = Limits()
PING_LOOKS = round(LIMITS.ping_s / LOOK_S)
STALLED_LOOKS = round(LIMITS.stalled_s / LOOK_S)
LINE_BYTES = round(LIMITS.slowest_bytes_per_s * LOOK_S)
"""What the slowest line takes from one look to the next."""


class Watch:
    """A server that looks at one client again and again."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.attention = Attention(limits, LOOK_S)
        self.written = 0
        self.pings: deque[bytes] = deque()

    def look(self, *, is_clear: bool = True, ticks_bytes: int = 0) -> bool:
        """One look, after which so many bytes are written; whether the client is given up."""
        if self.attention.look(is_clear):
            return True
        frame = self.attention.ask(self.written)
        if frame is not None:
            self.written += len(frame)
            self.pings.append(payload_of(frame))
        self.written += ticks_bytes
        return False

    def looks_until_given_up(self, *, ticks_bytes: int = 0, most: int = 1000) -> int:
        """How many looks at a client that answers nothing."""
        for number in range(1, most + 1):
            if self.look(ticks_bytes=ticks_bytes):
                return number
        raise AssertionError("never given up")

    def answer(self) -> None:
        """The client read up to the oldest ping that it has not answered."""
        assert self.attention.hear(self.pings.popleft())


def payload_of(frame: bytes) -> bytes:
    """What a server's ping holds."""
    assert frame[:2] == b"\x89\x01"
    return frame[2:]


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_who_answers_no_ping_is_given_up_in_time(watch: Watch) -> None:
    # Asked at the first look, and those few bytes have their time on the line.
    assert watch.looks_until_given_up() == 1 + STALLED_LOOKS + 1


def test_who_stops_answering_is_given_up_as_soon(watch: Watch) -> None:
    for _ in range(100):
        assert not watch.look()
        while watch.pings:
            watch.answer()
    assert watch.looks_until_given_up() <= PING_LOOKS + STALLED_LOOKS + 1


def test_it_is_asked_so_often_and_no_oftener(watch: Watch) -> None:
    for _ in range(3 * PING_LOOKS):
        watch.look()
    assert len(watch.pings) == 3


def test_pings_are_told_apart(watch: Watch) -> None:
    for _ in range(3 * PING_LOOKS):
        watch.look()
    assert len(set(watch.pings)) == 3


@pytest.mark.parametrize("payload", [b"", b"hi", b"\x07"])
def test_what_was_not_asked_is_no_answer(watch: Watch, payload: bytes) -> None:
    for _ in range(PING_LOOKS):
        watch.look()
    assert not watch.attention.hear(payload)


def test_an_answer_counts_once(watch: Watch) -> None:
    for _ in range(PING_LOOKS):
        watch.look()
    payload = watch.pings[0]
    assert watch.attention.hear(payload)
    assert not watch.attention.hear(payload)


def test_an_answer_to_the_newest_ping_answers_all(watch: Watch) -> None:
    for _ in range(3 * PING_LOOKS):
        watch.look()
    assert watch.attention.hear(watch.pings[2])
    assert not watch.attention.hear(watch.pings[1])


def test_what_the_line_has_not_taken_is_not_waited_for_here(watch: Watch) -> None:
    watch.look()
    for _ in range(10 * STALLED_LOOKS):
        assert not watch.look(is_clear=False)
    assert len(watch.pings) == 1
    assert watch.looks_until_given_up() == STALLED_LOOKS + 1


def test_a_client_that_lags_behind_more_and_more_but_reads_is_kept(watch: Watch) -> None:
    waiting = 0
    for number in range(40 * PING_LOOKS):
        assert not watch.look(ticks_bytes=LINE_BYTES)
        # Nine of ten pings' worth: in the end it is four seconds late.
        waiting += 9
        if waiting >= 10 * PING_LOOKS and watch.pings and number > PING_LOOKS:
            waiting -= 10 * PING_LOOKS
            watch.answer()
    assert len(watch.pings) > 3


def test_a_line_of_64_kbit_has_the_time_it_needs_for_much_at_once(watch: Watch) -> None:
    needs = 5 * STALLED_LOOKS
    watch.written = needs * LINE_BYTES
    for _ in range(PING_LOOKS + needs):
        assert not watch.look()
    watch.answer()
    assert not watch.look()


def test_much_at_once_is_not_waited_for_endlessly(watch: Watch) -> None:
    watch.written = 10**9
    most_s = LIMITS.ping_s + LIMITS.stalled_s + LIMITS.answer_s
    assert watch.looks_until_given_up() <= most_s / LOOK_S + 1


def test_a_line_that_was_seen_to_be_fast_has_no_more_than_it_needs() -> None:
    watch, fast = Watch(), 100 * LINE_BYTES
    for _ in range(10 * PING_LOOKS):
        watch.look(ticks_bytes=fast)
        while watch.pings:
            watch.answer()
    # A second's worth of ticks lies before a ping: it gets that second on top.
    looks = watch.looks_until_given_up(ticks_bytes=fast)
    assert looks <= 2 * PING_LOOKS + STALLED_LOOKS + 1


def test_who_lets_pings_stand_is_asked_no_more() -> None:
    watch = Watch(replace(LIMITS, stalled_s=10_000.0))
    for _ in range(2 * MOST_OPEN * PING_LOOKS):
        watch.look()
    assert len(watch.pings) == MOST_OPEN
    watch.answer()
    watch.look()
    assert len(watch.pings) == MOST_OPEN


@given(
    st.lists(
        st.tuples(st.integers(0, STALLED_LOOKS - 1), st.integers(0, 10**6), st.booleans()),
        max_size=50,
    )
)
def test_whoever_answers_within_the_patience_is_never_given_up(
    turns: list[tuple[int, int, bool]],
) -> None:
    watch = Watch()
    for looks, ticks_bytes, answers_all in turns:
        for _ in range(looks):
            assert not watch.look(ticks_bytes=ticks_bytes)
        while watch.pings:
            watch.answer()
            if not answers_all:
                break
