"""The certificate of a server."""

from __future__ import annotations

import ssl
from pathlib import Path

import httpx
import pytest

from server.app import serving
from server.tls import TlsError, tls_context
from tests.certificates import AUTHORITY, CERT, KEY, LOCKED_KEY
from tests.server.scripted import ScriptedSource


async def test_a_server_with_a_certificate_speaks_https() -> None:
    source, tls = ScriptedSource(), tls_context(CERT, KEY)
    trusting = ssl.create_default_context(cafile=str(AUTHORITY))
    async with serving(source, host="127.0.0.1", port=0, retain=1, tls=tls) as server:
        assert server.url.startswith("https://127.0.0.1:")
        async with httpx.AsyncClient(base_url=server.url, verify=trusting) as client:
            assert (await client.get("/healthz")).status_code == 200
        async with httpx.AsyncClient(base_url=server.url) as stranger:
            with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
                await stranger.get("/healthz")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "no.pem"
    with pytest.raises(TlsError, match=r"^--tls-cert: .*no\.pem cannot be read"):
        tls_context(missing, KEY)
    with pytest.raises(TlsError, match=r"^--tls-key: .*no\.pem cannot be read"):
        tls_context(CERT, missing)


def test_files_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.pem"
    text.write_text("no certificate")
    for cert, key in ((text, KEY), (CERT, text), (AUTHORITY, KEY), (CERT, CERT)):
        with pytest.raises(TlsError, match=r"are no certificate and its private key: \w+"):
            tls_context(cert, key)


def test_a_key_behind_a_password_is_refused_rather_than_asked_for() -> None:
    with pytest.raises(TlsError, match="protected by a password"):
        tls_context(CERT, LOCKED_KEY)
