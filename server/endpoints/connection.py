"""One TCP connection to the server."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any, TypeVar, cast

from aiohttp import web
from typing_extensions import override

from server.endpoints.answers import ProblemError, problem_answer
from server.ledger import Account, Ledger, Steps

T = TypeVar("T")

logger = logging.getLogger(__name__)


class Connection(web.RequestHandler):
    """One TCP connection; what is not HTTP gets a problem document too.

    Args:
        server: that it belongs to.
        ledger: knows what reading and answering its requests costs.
        unsent_kernel_bytes: what the kernel may hold unsent before it says that it is full.
        options: of aiohttp's connection.
    """

    __slots__ = ("_account", "_ledger", "_unsent_kernel_bytes")

    def __init__(
        self, server: web.Server, *, ledger: Ledger, unsent_kernel_bytes: int, **options: Any
    ) -> None:
        super().__init__(server, **options)
        self._ledger = ledger
        self._account = Account()
        self._unsent_kernel_bytes = unsent_kernel_bytes

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Bound what the kernel queues, so that a reader that stops is noticed soon."""
        option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
        if option is not None:
            tcp = transport.get_extra_info("socket")
            tcp.setsockopt(socket.IPPROTO_TCP, option, self._unsent_kernel_bytes)
        super().connection_made(transport)

    @override
    def data_received(self, data: bytes) -> None:
        """Read on the account of this connection."""
        before = self._ledger.switch(self._account)
        try:
            super().data_received(data)
        finally:
            self._ledger.switch(before)

    @override
    async def start(self) -> None:
        """Go from request to request on that account too."""
        await self.on_account(super().start())

    def on_account(self, coroutine: Coroutine[Any, Any, T]) -> Steps[T]:
        """Await this on the account of this connection."""
        return Steps(coroutine, self._ledger, self._account)

    def take_cpu_ns(self) -> int:
        """The CPU time that it took since this was last asked."""
        self._ledger.settle()
        return self._account.take_ns()

    @override
    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what never reached the shell, or let a lost connection go."""
        if isinstance(exc, ConnectionError):
            raise exc
        logger.info("a client sent what is not HTTP: %s", exc)
        first_line = (message or "").strip().partition("\n")[0]
        detail = f"this is not a request: {first_line}"
        response = problem_answer(ProblemError(HTTPStatus(status), detail))
        response.force_close()
        return response


def connection_of(request: web.BaseRequest) -> Connection:
    """Which connection a request came on."""
    return cast("Connection", request.protocol)
