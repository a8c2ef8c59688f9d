"""At the door of every path: is this server meant, does a stranger's page ask, is there a token?"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web

from server.access import Access
from server.endpoints.answers import ProblemError
from server.endpoints.parts import Route

SUBPROTOCOL = "ticker"
"""What a browser's WebSocket offers beside its token, and what the server picks."""

BEARER_SUBPROTOCOL = "bearer."
"""Before a token among the subprotocols: a browser's WebSocket can send no other header."""

_PREFLIGHT_S = 600


class Guard:
    """Refuses whoever may not talk to this server, on every transport alike.

    Args:
        access: who may.
    """

    def __init__(self, access: Access) -> None:
        self._access = access

    def admit_page(self, request: web.BaseRequest) -> Mapping[str, str]:
        """What every answer has to say to the web page that asked, if one did.

        Raises:
            ProblemError: 421 for another server's name, 403 for a stranger's page.
        """
        return self._check_origin(request, self._check_host(request))

    def check_token(self, request: web.BaseRequest, route: Route | None) -> None:
        """Let only those in who have the token.

        Raises:
            ProblemError: 401.
        """
        is_open = route is not None and route.open
        # A preflight never carries a token (Fetch §4.8); it is told no more than what may be sent.
        if is_open or _is_preflight(request):
            return
        given = _token_of(request)
        if not self._access.takes_token(given):
            raise _no_token() if given is None else _wrong_token()

    def _check_host(self, request: web.BaseRequest) -> str:
        # Only HTTP/1.0 may do without, and two are refused before they get here.
        host = request.headers.get("Host")
        if host is not None and not self._access.takes_host(host):
            raise ProblemError(
                HTTPStatus.MISDIRECTED_REQUEST,
                f"this server is not called {host!r}; --allow-host would give it that name",
                headers={"Connection": "close"},
            )
        return host or ""

    def _check_origin(self, request: web.BaseRequest, host: str) -> Mapping[str, str]:
        origin = request.headers.get("Origin")
        if origin is None:
            return {}
        if not self._access.takes_origin(origin, host):
            raise ProblemError(
                HTTPStatus.FORBIDDEN,
                f"web pages of {origin!r} may not read here; start the server with "
                "--allow-origin if they shall",
            )
        headers = {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": "ETag, Retry-After",
            "Vary": "Origin",
        }
        if _is_preflight(request):
            headers["Access-Control-Allow-Methods"] = "GET, HEAD"
            headers["Access-Control-Allow-Headers"] = (
                "Authorization, Cache-Control, If-None-Match, Last-Event-ID"
            )
            headers["Access-Control-Max-Age"] = str(_PREFLIGHT_S)
        return headers


def _no_token() -> ProblemError:
    return ProblemError(
        HTTPStatus.UNAUTHORIZED,
        "this server asks for a token, as 'Authorization: Bearer TOKEN' in the header",
        headers={"WWW-Authenticate": 'Bearer realm="ticker"'},
    )


def _wrong_token() -> ProblemError:
    return ProblemError(
        HTTPStatus.UNAUTHORIZED,
        "this is not the token of this server; ask who runs it for the right one",
        headers={"WWW-Authenticate": 'Bearer realm="ticker", error="invalid_token"'},
    )


def _is_preflight(request: web.BaseRequest) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _token_of(request: web.BaseRequest) -> str | None:
    """The one token that a request carries; never from its address, which ends in logs."""
    given = [*_bearers(request), *_offered(request)]
    return given[0] if len(given) == 1 else None


def _bearers(request: web.BaseRequest) -> list[str]:
    headers = request.headers.getall("Authorization", [])
    parts = [header.strip().partition(" ") for header in headers]
    return [token.strip() for scheme, _, token in parts if scheme.lower() == "bearer"]


def _offered(request: web.BaseRequest) -> list[str]:
    """Tokens among the subprotocols of a WebSocket handshake."""
    offered = ",".join(request.headers.getall("Sec-WebSocket-Protocol", [])).split(",")
    names = [name.strip() for name in offered]
    return [
        name.removeprefix(BEARER_SUBPROTOCOL)
        for name in names
        if name.startswith(BEARER_SUBPROTOCOL)
    ]
