"""A recording of prices: a CSV file, plain or gzip, read row by row."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from server.sources.base import Print, SourceError
from server.sources.lines import read_lines
from server.sources.rows import Columns, RowError

MAX_SYMBOLS = 10_000
MAX_DECIMALS = 12

T = TypeVar("T")


class Part(Struct):
    """What a recording holds of one symbol. first_us, last_us: of its rows, Unix epoch.

    decimals: digits after the point that its prices, bids and asks need.
    """

    first_us: int
    last_us: int
    decimals: int = 0


class Contents(Struct, frozen=True):
    """What a recording holds. day: of its first row, in the zone that row is written in."""

    day: date
    rows: int
    parts: dict[str, Part]


def survey(path: Path) -> Contents:
    """Read a whole recording once and check every row.

    Raises:
        SourceError: the first thing in it that is wrong, with its line.
    """
    parts: dict[str, Part] = {}
    rows = before_us = before_line = 0
    for line, (time_us, print_) in read_prints(path):
        if rows and time_us < before_us:
            raise _error(path, line, f"its time is before that of line {before_line}")
        if print_.symbol not in parts:
            _check_new_symbol(path, line, print_.symbol, len(parts))
            parts[print_.symbol] = Part(time_us, time_us)
        part = parts[print_.symbol]
        part.last_us = before_us = time_us
        part.decimals = _decimals(print_, part.decimals)
        before_line = line
        rows += 1
    if not rows:
        raise SourceError(f"replay: {path}: there are no rows below the header")
    _, day = next(_read(path, Columns.day))
    return Contents(day, rows, parts)


def read_prints(path: Path) -> Generator[tuple[int, tuple[int, Print]], None, None]:
    """The line number of every row, with its moment and its print as ``Columns.print`` gives.

    Raises:
        SourceError: the next row cannot be read.
    """
    return _read(path, Columns.print)


def _read(
    path: Path, parse: Callable[[Columns, Sequence[str]], T]
) -> Generator[tuple[int, T], None, None]:
    with closing(read_lines(path)) as lines:
        reader = csv.reader(lines, strict=True)
        try:
            header = next(reader, None)
            if header is None:
                raise SourceError(f"replay: {path}: the file is empty")
            columns = Columns(header)
            for row in reader:
                if row:
                    yield reader.line_num, parse(columns, row)
        except (RowError, csv.Error) as error:
            raise _error(path, reader.line_num, str(error)) from error


def _check_new_symbol(path: Path, line: int, symbol: str, known: int) -> None:
    if not symbol:
        raise _error(path, line, "there is no symbol")
    # A comma separates symbols in requests, so nobody could ask for this one.
    if len(symbol) > 32 or "," in symbol or not symbol.isprintable():
        raise _error(path, line, f"{symbol[:40]!r} is not a symbol")
    if known == MAX_SYMBOLS:
        raise _error(path, line, f"there are more than {MAX_SYMBOLS} symbols")


def _decimals(print_: Print, least: int) -> int:
    """Digits after the point that the values of a print need, binary noise left out."""
    for value in (print_.price, print_.bid, print_.ask):
        if value is not None:
            while least < MAX_DECIMALS and not _fits(value, least):
                least += 1
    return least


def _fits(value: float, decimals: int) -> bool:
    return math.isclose(round(value, decimals), value, rel_tol=1e-14)


def _error(path: Path, line: int, what: str) -> SourceError:
    return SourceError(f"replay: {path}: line {line}: {what}")
