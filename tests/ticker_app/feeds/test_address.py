"""What opens a server goes with its address, and is never shown."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from server.access import Access
from server.app import Serving, serving
from server.tls import tls_context
from server.wire import Symbols, monotonic_wall_clock
from tests.certificates import AUTHORITY, CERT, KEY
from tests.server.scripted import ScriptedSource
from tests.ticker_app.feeds.hearing import feed_of, hearing
from ticker_app.choice import Transport
from ticker_app.feeds import FEEDS
from ticker_app.feeds.address import (
    ServerAddress,
    ServerKey,
    by_way_of,
    headers_for,
    key_of,
    place_of,
    tls_for,
)
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.http import HttpClient
from ticker_app.measures.cost import Cost

TOKEN = "s3cret"
URL = "https://desk:8765"


def test_an_address_is_its_text_and_shows_no_more() -> None:
    address = ServerAddress(URL, ServerKey(TOKEN))
    assert address == URL
    assert hash(address) == hash(URL)
    assert TOKEN not in f"{address} {address!r}"
    assert key_of(address).token == TOKEN


def test_a_plain_text_has_no_key() -> None:
    assert key_of(URL) == key_of(ServerAddress(URL))
    assert headers_for(URL) == {}


def test_a_token_is_sent_as_a_bearer_of_it() -> None:
    assert headers_for(ServerAddress(URL, ServerKey(TOKEN))) == {"Authorization": "Bearer s3cret"}


def test_what_stands_before_a_server_is_opened_by_the_same_key() -> None:
    way = by_way_of(ServerAddress(URL, ServerKey(TOKEN)), "http://127.0.0.1:1", "a desk")
    assert way == "http://127.0.0.1:1"
    assert key_of(way).token == TOKEN


def test_a_place_is_what_a_user_asked_for_whatever_stands_before_it() -> None:
    assert (
        place_of("http://desk:8765") == place_of(ServerAddress("http://desk:8765")) == "desk:8765"
    )
    way = by_way_of("http://desk:8765", "http://127.0.0.1:1", "the fault desk")
    assert place_of(way) == "desk:8765 (through the fault desk)"


def test_a_place_has_no_password() -> None:
    assert place_of("http://me:secret@desk:8765") == "desk:8765"


def test_what_is_no_address_is_its_own_place() -> None:
    assert place_of("desk") == "'desk'"


def test_whom_to_believe_is_the_systems_choice_or_ones_own() -> None:
    own = ssl.create_default_context(cafile=str(AUTHORITY))
    assert tls_for(ServerAddress(URL, ServerKey(tls=own))) is own
    assert tls_for(ServerAddress("http://desk", ServerKey(tls=own))) is None
    systems = tls_for(URL)
    assert systems is not None
    assert systems.verify_mode is ssl.CERT_REQUIRED
    assert systems.check_hostname


@pytest_asyncio.fixture
async def locked() -> AsyncIterator[Serving]:
    """A server with a certificate and a token."""
    async with serving(
        ScriptedSource(),
        host="127.0.0.1",
        port=0,
        retain=10,
        access=Access(token=TOKEN),
        tls=tls_context(CERT, KEY),
    ) as running:
        yield running


@pytest.fixture(scope="module")
def believing() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(AUTHORITY))


@pytest.mark.parametrize("transport", FEEDS)
async def test_every_feed_opens_a_locked_server(
    locked: Serving, believing: ssl.SSLContext, transport: Transport
) -> None:
    address = ServerAddress(locked.url, ServerKey(TOKEN, believing))
    async with hearing(transport, address) as heard:
        await heard.connected()


@pytest.mark.parametrize("transport", FEEDS)
@pytest.mark.parametrize(
    ("token", "says"),
    [
        (None, "asks for a token; start this app with --token-file FILE"),
        ("wrong", "refuses the token; ask who runs it for the right one"),
    ],
)
async def test_a_locked_server_is_told_of_with_what_to_do(
    locked: Serving,
    believing: ssl.SSLContext,
    transport: Transport,
    token: str | None,
    says: str,
) -> None:
    address = ServerAddress(locked.url, ServerKey(token, believing))
    with pytest.raises(FeedError, match=says) as refused:
        await anext(feed_of(transport, address).arrivals())
    assert not refused.value.blocked


@pytest.mark.parametrize("transport", FEEDS)
async def test_a_certificate_that_nobody_vouches_for_is_told_of(
    locked: Serving, transport: Transport
) -> None:
    with pytest.raises(FeedError, match=r"does not believe; .* --tls-ca FILE"):
        await anext(feed_of(transport, ServerAddress(locked.url, ServerKey(TOKEN))).arrivals())


async def test_readings_beside_the_feeds_carry_the_token_too(
    locked: Serving, believing: ssl.SSLContext
) -> None:
    address = ServerAddress(locked.url, ServerKey(TOKEN, believing))
    async with HttpClient(address, clock=monotonic_wall_clock(), cost=Cost()) as client:
        symbols, answer = await client.read(Symbols, "/v1/symbols")
    assert [info.symbol for info in symbols.symbols] == ["A", "B"]
    assert isinstance(answer.headers, httpx.Headers)
