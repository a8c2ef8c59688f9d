"""A table as comma-separated values."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.shown.csv_text import csv_text, file_stem
from ticker_app.shown.table import NO_TABLE, Column, Content, Table


def of(content: Content, *values: float, words: tuple[str, ...] = ()) -> Table:
    column = Column("name", "Name", "", content, np.array(values), words=words)
    return Table("AAA", "ticks", (column,))


def cells(table: Table) -> list[str]:
    return [row[0] for row in csv.reader(csv_text(table).splitlines())]


def test_the_first_line_names_the_columns() -> None:
    assert cells(of(Content.COUNT, 3)) == ["name", "3"]


def test_a_moment_is_told_with_its_zone_to_the_microsecond() -> None:
    text = cells(of(Content.MOMENT, 1_732_242_000_123_456))[1]
    assert text == "2024-11-22T02:20:00.123456Z"
    assert datetime.fromisoformat(text).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("content", "value", "text"),
    [
        (Content.PRICE, 97.345, "97.345"),
        (Content.PRICE, -0.5, "-0.5"),
        (Content.PRICE, float("nan"), ""),
        (Content.AMOUNT, 1200.0, "1200"),
        (Content.DURATION, 1500.0, "1.5"),
        (Content.DURATION, float("nan"), ""),
    ],
)
def test_a_number_has_a_dot_and_no_more_digits_than_it_needs(
    content: Content, value: float, text: str
) -> None:
    assert csv_text(of(content, value)).splitlines()[1].strip('"') == text


def test_a_word_is_written_as_one() -> None:
    assert cells(of(Content.WORD, 1, 0, words=("closed", "open"))) == ["name", "open", "closed"]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_no_digit_is_lost(values: list[float]) -> None:
    assert [float(cell) for cell in cells(of(Content.PRICE, *values))[1:]] == values


def test_without_a_chart_there_is_nothing() -> None:
    assert csv_text(NO_TABLE).strip() == ""
    assert NO_TABLE.length == len(NO_TABLE.moments_us) == 0


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("ACME", "ACME-5s-candles"),
        ("BTC/USD", "BTC-USD-5s-candles"),
        ("../..", "5s-candles"),
    ],
)
def test_a_file_stem_is_one_on_every_system(symbol: str, name: str) -> None:
    assert file_stem(Table(symbol, "5s candles", ())) == name


def test_a_file_of_nothing_has_a_name_too() -> None:
    assert file_stem(NO_TABLE) == "chart"
