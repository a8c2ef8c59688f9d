"""A server that answers every request with bytes of a test's choice, for as long as it likes."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import multiprocessing
import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from itertools import repeat

from websockets.frames import Frame, Opcode

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


@asynccontextmanager
async def endless_server(
    *beginning: bytes,
    then: bytes | Callable[[], Iterator[bytes]] = b"",
    heard: list[bytes] | None = None,
) -> AsyncIterator[str]:
    """Says the beginning to whoever asks, then the same again and again until it is left.

    Gives its URL. A WebSocket handshake is answered as it has to be first.

    Args:
        beginning: said once.
        then: said again and again, or what makes all that is said, until the other side closes;
            nothing: then it waits for that.
        heard: what was asked is added to it.
    """
    ending = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            request = await reader.readuntil(b"\r\n\r\n")
            if heard is not None:
                heard.append(request)
            writer.write(handshake(request))
            writer.writelines(beginning)
            await writer.drain()
            for piece in then() if callable(then) else repeat(then):
                if not piece or ending.is_set() or writer.is_closing():
                    break
                writer.write(piece)
                await writer.drain()
            await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            ending.set()
            # What was left in the middle of an answer closes its parts one after the other.
            while others := asyncio.all_tasks() - {asyncio.current_task()}:
                await asyncio.wait(others)


def handshake(request: bytes) -> bytes:
    """The answer to a WebSocket handshake; none to any other request."""
    lines = (line.partition(b":") for line in request.split(b"\r\n"))
    headers = {name.lower(): value.strip() for name, _, value in lines}
    key = headers.get(b"sec-websocket-key")
    if key is None:
        return b""
    accept = base64.b64encode(hashlib.sha1(key + _GUID).digest())  # noqa: S324 - RFC 6455 wants it
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )


def head(*headers: str, kind: str = "application/json", status: str = "200 OK") -> bytes:
    """The head of an HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def chunks(data: bytes, size: int) -> Iterable[bytes]:
    """The same in chunks of HTTP, without the last one."""
    for begin in range(0, len(data), size):
        piece = data[begin : begin + size]
        yield b"%x\r\n%b\r\n" % (len(piece), piece)


def frame(data: bytes, opcode: Opcode = Opcode.TEXT, *, fin: bool = True) -> bytes:
    """A frame as a WebSocket server sends it."""
    return Frame(opcode, data, fin=fin).serialize(mask=False)


def compressed(data: bytes) -> bytes:
    """A frame that says to be compressed (RFC 7692)."""
    first, *rest = frame(data)
    return bytes([first | 0x40, *rest])


def end_with_parent() -> None:
    """End this process, whose loop runs, as soon as that which started it has gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        asyncio.get_running_loop().add_reader(parent.sentinel, os._exit, 0)
