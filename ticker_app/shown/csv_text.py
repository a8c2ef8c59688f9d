"""A table as comma-separated values that any program reads alike (RFC 4180).

The first line names the columns. Moments are ISO 8601 in UTC to the microsecond
(``2026-11-25T07:15:25.123456Z``), durations are milliseconds, decimal marks are dots, and what
is not known is empty. Rows are in the order of time, oldest first.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from math import isnan

import numpy as np

from ticker_app.shown.table import Column, Content, Table


def csv_text(table: Table) -> str:
    """The whole table, its names first."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(column.name for column in table.columns)
    writer.writerows(zip(*map(_cells, table.columns), strict=True))
    return lines.getvalue()


def file_stem(table: Table) -> str:
    """A name that every system takes, without an ending: ``ACME-5s-candles``."""
    words = f"{table.symbol} {table.what}"
    kept = "".join(letter if letter.isalnum() else " " for letter in words)
    return "-".join(kept.split()) or "chart"


def _cells(column: Column) -> Iterable[str]:
    return _WRITERS[column.content](column)


def _moments(column: Column) -> Iterable[str]:
    moments = column.values.astype("datetime64[us]")
    return (f"{text}Z" for text in np.datetime_as_string(moments, unit="us"))


def _numbers(column: Column) -> Iterable[str]:
    """With all the digits there are, and none more."""
    values = column.values.tolist()
    return ("" if isnan(value) else repr(value).removesuffix(".0") for value in values)


def _durations(column: Column) -> Iterable[str]:
    return _numbers(column._replace(values=column.values / 1e3))


def _words(column: Column) -> Iterable[str]:
    return (column.words[number] for number in column.values.tolist())


_WRITERS: dict[Content, Callable[[Column], Iterable[str]]] = {
    Content.MOMENT: _moments,
    Content.PRICE: _numbers,
    Content.FIGURE: _numbers,
    Content.AMOUNT: _numbers,
    Content.COUNT: _numbers,
    Content.DURATION: _durations,
    Content.WORD: _words,
}
