"""Reads query parameters into the struct that declares them."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct, UnsetType
from multidict import MultiMapping

from server.endpoints.answers import ProblemError
from server.tape import Tape
from server.wire import Cursor, WireError

Q = TypeVar("Q", bound=Struct)

Ceilings: TypeAlias = Mapping[str, float]

SymbolsText: TypeAlias = Annotated[
    str,
    Meta(
        description="symbols, separated by commas; left out: all",
        examples=["AAA,BBB"],
        extra_json_schema={"pattern": "^[^,]+(,[^,]+)*$"},
    ),
]
CursorText: TypeAlias = Annotated[
    str,
    Meta(
        description="continue behind this cursor",
        examples=["k3v9x2:81234"],
        extra_json_schema={"pattern": "^.+:[0-9]{1,19}$"},
    ),
]


def read_query(type_: type[Q], query: MultiMapping[str], ceilings: Ceilings) -> Q:
    """Read the parameters that ``type_`` declares, and no others.

    ``ceilings``: the largest value of some, by name, where it is less than what they declare.

    Raises:
        ProblemError: 400, naming the parameter and what it takes.
    """
    fields = {field.name: field for field in msgspec.structs.fields(type_)}
    values: dict[str, Any] = {}
    for name, text in query.items():
        if name not in fields:
            raise _bad(name, f"{name!r} is not a parameter here; {_known(fields)}")
        if name in values:
            raise _bad(name, f"{name} is given twice; it takes one value")
        try:
            values[name] = msgspec.convert(text, fields[name].type, strict=False)
        except msgspec.ValidationError as error:
            takes = _what_it_takes(type_, name, ceilings)
            raise _bad(name, f"{name} takes {takes}, not {text!r}") from error
        if name in ceilings and values[name] > ceilings[name]:
            takes = _what_it_takes(type_, name, ceilings)
            raise _bad(name, f"{name} takes {takes}, not {text!r}")
    for name, field in fields.items():
        if name in ceilings and name not in values and field.default > ceilings[name]:
            values[name] = ceilings[name]
        if field.required and name not in values:
            raise _bad(name, f"{name} is missing; it takes {_what_it_takes(type_, name, ceilings)}")
    return type_(**values)


def query_schemas(type_: type[Struct], ceilings: Ceilings) -> Mapping[str, dict[str, Any]]:
    """The JSON Schema of each parameter."""
    _, components = msgspec.json.schema_components([type_])
    properties: Mapping[str, dict[str, Any]] = components[type_.__name__]["properties"]
    for name in properties.keys() & ceilings.keys():
        declared = properties[name]
        for key in ("maximum", "default"):
            declared[key] = min(declared[key], ceilings[name])
    return properties


def named_symbols(tape: Tape, text: str | UnsetType, most: int) -> tuple[str, ...]:
    """The symbols that ``A,B`` names, each once, in that order; left out: all.

    Raises:
        ProblemError: 400 for an empty name or more than ``most`` names, 404 for a symbol that is
            not on this tape.
    """
    if isinstance(text, UnsetType):
        return tape.symbols
    # Counted before they are split: a name more takes no more memory than a comma.
    if text.count(",") >= most:
        raise _bad("symbols", f"symbols takes at most {most} names; leave it out for all")
    names = tuple(dict.fromkeys(text.split(",")))
    if "" in names:
        raise _bad("symbols", "symbols takes names separated by commas, none of them empty")
    for name in names:
        check_symbol(tape, name, "symbols")
    return names


def check_symbol(tape: Tape, name: str, parameter: str) -> None:
    """Raises ProblemError, 404, if there is no such symbol."""
    if name not in tape:
        raise ProblemError(
            HTTPStatus.NOT_FOUND,
            f"there is no symbol {name!r}; GET /v1/symbols lists those that there are",
            parameter=parameter,
        )


def read_cursor(after: str) -> Cursor:
    """Read the parameter ``after``.

    Raises:
        ProblemError: 400, it is not one.
    """
    try:
        return Cursor.parse(after)
    except WireError as error:
        raise _bad("after", f"after: {error}") from error


def _bad(name: str, detail: str) -> ProblemError:
    return ProblemError(HTTPStatus.BAD_REQUEST, detail, parameter=name)


def _known(fields: Mapping[str, Any]) -> str:
    return f"there are: {', '.join(fields)}" if fields else "there are none"


def _what_it_takes(type_: type[Struct], name: str, ceilings: Ceilings) -> str:
    schema = query_schemas(type_, ceilings)[name]
    if "minimum" in schema:
        kind = "a whole number" if schema["type"] == "integer" else "a number"
        return f"{kind} from {schema['minimum']} to {schema['maximum']}"
    return str(schema["description"])
