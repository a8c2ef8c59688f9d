"""The border of the feeds: whatever fails behind it leaves as a FeedError in words."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

import httpx
from websockets.exceptions import (
    ConnectionClosed,
    InvalidHandshake,
    InvalidStatus,
    InvalidURI,
)

from server.wire import Problem, WireError, decode_body
from ticker_app.feeds.address import key_of, place_of
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.coming_back import reason_s, retry_after_s

_UNAUTHORIZED, _TOO_MANY, _BUSY = 401, 429, 503
_IN_OUR_WORDS = {400, 401, 404, 408, 421, 431}
"""These are about what was asked for, if they come from a server of this contract."""
_NEVER_HEARD_OF_IT = 501
NOT_A_TICKER = "{place} answers, but not as a Live Ticker server; is that the right port?"

ABUSED = 4000
"""The code with which this app closes a WebSocket that is only work and no messages."""

_CLOSED = {
    1002: NOT_A_TICKER,
    1001: "{place} is shutting down",
    1009: "{place} sent a message larger than this app accepts",
    ABUSED: "{place} sent more pings and pieces than any message needs",
    4008: "{place} cut this app off because it read too slowly",
}

# How httpx words a connection that ended; every other protocol error is not HTTP at all.
_ENDED = ("disconnected", "peer closed")

Kinds: TypeAlias = tuple[type[BaseException], ...]


@contextmanager
def border(server_url: str) -> Iterator[None]:
    """Translate what sockets, HTTP, WebSocket and the wire raise; cancellation passes.

    Raises:
        FeedError: one sentence that names the server and what to do.
    """
    try:
        yield
    except InvalidStatus as error:
        answer = error.response
        body = bytes(answer.body or b"")
        raise refusal(server_url, answer.status_code, body, answer.headers) from error
    except _FOREIGN as error:
        raise FeedError(
            _sentence(server_url, error),
            retry_after_s=_back_s(error),
            restarts=_goes_away(error),
            blocked=isinstance(error, InvalidHandshake) and not _ends_early(error),
        ) from error


def refusal(
    server_url: str, status: int, body: bytes | bytearray, headers: Mapping[str, str]
) -> FeedError:
    """What an HTTP answer other than success means, in the server's words if it gave any.

    Args:
        server_url: the server.
        status: the HTTP status.
        body: what came with it, a problem document (RFC 9457) or anything else.
        headers: by names of any case.
    """
    wait_s = retry_after_s(headers)
    place = place_of(server_url)
    is_ours = True
    try:
        sentence = f"{place}: {decode_body(body, Problem).detail}"
        if status == _UNAUTHORIZED:
            sentence = _locked(server_url)
    except WireError:
        is_ours = False
        sentence = f"{NOT_A_TICKER.format(place=place)} (HTTP status {status})"
    # Busy (503) is a limit too, unless the server closes the connection because it goes away.
    restarts = status == _BUSY and headers.get("Connection", "").lower() == "close"
    goes_on = status == _TOO_MANY or (status == _BUSY and not restarts)
    # A server that is down behind a gateway has 5xx; that is no matter of transports.
    answers = status < 500 or status == _NEVER_HEARD_OF_IT
    refused = answers and status != _TOO_MANY
    return FeedError(
        sentence,
        retry_after_s=wait_s,
        limited=goes_on and wait_s is not None,
        restarts=restarts,
        blocked=refused and not (is_ours and status in _IN_OUR_WORDS),
        refused=refused,
    )


def _locked(server_url: str) -> str:
    """The server wants another token than it was sent; what to do about it."""
    place = place_of(server_url)
    if key_of(server_url).token is None:
        return f"{place} asks for a token; start this app with --token-file FILE"
    return (
        f"{place} refuses the token; ask who runs it for the right one, and start this app with "
        "--token-file FILE"
    )


def _sentence(server_url: str, error: BaseException) -> str:
    words = next(words for kinds, words in _WORDS if isinstance(error, kinds))
    sentence = words if isinstance(words, str) else words(error)
    return sentence.format(url=server_url, place=place_of(server_url), error=error)


def _unreachable(error: BaseException) -> str:
    causes = tuple(_causes(error))
    return next(
        (words for kinds, words in _CAUSES if any(isinstance(cause, kinds) for cause in causes)),
        "{place} cannot be reached; is the server running?",
    )


def _protocol_error(error: BaseException) -> str:
    ended = any(word in str(error) for word in _ENDED)
    return "{place} closed the connection" if ended else NOT_A_TICKER


def _spoilt_handshake(error: BaseException) -> str:
    return "{place} closed the connection" if _ends_early(error) else NOT_A_TICKER


def _ends_early(error: BaseException) -> bool:
    """Whether a connection ended before anybody had answered: that may be a server that ends."""
    return any(isinstance(cause, EOFError) for cause in _causes(error))


def _closed(error: Any) -> str:
    # Closing for an oversized message is our own doing, told only in what was sent.
    close = error.rcvd or error.sent
    if close is None:
        return "The connection to {place} was lost"
    return _CLOSED.get(close.code, "{place} closed the connection")


def _goes_away(error: BaseException) -> bool:
    return (
        isinstance(error, ConnectionClosed) and error.rcvd is not None and error.rcvd.code == 1001
    )


def _back_s(error: BaseException) -> float | None:
    """When a WebSocket that a server closed shall be opened again, if it said so."""
    if isinstance(error, ConnectionClosed) and error.rcvd is not None:
        return reason_s(error.rcvd.reason)
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, what it came from, and the members of groups among them."""
    yield error
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield from _causes(member)
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield from _causes(cause)


_WORDS: tuple[tuple[Kinds, str | Callable[[Any], str]], ...] = (
    ((WireError,), "{place} sent something that is {error}"),
    (
        (httpx.InvalidURL, httpx.UnsupportedProtocol, InvalidURI, UnicodeError),
        "{url!r} is not the address of a server; an address looks like http://127.0.0.1:8765",
    ),
    ((httpx.ConnectError, httpx.TimeoutException, OSError), _unreachable),
    ((httpx.RemoteProtocolError,), _protocol_error),
    ((httpx.HTTPError,), "The connection to {place} was lost"),
    ((InvalidHandshake,), _spoilt_handshake),
    ((ConnectionClosed,), _closed),
)
"""What each kind of error is called; the first that fits."""

_FOREIGN: Kinds = tuple(kind for kinds, _ in _WORDS for kind in kinds)

_CAUSES: tuple[tuple[Kinds, str], ...] = (
    (
        (ssl.SSLCertVerificationError,),
        (
            "{place} has a certificate that this system does not believe; if it has an authority "
            "of its own, start this app with --tls-ca FILE"
        ),
    ),
    ((ssl.SSLError,), "{place} speaks no TLS; try an address that begins with http://"),
    ((ConnectionRefusedError,), "{place} refuses connections; is the server running?"),
    ((socket.gaierror,), "There is no host by the name in {place}; is the address right?"),
    (
        (TimeoutError, httpx.TimeoutException),
        "{place} does not answer; is the server running there?",
    ),
    ((ConnectionError,), "The connection to {place} was lost"),
)
"""What an address that cannot be reached comes from; the first that fits."""
