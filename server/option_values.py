"""What the options of the server take: a text becomes a value, or one sentence says why not."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)

_SECONDS = {"s": 1, "min": 60}


class OptionError(Exception):
    """A command line that cannot be used: one sentence that names the option and its value."""


def refuse(text: str, takes: str) -> argparse.ArgumentTypeError:
    """What is raised for a text that is no value; ``takes``: what would be one."""
    return argparse.ArgumentTypeError(f"takes {takes}, not {text!r}")


def host(text: str) -> str:
    """A host name or an address, without the brackets that an IPv6 address may have."""
    if not text or "/" in text or text.isspace():
        raise refuse(text, "a host name or an address")
    return text.removeprefix("[").removesuffix("]")


def whole(text: str) -> int:
    """A whole number of any sign."""
    # int() alone would take underscores, blanks and digits of other scripts.
    if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 20:
        return int(text)
    raise refuse(text, "a whole number")


def between(least: int, most: int) -> Callable[[str], int]:
    """A whole number between two bounds, both included."""

    def read(text: str) -> int:
        takes = f"a whole number from {least} to {most}"
        try:
            number = whole(text)
        except argparse.ArgumentTypeError:
            raise refuse(text, takes) from None
        if least <= number <= most:
            return number
        raise refuse(text, takes)

    return read


def one_of(kind: type[E]) -> Callable[[str], E]:
    """One of a few words."""

    def read(text: str) -> E:
        try:
            return kind(text)
        except ValueError:
            raise refuse(text, " or ".join(kind)) from None

    return read


def port(text: str) -> int:
    """A TCP port; 0 is a free one."""
    return between(0, 65_535)(text)


def count(text: str) -> int:
    """At least one."""
    takes = "a whole number from 1"
    try:
        number = whole(text)
    except argparse.ArgumentTypeError:
        raise refuse(text, takes) from None
    if number >= 1:
        return number
    raise refuse(text, takes)


def positive(text: str) -> float:
    """A number above zero."""
    takes = "a number above 0"
    try:
        number = float(text)
    except ValueError:
        raise refuse(text, takes) from None
    if math.isfinite(number) and number > 0:
        return number
    raise refuse(text, takes)


def file(text: str) -> Path:
    """A file that is there or could be."""
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise refuse(text, "a file in a folder that is there")
    return path


def rate(text: str) -> float:
    """``5/s``, ``30/min``, or ``5``, which is a second's; so many a second."""
    number, _, per = text.partition("/")
    try:
        return positive(number) / _SECONDS[per if "/" in text else "s"]
    except (argparse.ArgumentTypeError, KeyError):
        raise refuse(text, "a number above 0 with '/s' or '/min'") from None


def symbols(text: str) -> str:
    """``A,B,C``, or how many."""
    if not all(name.strip() for name in text.split(",")):
        raise refuse(text, "names separated by commas, or how many")
    return text


def seconds(least: float, most: float) -> Callable[[str], float]:
    """A number of seconds between two bounds, both included."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if least <= number <= most:
            return number
        raise refuse(text, f"a number of seconds from {least:g} to {most:g}")

    return read
