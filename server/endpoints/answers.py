"""Answers: JSON bodies and RFC 9457 problem documents."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from aiohttp import web

from server.limits import Limits
from server.wire import Problem, encode

GOING_AWAY = "the server is shutting down; try again when it is back"

NO_STORE = {"Cache-Control": "no-store"}


class ProblemError(Exception):
    """A request that gets a problem document instead of what it asked for.

    Args:
        status: of the answer.
        detail: one sentence that names what to do.
        parameter: the query parameter that is to blame, if one is.
        headers: more headers of the answer.
    """

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        parameter: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.problem = Problem(status.phrase, status.value, detail, parameter=parameter)
        self.headers = headers or {}


def not_now(
    limits: Limits, detail: str, headers: Mapping[str, str] = MappingProxyType({})
) -> ProblemError:
    """503: the server cannot serve now, and says when to come back."""
    told = {"Retry-After": str(limits.back_s), **headers}
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, headers=told)


def all_taken(limits: Limits) -> str:
    """What is said while there are as many streams as there may be."""
    return f"all {limits.streams} streams are taken; try again later"


def raw_problem(error: ProblemError) -> bytes:
    """The whole answer of an error, for a connection on which no request came to its end."""
    problem, body = error.problem, encode(error.problem)
    headers = {
        **NO_STORE,
        "Content-Type": "application/problem+json",
        "Content-Length": str(len(body)),
        **error.headers,
    }
    lines = [f"HTTP/1.1 {problem.status} {problem.title}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def json_answer(body: Any, headers: Mapping[str, str] = NO_STORE) -> web.Response:
    """200 with a JSON body."""
    return web.Response(body=encode(body), content_type="application/json", headers=headers)


def problem_answer(error: ProblemError) -> web.Response:
    """The problem document of an error."""
    return web.Response(
        status=error.problem.status,
        body=encode(error.problem),
        content_type="application/problem+json",
        headers={**NO_STORE, **error.headers},
    )
