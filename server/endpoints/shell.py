"""Around every endpoint: finds it, reads its parameters, answers what goes wrong, counts."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from aiohttp import web

from server.endpoints.answers import GOING_AWAY, ProblemError, all_taken, not_now, problem_answer
from server.endpoints.connection import connection_of, cut_off, head_too_large
from server.endpoints.guard import Guard
from server.endpoints.parts import Call, Parts, Route
from server.endpoints.query import read_query
from server.gate import GateClosedError, GateFullError
from server.limits import RequestRates

logger = logging.getLogger(__name__)

OTHER_PATHS = "other"
"""The account of whatever is asked for in vain."""


class Shell:
    """The handler of every request.

    Args:
        parts: of the server.
        routes: every path that there is.
        guard: refuses who may not talk to this server.
        rates: what each client address may ask.
    """

    def __init__(
        self, parts: Parts, routes: Iterable[Route], guard: Guard, rates: RequestRates
    ) -> None:
        self._parts = parts
        self._guard = guard
        self._routes = {route.path: route for route in routes}
        self._rates = rates

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer a request; what cannot be answered gets a problem document."""
        received_us = self._parts.clock()
        self._parts.traffic.requests += 1
        try:
            return await self._answered(request, received_us)
        finally:
            self._account_for(request)

    async def _answered(self, request: web.BaseRequest, received_us: int) -> web.StreamResponse:
        page_headers: Mapping[str, str] = {}
        try:
            page_headers = self._guard.admit_page(request)
            self._guard.check_token(request, self._routes.get(request.path))
            response = await self._answer(request, received_us, page_headers)
        except ConnectionError:
            raise
        except Exception as error:
            if request.writer.output_size:
                logger.exception("%s %s broke", request.method, request.path)
                raise ConnectionAbortedError("the answer had begun") from error
            explained = self._explain(error, request)
            self._note(request, explained)
            response = problem_answer(explained)
        if not response.prepared:
            response.headers.update(page_headers)
            await self._send(request, response)
        return response

    async def _answer(
        self, request: web.BaseRequest, received_us: int, page_headers: Mapping[str, str]
    ) -> web.StreamResponse:
        self._admit(request)
        route = self._routes.get(request.path)
        if route is None:
            known = ", ".join(self._routes)
            raise ProblemError(
                HTTPStatus.NOT_FOUND, f"there is no {request.path!r} here; there are {known}"
            )
        allow = {"Allow": ", ".join(route.methods)}
        if request.method not in route.methods:
            detail = f"{request.path} takes {allow['Allow']}, not {request.method}"
            raise ProblemError(HTTPStatus.METHOD_NOT_ALLOWED, detail, headers=allow)
        if request.method == "OPTIONS":
            return web.Response(status=HTTPStatus.NO_CONTENT, headers=allow)
        query = read_query(route.query, request.query, self._parts.limits.ceilings)
        connection = connection_of(request)
        connection.carries_stream = route.streams
        try:
            call = Call(self._parts, request, query, received_us, page_headers)
            return await route.handler(call)
        finally:
            connection.carries_stream = False

    def _account_for(self, request: web.BaseRequest) -> None:
        """Add what the request took of the processor to that of its path."""
        route = self._routes.get(request.path)
        account = OTHER_PATHS if route is None else route.account(request.query)
        self._parts.traffic.answered(account, connection_of(request).take_cpu_ns())

    def _admit(self, request: web.BaseRequest) -> None:
        route = self._routes.get(request.path)
        connection = connection_of(request)
        if route is None or not route.open:
            if self._parts.gate.closed:
                raise GateClosedError
            connection.check_place()
        is_counted = route is None or route.counted
        wait_s = self._rates.wait_s(connection.client) if is_counted else 0.0
        if wait_s:
            raise ProblemError(
                HTTPStatus.TOO_MANY_REQUESTS,
                "too many requests from this address; wait as long as Retry-After says",
                headers={"Retry-After": str(math.ceil(wait_s))},
            )
        if _head_bytes(request) > self._parts.limits.header_bytes:
            raise head_too_large(self._parts.limits)
        _check_body(request, self._parts.limits.request_body_bytes)

    def _note(self, request: web.BaseRequest, error: ProblemError) -> None:
        status = error.problem.status
        self._parts.traffic.refusals[status] += 1
        # Never with the query or a header, where somebody may have put a token.
        asked = {"client": connection_of(request).client, "method": request.method}
        logger.debug("refused", extra={**asked, "path": request.path, "status": status})

    def _explain(self, error: Exception, request: web.BaseRequest) -> ProblemError:
        if isinstance(error, ProblemError):
            return error
        if isinstance(error, GateClosedError):
            return not_now(self._parts.limits, GOING_AWAY, {"Connection": "close"})
        if isinstance(error, GateFullError):
            return not_now(self._parts.limits, all_taken(self._parts.limits))
        logger.error("%s %s failed", request.method, request.path, exc_info=error)
        return ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, "the server failed; its log says why")

    async def _send(self, request: web.BaseRequest, response: web.StreamResponse) -> None:
        # What still comes of a body must not be taken for the next request.
        if response.headers.get("Connection") == "close" or request.can_read_body:
            response.force_close()
        try:
            async with asyncio.timeout(self._parts.limits.answer_s):
                await response.prepare(request)
                await response.write_eof()
        except TimeoutError as error:
            if request.transport is not None:
                cut_off(request.transport)
            raise ConnectionAbortedError("the client did not read its answer") from error
        finally:
            self._parts.traffic.bytes_sent += request.writer.output_size


def _head_bytes(request: web.BaseRequest) -> int:
    """Of the request line and the headers, with what stands between and behind them."""
    line = len(request.method) + len(request.raw_path) + len("  HTTP/1.1\r\n\r\n")
    return line + sum(len(name) + len(value) + 4 for name, value in request.raw_headers)


def _check_body(request: web.BaseRequest, most: int) -> None:
    """No request here needs a body: a small one is passed over, any other is refused unread."""
    closing = {"Connection": "close"}
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise ProblemError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "no request here needs a body, and a compressed one is refused",
            headers=closing,
        )
    if "Transfer-Encoding" in request.headers or (request.content_length or 0) > most:
        raise ProblemError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"no request here needs a body; more than {most} bytes, or how many it does not say, "
            "are refused",
            headers=closing,
        )
