"""What a user reads when something behind the border fails."""

from __future__ import annotations

import socket

import httpx
import pytest
from websockets.datastructures import Headers
from websockets.exceptions import (
    ConnectionClosedError,
    InvalidHandshake,
    InvalidMessage,
    InvalidStatus,
    InvalidURI,
)
from websockets.frames import Close
from websockets.http11 import Response

from server.wire import Problem, WireError, encode
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.border import border, refusal

URL = "http://desk:8765"


def closed(rcvd: Close | None, sent: Close | None = None) -> ConnectionClosedError:
    return ConnectionClosedError(rcvd, sent, None)


def caused(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


SENTENCES = [
    (ConnectionRefusedError(), "desk:8765 refuses connections; is the server running?"),
    (
        caused(httpx.ConnectError("x"), ExceptionGroup("x", [ConnectionRefusedError()])),
        "desk:8765 refuses connections; is the server running?",
    ),
    (
        caused(httpx.ConnectError("x"), socket.gaierror()),
        "There is no host by the name in desk:8765; is the address right?",
    ),
    (httpx.ReadTimeout("x"), "desk:8765 does not answer; is the server running there?"),
    (TimeoutError(), "desk:8765 does not answer; is the server running there?"),
    (ConnectionResetError(), "The connection to desk:8765 was lost"),
    (OSError(101, "Network is unreachable"), "desk:8765 cannot be reached; is the server running?"),
    (httpx.ReadError("x"), "The connection to desk:8765 was lost"),
    (
        httpx.RemoteProtocolError("Server disconnected without sending a response."),
        "desk:8765 closed the connection",
    ),
    (
        httpx.RemoteProtocolError("illegal status line"),
        "desk:8765 answers, but not as a Live Ticker server; is that the right port?",
    ),
    (
        InvalidHandshake(),
        "desk:8765 answers, but not as a Live Ticker server; is that the right port?",
    ),
    (caused(InvalidMessage("x"), EOFError()), "desk:8765 closed the connection"),
    (
        InvalidURI("x", "y"),
        (
            "'http://desk:8765' is not the address of a server; "
            "an address looks like http://127.0.0.1:8765"
        ),
    ),
    (
        WireError("not a message of this contract: no"),
        "desk:8765 sent something that is not a message of this contract: no",
    ),
    (closed(Close(1001, "")), "desk:8765 is shutting down"),
    (closed(Close(4008, "")), "desk:8765 cut this app off because it read too slowly"),
    (closed(Close(1000, "")), "desk:8765 closed the connection"),
    (closed(None), "The connection to desk:8765 was lost"),
    (
        closed(None, Close(1009, "")),
        "desk:8765 sent a message larger than this app accepts",
    ),
]


@pytest.mark.parametrize(("error", "sentence"), SENTENCES)
def test_every_foreign_error_leaves_as_one_sentence(error: Exception, sentence: str) -> None:
    with pytest.raises(FeedError) as caught, border(URL):
        raise error
    assert str(caught.value) == sentence
    assert caught.value.__cause__ is error


def test_an_error_of_ours_is_not_swallowed() -> None:
    with pytest.raises(KeyError), border(URL):
        raise KeyError


def test_a_refused_handshake_tells_what_the_server_said() -> None:
    body = b'{"title":"Busy","status":503,"detail":"the server is full"}'
    response = Response(503, "Busy", Headers({"Retry-After": "7"}), body)
    with pytest.raises(FeedError, match=r"^desk:8765: the server is full$") as caught, border(URL):
        raise InvalidStatus(response)
    assert caught.value.retry_after_s == 7.0


def test_an_error_without_a_problem_document_is_of_another_server() -> None:
    error = refusal(URL, 404, b"<html>", {})
    assert "not as a Live Ticker server" in str(error)
    assert "404" in str(error)
    assert error.retry_after_s is None


@pytest.mark.parametrize(
    ("status", "headers", "limited"),
    [
        (429, {"Retry-After": "3"}, True),
        (429, {"Retry-After": "3", "Connection": "close"}, True),
        (429, {}, False),
        (503, {"Retry-After": "3"}, True),
        (503, {"Retry-After": "3", "Connection": "Close"}, False),
        (400, {"Retry-After": "3"}, False),
    ],
)
def test_only_a_server_that_goes_on_and_says_when_limits(
    status: int, headers: dict[str, str], limited: bool
) -> None:
    assert refusal(URL, status, b"", headers).limited is limited


PROBLEM = encode(Problem(title="x", status=404, detail="x"))


@pytest.mark.parametrize(
    ("status", "body", "blocked"),
    [
        (200, b"<html>", True),
        (302, b"", True),
        (403, b"", True),
        (403, PROBLEM, True),
        (426, PROBLEM, True),
        (404, b"<html>", True),
        (404, PROBLEM, False),
        (401, b"<html>", True),
        (401, PROBLEM, False),
        (421, PROBLEM, False),
        (400, PROBLEM, False),
        (429, b"", False),
        (500, b"", False),
        (501, b"", True),
        (502, b"", False),
        (503, PROBLEM, False),
    ],
)
def test_only_who_answers_but_not_so_blocks(status: int, body: bytes, blocked: bool) -> None:
    assert refusal(URL, status, body, {}).blocked is blocked


def test_a_handshake_that_somebody_spoils_is_blocked() -> None:
    with pytest.raises(FeedError) as error, border(URL):
        raise InvalidHandshake("no upgrade")
    assert error.value.blocked


def test_a_handshake_that_ends_without_an_answer_is_not() -> None:
    with pytest.raises(FeedError) as error, border(URL):
        raise InvalidMessage("did not receive a valid HTTP response") from EOFError()
    assert not error.value.blocked


def test_a_server_that_goes_away_says_when_to_come_back() -> None:
    reason = "the server is going away; come back in 5 s"
    with pytest.raises(FeedError) as caught, border(URL):
        raise closed(Close(1001, reason))
    assert (caught.value.retry_after_s, caught.value.restarts) == (5.0, True)
    assert str(caught.value) == "desk:8765 is shutting down"


def test_a_server_may_go_away_without_a_word() -> None:
    with pytest.raises(FeedError) as caught, border(URL):
        raise closed(Close(1001, ""))
    assert (caught.value.retry_after_s, caught.value.restarts) == (None, True)


def test_what_we_closed_ourselves_is_no_restart() -> None:
    with pytest.raises(FeedError) as caught, border(URL):
        raise closed(None, Close(1001, "come back in 9 s"))
    assert (caught.value.retry_after_s, caught.value.restarts) == (None, False)


@pytest.mark.parametrize("asked", ["60", "Wed, 21 Oct 2026 07:29:00 GMT"])
def test_a_server_that_is_busy_is_left_alone_by_the_second_or_by_the_date(asked: str) -> None:
    headers = {"Retry-After": asked, "Date": "Wed, 21 Oct 2026 07:28:00 GMT"}
    error = refusal(URL, 503, PROBLEM, headers)
    assert (error.retry_after_s, error.limited, error.restarts) == (60.0, True, False)
    gone = refusal(URL, 503, PROBLEM, {**headers, "Connection": "close"})
    assert (gone.retry_after_s, gone.limited, gone.restarts) == (60.0, False, True)


def test_a_sentence_of_the_server_is_one_line_of_plain_text() -> None:
    body = b'{"title":"No","status":400,"detail":"a\\u202e\\nb' + b"c" * 999 + b'"}'
    sentence = str(refusal(URL, 400, body, {}))
    assert sentence.startswith("desk:8765: a  bccc")
    assert len(sentence) == 400
