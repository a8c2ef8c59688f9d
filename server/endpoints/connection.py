"""One TCP connection to the server."""

from __future__ import annotations

import asyncio
import logging
import socket
import struct
import sys
from collections.abc import Coroutine
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Protocol, TypeVar, cast

from aiohttp import web
from aiohttp.http_exceptions import LineTooLong
from typing_extensions import override

from server.crowd import Crowd, Place, client_of
from server.endpoints.answers import ProblemError, problem_answer, raw_problem
from server.ledger import Account, Ledger, Steps
from server.limits import Limits
from server.patience import Patience
from server.traffic import Traffic

T = TypeVar("T")

logger = logging.getLogger(__name__)

MOST_HEADERS = 128

# Two numbers: on, for no time (struct linger, of shorts on Windows).
_NO_LINGER = struct.pack("HH" if sys.platform == "win32" else "ii", 1, 0)


class House(Protocol):
    """What a connection shares with all others of its server."""

    ledger: Ledger
    limits: Limits
    crowd: Crowd
    traffic: Traffic


class Connection(web.RequestHandler):
    """One TCP connection; what is not HTTP gets a problem document too.

    Args:
        server: that it belongs to.
        house: what it shares with the others.
    """

    __slots__ = (
        "_account",
        "_answered",
        "_house",
        "_is_ending",
        "_patience",
        "_place",
        "_wire",
        "carries_stream",
        "client",
    )

    def __init__(self, server: web.Server, house: House) -> None:
        limits, loop = house.limits, asyncio.get_running_loop()
        super().__init__(
            server,
            loop=loop,
            keepalive_timeout=limits.keepalive_s,
            lingering_time=limits.close_s,
            access_log=None,  # type: ignore[arg-type]  # there is none, as the documentation says
            max_line_size=limits.header_bytes,
            max_field_size=limits.header_bytes,
            max_headers=MOST_HEADERS,
            # Nothing is read of a body, so nothing is to be unfolded of it either.
            auto_decompress=False,
        )
        self._house = house
        self._account = Account()
        self._patience = Patience(limits, loop.time())
        self._place = Place.FREE
        self._answered = 0
        """Requests whose answer is written."""
        self._is_ending = False
        """Whether no request is to follow: what still comes is the body of the last one."""
        self._wire: asyncio.Transport | None = None
        """Until the connection is lost, even if aiohttp has let go of it."""
        self.client = ""
        """Whose connection this is, as connections and requests are counted."""
        self.carries_stream = False
        """Whether somebody else watches that what is written is taken."""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Bound what the kernel queues, so that a reader that stops is noticed soon."""
        option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
        if option is not None:
            tcp = transport.get_extra_info("socket")
            tcp.setsockopt(socket.IPPROTO_TCP, option, self._house.limits.unsent_kernel_bytes)
        _keep_nothing_below(transport)
        super().connection_made(transport)
        self._wire = cast("asyncio.Transport", transport)
        peer = transport.get_extra_info("peername")
        self.client = client_of(str(peer[0])) if peer else ""
        self._place = self._house.crowd.enter(self.client)
        if self._place is Place.NONE:
            self._cut_off()

    @override
    def connection_lost(self, exc: BaseException | None) -> None:
        """Give the place back."""
        if self._wire is not None:
            self._wire = None
            self._house.crowd.leave(self.client)
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        """Read on the account of this connection."""
        before = self._house.ledger.switch(self._account)
        asked = self._request_count
        try:
            super().data_received(data)
        finally:
            self._house.ledger.switch(before)
        if self._request_count > asked:
            self._patience.heard_a_whole()
        elif self._is_owed_a_request:
            self._patience.heard_a_part(len(data), self._loop.time())
            if self._patience.is_too_long:
                self._refuse(head_too_large(self._house.limits))

    @override
    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        """Write what is left of an answer, and know that it was the last one if it was."""
        try:
            return await super().finish_response(request, resp, start_time)
        finally:
            self._answered += 1
            self._is_ending = not resp.keep_alive

    @property
    def _is_owed_a_request(self) -> bool:
        return self._answered == self._request_count and not self._is_ending

    def look(self, now: float) -> None:
        """Cut it off if it was waited for too long: to ask, or to take an answer."""
        if self._wire is None:
            return
        if not self.carries_stream and self._patience.is_stuck(
            self._wire.get_write_buffer_size(), now
        ):
            self._cut_off()
        elif self._is_owed_a_request and self._patience.is_late(now):
            if self._patience.has_begun:
                self._refuse(_too_late(self._house.limits))
            else:
                self._house.traffic.connections_cut += 1
                self.force_close()
            # A second look finds what the other side does not take.
            self._patience.heard_a_whole()

    def check_place(self) -> None:
        """Refuse the requests of a connection that is one too many.

        Raises:
            ProblemError: 429 if it is the client's own, else 503.
        """
        headers = {"Retry-After": str(self._house.limits.back_s), "Connection": "close"}
        if self._place is Place.OWN_TAKEN:
            most = self._house.limits.connections_of(self.client)
            detail = f"this address has more than {most} connections; close some or wait"
            raise ProblemError(HTTPStatus.TOO_MANY_REQUESTS, detail, headers=headers)
        if self._place is Place.ALL_TAKEN:
            most = self._house.limits.connections
            detail = f"all {most} connections are taken; try again later"
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, headers=headers)

    def _cut_off(self) -> None:
        self._house.traffic.connections_cut += 1
        if self._wire is not None:
            cut_off(self._wire)

    def _refuse(self, error: ProblemError) -> None:
        """Answer what is not even a whole request, and close."""
        self._house.traffic.connections_cut += 1
        if self.transport is not None:
            self.transport.write(raw_problem(error))
        self.force_close()

    @override
    async def start(self) -> None:
        """Go from request to request on that account too."""
        await self.on_account(super().start())

    def on_account(self, coroutine: Coroutine[Any, Any, T]) -> Steps[T]:
        """Await this on the account of this connection."""
        return Steps(coroutine, self._house.ledger, self._account)

    def take_cpu_ns(self) -> int:
        """The CPU time that it took since this was last asked."""
        self._house.ledger.settle()
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
        # Not the error's own words: they quote what was sent, a token perhaps.
        logger.debug("%s sent what is not HTTP: %s", self.client, type(exc).__name__)
        if isinstance(exc, LineTooLong):
            return problem_answer(head_too_large(self._house.limits))
        first_line = (message or "").strip().partition("\n")[0]
        detail = f"this is not a request: {first_line}"
        response = problem_answer(ProblemError(HTTPStatus(status), detail))
        response.force_close()
        return response


def cut_off(transport: asyncio.Transport) -> None:
    """End a connection now: the other side sees it at once, and the kernel keeps nothing for it.

    Without this, what was written before would stay with the kernel until it is read.
    """
    tcp = transport.get_extra_info("socket")
    with suppress(OSError):  # it is gone already
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    transport.abort()


def _keep_nothing_below(transport: asyncio.BaseTransport) -> None:
    """Let the transport below TLS keep nothing, so that all that is unsent is counted above it.

    It would take 64 KiB more without a word: at a few ticks a second, many seconds. asyncio
    names no public way to it; where this one is missing, a reader that stops is noticed later.
    """
    below = getattr(getattr(transport, "_ssl_protocol", None), "_transport", None)
    if isinstance(below, asyncio.WriteTransport):
        below.set_write_buffer_limits(high=0)


def connection_of(request: web.BaseRequest) -> Connection:
    """Which connection a request came on."""
    return cast("Connection", request.protocol)


def head_too_large(limits: Limits) -> ProblemError:
    """A request that says more of itself than it may."""
    return ProblemError(
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        f"the head of a request takes at most {limits.header_bytes} bytes",
        headers={"Connection": "close"},
    )


def _too_late(limits: Limits) -> ProblemError:
    return ProblemError(
        HTTPStatus.REQUEST_TIMEOUT,
        f"a request has to come within {limits.request_s:g} s; this one did not",
        headers={"Connection": "close"},
    )
