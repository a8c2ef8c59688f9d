"""The certificate of a server."""

from __future__ import annotations

import asyncio
import socket
import ssl
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from server.app import serving
from server.limits import Limits
from server.sources.base import Print
from server.tls import TlsError, tls_context
from tests.certificates import AUTHORITY, CERT, KEY, LOCKED_KEY
from tests.server.scripted import ScriptedSource
from tests.server.turns import until


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


def stopped_reader(url: str, tls: ssl.SSLContext) -> ssl.SSLSocket:
    """Asks for the stream, and takes a few KB of it at most."""
    host, _, port = url.removeprefix("https://").partition(":")
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plain.connect((host, int(port)))
    reading = tls.wrap_socket(plain, server_hostname=host)
    reading.sendall(b"GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return reading


async def test_what_a_reader_does_not_take_is_counted_behind_tls_too() -> None:
    source, limits = ScriptedSource(), replace(Limits(), unsent_kernel_bytes=1024)
    trusting = ssl.create_default_context(cafile=str(AUTHORITY))
    async with serving(
        source, host="127.0.0.1", port=0, retain=1, tls=tls_context(CERT, KEY), limits=limits
    ) as server:
        reading = await asyncio.to_thread(stopped_reader, server.url, trusting)
        fanout = server.parts.fanout
        await until(lambda: any(reader.symbols for reader in fanout.readers))
        (reader,) = fanout.readers
        sent = 0
        while sent < 48 * 1024:  # less than a transport keeps without a word
            before = server.parts.traffic.bytes_sent
            server.parts.tape.publish([Print("A", None, 1.0)] * 10)
            fanout.flush()
            sent += server.parts.traffic.bytes_sent - before
        assert reader.wire.get_write_buffer_size() > 0
        reading.close()


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
