"""One TCP connection to the server."""

from __future__ import annotations

import asyncio
import logging
import socket
from http import HTTPStatus
from typing import Any

from aiohttp import web
from typing_extensions import override

from server.endpoints.answers import ProblemError, problem_answer

logger = logging.getLogger(__name__)


class Connection(web.RequestHandler):
    """One TCP connection; what is not HTTP gets a problem document too.

    Args:
        server: that it belongs to.
        unsent_kernel_bytes: what the kernel may hold unsent before it says that it is full.
        options: of aiohttp's connection.
    """

    __slots__ = ("_unsent_kernel_bytes",)

    def __init__(self, server: web.Server, *, unsent_kernel_bytes: int, **options: Any) -> None:
        super().__init__(server, **options)
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
