"""A client that stops reading."""

from __future__ import annotations

import asyncio
import socket


async def connect_with_little_room(url: str) -> asyncio.StreamWriter:
    """A connection that takes a few KB and then no more."""
    host, _, port = url.removeprefix("http://").partition(":")
    small = socket.socket()
    small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    small.connect((host, int(port)))
    _, writer = await asyncio.open_connection(sock=small, limit=1024)
    return writer
