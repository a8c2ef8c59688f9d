"""Listens for connections, and looks after all of them until they are gone."""

from __future__ import annotations

import asyncio
import ssl

from aiohttp import web
from typing_extensions import override

from server.crowd import Crowd
from server.endpoints.connection import Connection, connection_of, cut_off
from server.endpoints.shell import Shell
from server.ledger import Ledger
from server.limits import Limits
from server.traffic import Traffic

BACKLOG = 1024


class Listener(web.Server):
    """Makes a ``Connection`` of every TCP connection.

    Args:
        limits: the bounds of the server.
        traffic: counts what is cut off.
    """

    def __init__(self, limits: Limits, traffic: Traffic) -> None:
        super().__init__(self._hand_over, handler_cancellation=True)
        self.limits = limits
        self.traffic = traffic
        self.ledger = Ledger()
        self.crowd = Crowd(limits)
        self.shell: Shell | None = None
        self._looking: asyncio.TimerHandle | None = None

    async def _hand_over(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.shell is None:
            raise RuntimeError("a request came before the server was put together")
        return await connection_of(request).on_account(self.shell(request))

    @override
    def __call__(self) -> Connection:
        return Connection(self, self)

    def start(self) -> None:
        """Begin to look after the connections, until ``close``."""
        loop = asyncio.get_running_loop()
        self._looking = loop.call_later(self.limits.look_s, self._look)

    def close(self) -> None:
        """Look after them no more."""
        if self._looking is not None:
            self._looking.cancel()

    def _look(self) -> None:
        """Cut off every connection whose time is up."""
        self.start()
        now = asyncio.get_running_loop().time()
        for connection in self.connections:
            if isinstance(connection, Connection):
                connection.look(now)

    def abort_the_unread(self) -> None:
        """Cut off every connection whose other side does not take what was written."""
        for connection in self.connections:
            transport = connection.transport
            if transport is not None and transport.get_write_buffer_size():
                cut_off(transport)


class Site(web.BaseSite):
    """Where a listener listens.

    Args:
        runner: of the listener.
        listener: gets the connections.
        host: where.
        port: 0 takes a free one.
        tls: the server's certificate; None for plain HTTP.
    """

    def __init__(
        self,
        runner: web.ServerRunner,
        listener: Listener,
        host: str,
        port: int,
        tls: ssl.SSLContext | None,
    ) -> None:
        super().__init__(runner, ssl_context=tls)
        self._listener = listener
        self._host = host
        self.port = port

    @property
    @override
    def name(self) -> str:
        """``http://host:port``, without a path."""
        scheme = "http" if self._ssl_context is None else "https"
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{scheme}://{host}:{self.port}"

    @override
    async def start(self) -> None:
        """Listen.

        Raises:
            OSError: there is no listening there.
        """
        await super().start()
        limits, tls = self._listener.limits, self._ssl_context
        # A handshake that is not finished is a request that does not come.
        self._server = server = await asyncio.get_running_loop().create_server(
            self._listener,
            self._host,
            self.port,
            ssl=tls,
            backlog=BACKLOG,
            ssl_handshake_timeout=None if tls is None else limits.request_s,
            ssl_shutdown_timeout=None if tls is None else limits.close_s,
        )
        self.port = server.sockets[0].getsockname()[1]
