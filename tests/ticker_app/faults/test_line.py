"""When bytes on their way arrive."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.faults.line import MOST_QUEUED_BYTES, Line
from ticker_app.faults.plan import Way

CLEAR = Way()
WAYS = st.builds(
    Way,
    st.floats(0, 500),
    st.floats(0, 500),
    st.none() | st.floats(1_000, 1_000_000),
)


def a_line() -> Line:
    return Line(lambda: 0.5)


def test_a_clear_line_takes_no_time() -> None:
    line = a_line()
    line.put(b"now", CLEAR, 7.0)
    assert line.take(7.0) == b"now"
    assert line.next_s is None


def test_delay_and_jitter_add_up() -> None:
    line = a_line()
    line.put(b"later", Way(delay_ms=40, jitter_ms=10), 1.0)
    assert line.next_s == 1.045
    assert line.take(1.044) == b""
    assert line.take(1.045) == b"later"


def test_a_narrow_line_trickles() -> None:
    line = a_line()
    line.put(bytes(1000), Way(bits_per_s=8_000), 0.0)
    assert len(line.take(0.501)) == 500
    assert len(line.take(1.001)) == 500


def test_what_follows_waits_for_the_narrow_line() -> None:
    line = a_line()
    line.put(bytes(500), Way(bits_per_s=8_000), 0.0)
    line.put(b"!" * 100, Way(bits_per_s=8_000), 0.1)
    assert line.take(0.501) == bytes(500)
    assert line.take(0.601) == b"!" * 100


def test_a_shorter_delay_lets_nothing_overtake() -> None:
    line = a_line()
    line.put(b"first", Way(delay_ms=500), 0.0)
    line.put(b"second", CLEAR, 0.1)
    assert line.take(0.4) == b""
    assert line.take(0.5) == b"firstsecond"


def test_before_a_narrow_line_not_everything_can_wait() -> None:
    line = a_line()
    narrow = Way(bits_per_s=8_000)
    line.put(bytes(MOST_QUEUED_BYTES), narrow, 0.0)
    assert not line.is_full(0.0)
    line.put(bytes(1000), narrow, 0.0)
    assert line.is_full(0.0)
    line.take(2.0)
    assert not line.is_full(2.0)


def test_what_is_only_far_away_makes_no_line_full_until_it_is_very_much() -> None:
    line = a_line()
    far = Way(delay_ms=60_000)
    line.put(bytes(4 * 1024 * 1024), far, 0.0)
    assert not line.is_full(0.0)
    line.put(b"!", far, 0.0)
    assert line.is_full(0.0)


@given(st.lists(st.tuples(st.binary(max_size=300), WAYS, st.floats(0, 2)), max_size=20))
def test_every_byte_arrives_once_and_in_order(puts: list[tuple[bytes, Way, float]]) -> None:
    line = Line(iter([0.9, 0.1, 0.4] * 10_000).__next__)
    now_s, arrived = 0.0, b""
    for data, way, gap_s in puts:
        now_s += gap_s
        line.put(data, way, now_s)
        arrived += line.take(now_s)
    while line.next_s is not None:
        arrived += line.take(line.next_s)
    assert arrived == b"".join(data for data, _, _ in puts)


def test_what_waits_before_a_narrow_line_enters_the_one_that_follows() -> None:
    line = a_line()
    line.put(bytes(1000), Way(bits_per_s=8_000), 0.0)
    assert len(line.take(0.201)) == 200
    line.change(CLEAR, 0.201)
    assert len(line.take(0.26)) == 800
    assert line.next_s is None


def test_what_is_on_the_way_arrives_as_it_would_have() -> None:
    line = a_line()
    line.put(b"first", Way(delay_ms=500), 0.0)
    line.change(CLEAR, 0.1)
    line.put(b"second", CLEAR, 0.2)
    assert line.take(0.4) == b""
    assert line.take(0.5) == b"firstsecond"


@given(st.lists(st.tuples(st.binary(max_size=300), WAYS, st.floats(0, 2)), max_size=20))
def test_however_a_line_changes_every_byte_arrives_once_and_in_order(
    parts: list[tuple[bytes, Way, float]],
) -> None:
    line, now_s, arrived = a_line(), 0.0, b""
    for data, way, later_s in parts:
        line.change(way, now_s)
        line.put(data, way, now_s)
        now_s += later_s
        arrived += line.take(now_s)
    line.change(CLEAR, now_s)
    arrived += line.take(now_s + 1e6)
    assert arrived == b"".join(data for data, _, _ in parts)
    assert not line.is_full(now_s)
