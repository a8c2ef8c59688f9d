"""A TCP relay that counts what passes: the judge of what a feed says it cost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Relay:
    """Passes every connection on to ``port``, and counts its bytes.

    up: from the client.  down: to the client.  Each way takes as long as it is told to.
    """

    def __init__(self, port: int, *, up_delay_s: float = 0.0, down_delay_s: float = 0.0) -> None:
        self.up = 0
        self.down = 0
        self._port = port
        self._up_delay_s = up_delay_s
        self._down_delay_s = down_delay_s
        self._open = 0
        self._idle = asyncio.Event()
        self._near: set[asyncio.StreamWriter] = set()
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Relay one connection until the client ends it."""
        self._open += 1
        self._idle.clear()
        self._near.add(writer)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        down = asyncio.create_task(self._pass_down(far_reader, writer))
        while data := await reader.read(65536):
            self.up += len(data)
            await asyncio.sleep(self._up_delay_s)
            far_writer.write(data)
        far_writer.close()
        await down
        self._near.discard(writer)
        self._open -= 1
        if not self._open:
            self._idle.set()

    async def _pass_down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            self.down += len(data)
            await asyncio.sleep(self._down_delay_s)
            writer.write(data)
        writer.close()

    def cut(self) -> None:
        """End every connection at once, as a network does."""
        for writer in self._near:
            writer.transport.abort()

    async def ended(self) -> None:
        """Returns once no connection is open."""
        async with asyncio.timeout(5):
            await self._idle.wait()


@asynccontextmanager
async def relay_to(
    port: int, *, up_delay_s: float = 0.0, down_delay_s: float = 0.0
) -> AsyncIterator[Relay]:
    """A relay on a free port, while the block runs."""
    relay = Relay(port, up_delay_s=up_delay_s, down_delay_s=down_delay_s)
    server = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    relay.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield relay
