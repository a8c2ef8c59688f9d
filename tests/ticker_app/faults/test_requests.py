"""HTTP requests as they pass."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.faults.requests import (
    LARGEST_HEAD_BYTES,
    Body,
    Head,
    RequestSplitter,
    answer,
)

GET = b"GET /v1/time HTTP/1.1\r\nHost: 127.0.0.1:8766\r\n\r\n"
SENT_ON = b"GET /v1/time HTTP/1.1\r\nHost: desk:8765\r\n\r\n"
UPGRADE = b"GET /v1/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n"


def split(data: bytes) -> list[Head | Body]:
    return RequestSplitter("desk:8765").feed(data)


def test_requests_of_one_connection_are_told_apart_and_name_the_server() -> None:
    assert split(GET + GET) == [Head(SENT_ON, False), Head(SENT_ON, False)]


def test_half_a_request_waits_for_its_end() -> None:
    requests = RequestSplitter("desk:8765")
    assert requests.feed(GET[:30]) == []
    assert requests.feed(GET[30:]) == [Head(SENT_ON, False)]


def test_what_follows_an_upgrade_is_not_read() -> None:
    head, body = split(UPGRADE + GET)
    assert isinstance(head, Head)
    assert head.wants_websocket
    assert body == Body(GET)


def test_a_body_is_no_request() -> None:
    head, body, following = split(POST + b"GET " + GET)
    assert isinstance(head, Head)
    assert body == Body(b"GET ")
    assert following == Head(SENT_ON, False)


def test_chunks_are_not_read() -> None:
    chunked = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert split(chunked + GET)[1:] == [Body(GET)]


def test_what_is_no_request_passes() -> None:
    noise = b"x" * (LARGEST_HEAD_BYTES + 1)
    requests = RequestSplitter("desk:8765")
    assert requests.feed(noise) == [Body(noise)]
    assert requests.feed(GET) == [Body(GET)]


@given(st.lists(st.sampled_from([GET, POST + b"body"]), max_size=5), st.data())
def test_however_the_bytes_come_the_parts_are_the_same(
    requests: list[bytes], data: st.DataObject
) -> None:
    whole = b"".join(requests)
    splitter, parts = RequestSplitter("127.0.0.1:8766"), b""
    heads = 0
    while whole:
        size = data.draw(st.integers(1, len(whole)))
        for part in splitter.feed(whole[:size]):
            parts += part.data
            heads += isinstance(part, Head)
        whole = whole[size:]
    assert heads == len(requests)
    assert parts == b"".join(requests).replace(b"Host: a", b"Host: 127.0.0.1:8766")


def test_an_answer_is_a_problem_document_that_says_when_to_come_back() -> None:
    head, _, body = answer(429, 7).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 429 Too Many Requests\r\n")
    assert b"Retry-After: 7" in head
    assert f"Content-Length: {len(body)}".encode() in head
    assert json.loads(body)["status"] == 429
    assert b"Retry-After" not in answer(503)
