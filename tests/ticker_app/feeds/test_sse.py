"""The parser of Server-Sent Events, whatever pieces the bytes come in."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.wire import WireError
from ticker_app.feeds.sse import Comment, Event, EventParser, Item, Retry

STREAM = (
    b": heartbeat e1:4 17\n\nid: e1:5\nevent: ticks\ndata: [1,\ndata: 2]\n\n"
    b"retry: 10\nid: e1:6\n\ndata:bare\n\nevent: nothing\n\ndata\n\n"
)
ITEMS: list[Item] = [
    Comment("heartbeat e1:4 17"),
    Event("ticks", "[1,\n2]", "e1:5"),
    Retry(0.01),
    Event("message", "bare", "e1:6"),
    Event("message", "", "e1:6"),
]


def parsed(*pieces: bytes) -> list[Item]:
    parser = EventParser()
    return [item for piece in pieces for item in parser.feed(piece)]


@given(
    st.lists(st.integers(0, len(STREAM) * 2), max_size=12),
    st.sampled_from([b"\n", b"\r\n", b"\r"]),
)
def test_neither_pieces_nor_line_ends_change_what_is_read(cuts: list[int], end: bytes) -> None:
    stream = STREAM.replace(b"\n", end)
    edges = sorted({0, len(stream), *(min(cut, len(stream)) for cut in cuts)})
    pieces = [stream[a:b] for a, b in itertools.pairwise(edges)]
    assert parsed(*pieces) == ITEMS


def test_an_event_is_read_as_soon_as_its_carriage_return_is_there() -> None:
    assert parsed(b"data: x\r\r") == [Event("message", "x", "")]


def test_an_unfinished_event_is_no_event() -> None:
    assert parsed(b"data: x\n") == []


def test_a_byte_order_mark_at_the_start_is_skipped() -> None:
    assert parsed(b"\xef\xbb\xbfdata: x\n\n") == [Event("message", "x", "")]


def test_an_id_with_a_null_is_ignored() -> None:
    assert parsed(b"id: a\nid: b\0\ndata: x\n\n") == [Event("message", "x", "a")]


@pytest.mark.parametrize("stream", [b"data: " + b"x" * 100, b"data: xxxxxxxx\n" * 20])
def test_an_endless_event_is_refused(stream: bytes) -> None:
    with pytest.raises(WireError, match="over 50 bytes"):
        EventParser(50).feed(stream)


@pytest.mark.parametrize("asked", [b"1e18", b"-5", b"NaN", b"1.5", b"", b"5 s", "٣".encode()])
def test_a_retry_of_more_than_digits_is_ignored(asked: bytes) -> None:
    assert parsed(b"retry: " + asked + b"\n") == []


def test_a_retry_is_bounded() -> None:
    assert parsed(b"retry: " + b"9" * 400 + b"\n") == [Retry(3600.0)]


def test_what_is_not_utf_8_is_refused() -> None:
    with pytest.raises(WireError, match="utf-8"):
        parsed(b"data: \xff\n")


@given(st.lists(st.binary(max_size=40)))
def test_any_bytes_give_items_or_a_wire_error(pieces: list[bytes]) -> None:
    try:
        items = parsed(*pieces)
    except WireError:
        return
    assert all(isinstance(item, (Event, Comment, Retry)) for item in items)
