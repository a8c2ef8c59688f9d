"""Where the app has the token of a server from, and whom it believes."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from tests.certificates import AUTHORITY, KEY
from tests.ticker_app.keyrings import BrokenKeyring, FakeKeyring, NoKeyring
from ticker_app.arguments import OptionError
from ticker_app.feeds.address import ServerKey
from ticker_app.server_key import KeyOptions, server_key
from ticker_app.token_store import TokenStore

URL = "https://desk:8765"
NOTHING = KeyOptions()


class Desk:
    """One start of the app."""

    def __init__(self, tmp_path: Path) -> None:
        self.keyring = FakeKeyring()
        self.store = TokenStore(lambda: self.keyring)
        self.said: list[str] = []
        self.file = tmp_path / "token"

    def key(
        self, options: KeyOptions = NOTHING, url: str | None = URL, **environment: str
    ) -> ServerKey:
        return server_key(options, url, environment, self.store, self.said.append)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_without_anything_there_is_no_key(desk: Desk) -> None:
    key = desk.key()
    assert (key.token, key.tls, desk.said) == (None, None, [])


def test_the_token_of_a_file_is_remembered_for_the_next_start(desk: Desk) -> None:
    desk.file.write_text("s3cret\nmore\n")
    assert desk.key(KeyOptions(token_file=desk.file), TICKER_TOKEN="other").token == "s3cret"
    assert desk.key().token == "s3cret"
    assert desk.said == []


def test_the_token_of_the_environment_is_not_remembered(desk: Desk) -> None:
    assert desk.key(TICKER_TOKEN="s3cret").token == "s3cret"
    assert desk.key().token is None


def test_the_bundled_servers_token_is_not_remembered(desk: Desk) -> None:
    desk.file.write_text("s3cret")
    assert desk.key(KeyOptions(token_file=desk.file), url=None).token == "s3cret"
    assert desk.key(url=None).token is None
    assert desk.keyring.kept == {}


@pytest.mark.parametrize(
    ("load", "says"), [(NoKeyring, "has no keyring"), (BrokenKeyring, "it is locked")]
)
def test_a_keyring_that_cannot_be_used_is_told_of_once_and_done_without(
    desk: Desk, load: type[BrokenKeyring], says: str
) -> None:
    desk.store = TokenStore(load)
    desk.file.write_text("s3cret")
    assert desk.key(KeyOptions(token_file=desk.file)).token == "s3cret"
    (sentence,) = desk.said
    assert says in sentence
    assert "s3cret" not in sentence


def test_a_locked_keyring_leaves_the_app_without_a_token(desk: Desk) -> None:
    desk.store = TokenStore(BrokenKeyring)
    assert desk.key().token is None
    assert len(desk.said) == 1


def test_a_file_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(OptionError, match=r"^--token-file: .*token cannot be read: No such file"):
        desk.key(KeyOptions(token_file=desk.file))


@pytest.mark.parametrize("content", [b"", b"two words", b"\xff\xfe"])
def test_a_file_without_a_token_is_refused_without_showing_it(desk: Desk, content: bytes) -> None:
    desk.file.write_bytes(content)
    with pytest.raises(OptionError) as refused:
        desk.key(KeyOptions(token_file=desk.file))
    assert str(refused.value).startswith(f"--token-file: {desk.file}: a token has")
    assert "words" not in str(refused.value)


def test_a_bad_token_of_the_environment_is_refused(desk: Desk) -> None:
    with pytest.raises(OptionError, match=r"^TICKER_TOKEN: a token has"):
        desk.key(TICKER_TOKEN="two words")


def test_an_authority_of_ones_own_is_believed(desk: Desk) -> None:
    tls = desk.key(KeyOptions(tls_ca=AUTHORITY)).tls
    assert isinstance(tls, ssl.SSLContext)
    (believed,) = tls.get_ca_certs()
    assert "Live Ticker tests" in str(believed["subject"])


def test_an_authority_that_cannot_be_used_is_named(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"^--tls-ca: .*none cannot be read: No such file"):
        desk.key(KeyOptions(tls_ca=tmp_path / "none"))
    with pytest.raises(OptionError, match=r"^--tls-ca: .*server\.key holds no certificates"):
        desk.key(KeyOptions(tls_ca=KEY))
