"""Which names, origins and tokens a server takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.access import Access, is_loopback, read_origin


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8765",
        "127.0.0.1",
        "127.9.9.9:1",
        "[::1]:8765",
        "[::1]",
        "localhost.",
    ],
)
def test_every_server_may_be_called_by_its_loopback_names(host: str) -> None:
    assert Access().takes_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.0.2.7",
        "0.0.0.0",
        "[2001:db8::1]:80",
        "localhost@evil.example",
        "evil.example@localhost",
        "localhost/evil",
        "localhost:x",
        "localhost:70000",
        "localhost, evil.example",
        "[::1",
        "::1",
        "2130706433",
    ],
)
def test_a_name_that_is_not_its_own_is_refused(host: str) -> None:
    assert not Access().takes_host(host)


def test_a_name_that_was_given_is_its_own_on_any_port() -> None:
    access = Access(names=frozenset({"ticker.example"}))
    assert access.takes_host("Ticker.Example:443")
    assert not access.takes_host("192.0.2.7")


def test_beyond_this_machine_any_address_is_its_own_but_no_other_name() -> None:
    access = Access(any_address=True)
    assert access.takes_host("192.0.2.7:8765")
    assert access.takes_host("[2001:db8::1]")
    assert not access.takes_host("evil.example")


@pytest.mark.parametrize(
    ("origin", "host", "taken"),
    [
        ("http://127.0.0.1:8765", "127.0.0.1:8765", True),
        ("https://ticker.example", "ticker.example", True),
        ("http://ticker.example", "ticker.example:80", True),
        ("https://page.example", "127.0.0.1:8765", True),
        ("http://127.0.0.1:3000", "127.0.0.1:8765", False),
        ("http://localhost:8765", "127.0.0.1:8765", False),
        ("http://page.example", "127.0.0.1:8765", False),
        ("https://page.example.evil.example", "127.0.0.1:8765", False),
        ("https://page.example:444", "127.0.0.1:8765", False),
        ("null", "127.0.0.1:8765", False),
        ("null", "null", False),
        ("", "", False),
        ("file://", "", False),
    ],
)
def test_only_the_own_page_and_listed_ones_may_ask(origin: str, host: str, taken: bool) -> None:
    assert Access(origins=frozenset({"https://page.example"})).takes_origin(origin, host) is taken


def test_without_a_token_none_is_asked_for() -> None:
    assert Access().takes_token(None)
    assert Access().takes_token("any")


@given(st.text())
def test_only_the_token_itself_is_taken(given_: str) -> None:
    access = Access(token="right")
    assert access.takes_token(given_) is (given_ == "right")
    assert access.takes_token("right")
    assert not access.takes_token(None)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", "LocalHost"])
def test_a_loopback_address_is_for_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org", "localhost.example"])
def test_any_other_host_may_be_reached_from_elsewhere(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://Example.org/", "https://example.org"),
        ("http://example.org:80", "http://example.org"),
        ("https://example.org:80", "https://example.org:80"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("https://example.org/path", None),
        ("https://user@example.org", None),
        ("https://example.org?q", None),
        ("example.org", None),
        ("ftp://example.org", None),
        ("http://[::1", None),
        ("http://example.org:x", None),
        ("*", None),
    ],
)
def test_an_origin_is_written_as_browsers_do(text: str, origin: str | None) -> None:
    assert read_origin(text) == origin
