"""GET /openapi.json: the HTTP contract, from the same table that serves it (OpenAPI 3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import msgspec

from server.endpoints.parts import Route
from server.endpoints.query import Ceilings, query_schemas
from server.wire import CONTRACT_VERSION, Problem

_REF = "#/components/schemas/{name}"
_COMMON_PROBLEMS = (400, 403, 405, 408, 413, 415, 421, 431, 500, 503)
_UNAUTHORIZED = 401
_LIMITED = 429
_RETRY_AFTER = {
    "Retry-After": {
        "description": "Whole seconds until this address may ask again",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    }
}


def document(routes: Iterable[Route], ceilings: Ceilings) -> dict[str, Any]:
    """The OpenAPI document of these paths; ``ceilings``: as in `read_query`."""
    routes = tuple(routes)
    answers = [route.answer for route in routes if route.answer is not None]
    refs, components = msgspec.json.schema_components([Problem, *answers], ref_template=_REF)
    schemas = dict(zip([Problem, *answers], refs, strict=True))
    described = {route.path: {"get": _operation(route, schemas, ceilings)} for route in routes}
    upgrading = [route.path for route in routes if route.upgrades]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Live ticker",
            "version": str(CONTRACT_VERSION),
            "description": "One tape of ticks, read by poll, long poll, event stream "
            "or WebSocket. Moments are µs since the Unix epoch by the server's clock.",
        },
        "paths": {path: each for path, each in described.items() if path not in upgrading},
        # No plain request can succeed there, so it is no path to whoever asks by this document.
        "x-websockets": {path: described[path] for path in upgrading},
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        # Only a server that was started with a token asks for it.
        "security": [{}, {"token": []}],
    }


def _operation(route: Route, schemas: Mapping[Any, Any], ceilings: Ceilings) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": schemas[Problem]}}
    responses: dict[str, Any] = {str(_success(route)): _answer(route, schemas)}
    for status in sorted({*_COMMON_PROBLEMS, *route.problems}):
        responses[str(status)] = {"description": HTTPStatus(status).phrase, "content": problem}
    if not route.open:
        responses[str(_UNAUTHORIZED)] = _unauthorized(problem)
    if route.counted:
        description = HTTPStatus(_LIMITED).phrase
        responses[str(_LIMITED)] = {
            "description": description,
            "headers": _RETRY_AFTER,
            "content": problem,
        }
    if route.etag:
        responses["304"] = {"description": "Not Modified: If-None-Match names the newest tick"}
    return {
        "operationId": route.handler.__name__.strip("_"),
        "summary": route.summary,
        "parameters": [*_parameters(route, ceilings)],
        "responses": responses,
    }


def _unauthorized(problem: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "description": HTTPStatus(_UNAUTHORIZED).phrase,
        "headers": {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}},
        "content": problem,
    }


def _success(route: Route) -> int:
    return 101 if route.upgrades else 200


def _answer(route: Route, schemas: Mapping[Any, Any]) -> dict[str, Any]:
    if route.upgrades:
        return {"description": "The connection is a WebSocket from here on"}
    content: dict[str, Any] = {"schema": {"type": "object"}}
    if route.answer is not None:
        content = {"schema": schemas[route.answer]}
    elif route.streams:
        content = {}  # events, not one document that a schema could describe
    elif route.media_type.startswith("text/"):
        content = {"schema": {"type": "string"}}
    return {"description": route.summary, "content": {route.media_type: content}}


def _parameters(route: Route, ceilings: Ceilings) -> Iterable[dict[str, Any]]:
    required = {field.name for field in msgspec.structs.fields(route.query) if field.required}
    for name, schema in query_schemas(route.query, ceilings).items():
        yield {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": schema["description"],
            "schema": {key: value for key, value in schema.items() if key != "description"},
        }
    for name, description in route.headers.items():
        yield {
            "name": name,
            "in": "header",
            "required": False,
            "description": description,
            "schema": {"type": "string"},
        }
