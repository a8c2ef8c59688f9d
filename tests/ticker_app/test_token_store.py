"""Tokens in the system's keyring."""

from __future__ import annotations

import pytest

from tests.ticker_app.keyrings import BrokenKeyring, FakeKeyring, NoKeyring
from ticker_app.token_store import TokenStore, TokenStoreError, load_keyring

URL = "https://desk:8765"


def test_a_token_is_remembered_for_its_server_alone() -> None:
    keyring = FakeKeyring()
    store = TokenStore(lambda: keyring)
    store.keep(URL, "s3cret")
    assert store.recall(URL) == "s3cret"
    assert store.recall("https://other:8765") is None
    assert keyring.kept == {("Live Ticker", "desk:8765"): "s3cret"}


def test_without_a_keyring_nothing_is_recalled_and_that_is_no_news() -> None:
    assert TokenStore(NoKeyring).recall(URL) is None


def test_without_a_keyring_it_is_told_that_nothing_is_kept() -> None:
    with pytest.raises(TokenStoreError, match=r"^the token is not kept .* has no keyring$"):
        TokenStore(NoKeyring).keep(URL, "s3cret")


def test_a_locked_keyring_is_told_of_in_one_line_without_the_token() -> None:
    store = TokenStore(BrokenKeyring)
    said = "the system's keyring cannot be used; going on without it: it is locked"
    with pytest.raises(TokenStoreError, match=f"^{said}$"):
        store.keep(URL, "s3cret")
    with pytest.raises(TokenStoreError, match=f"^{said}$"):
        store.recall(URL)


def test_the_package_is_loaded_only_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    keyring = FakeKeyring()

    def import_module(name: str) -> FakeKeyring:
        asked.append(name)
        return keyring

    monkeypatch.setattr("importlib.import_module", import_module)
    store = TokenStore(load_keyring)
    assert asked == []
    assert store.recall(URL) is None
    assert asked == ["keyring"]


def test_the_package_does_what_is_needed_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = FakeKeyring()
    monkeypatch.setattr("keyring.core.get_keyring", lambda: backend)
    TokenStore().keep(URL, "s3cret")
    assert TokenStore().recall(URL) == "s3cret"
    assert backend.kept == {("Live Ticker", "desk:8765"): "s3cret"}


def test_a_system_without_a_keyring_is_known_by_what_the_package_raises() -> None:
    assert TokenStore().recall(URL) is None
    with pytest.raises(TokenStoreError, match=r"no keyring$"):
        TokenStore().keep(URL, "s3cret")
