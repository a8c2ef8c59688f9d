"""How the cells of a table of values read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QTimeZone

from tests.ticker_app.ui.values.tables import NOON_US
from ticker_app.shown.table import Column, Content
from ticker_app.ui.local_text import MINUS
from ticker_app.ui.values.texts import CellTexts, exact_moment, exact_price, whole_number
from ticker_app.ui.wording import NARROW

HALF_PAST_US = NOON_US + 1_830_123_456


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in Greenwich, if the system lets itself be told."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system's zone cannot be set for one process")
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "UTC")
        time.tzset()
        assert QTimeZone.systemTimeZoneId().data()
        yield
    time.tzset()


def cell(
    content: Content, value: float, *, decimals: int = 0, locale: str = "de_DE", dated: bool = False
) -> str:
    column = Column("x", "X", "", content, np.array([value]), decimals, ("closed", "open"))
    return CellTexts(QLocale(locale)).text(column, 0, dated=dated)


@pytest.mark.usefixtures("utc")
@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de_DE", "12:30:30,123"),
        ("fr_FR", "12:30:30,123"),
        ("en_GB", "12:30:30.123"),
        ("C", "12:30:30.123"),
    ],
)
def test_a_time_is_written_as_people_there_write_it(locale: str, text: str) -> None:
    assert cell(Content.MOMENT, HALF_PAST_US, decimals=3, locale=locale) == text


@pytest.mark.usefixtures("utc")
def test_half_a_day_is_told_apart_where_it_has_twelve_hours() -> None:
    text = cell(Content.MOMENT, HALF_PAST_US, decimals=3, locale="en_US")
    assert text.split() == ["12:30:30.123", "PM"]


@pytest.mark.usefixtures("utc")
def test_a_candle_begins_at_a_whole_second_of_a_day() -> None:
    assert cell(Content.MOMENT, HALF_PAST_US) == "12:30:30"
    assert cell(Content.MOMENT, HALF_PAST_US, dated=True) == "22.11.24 12:30:30"


@pytest.mark.parametrize(
    ("value", "text"),
    [(97.3, "97.30"), (97.345, "97.345"), (97.1 + 0.2, "97.30"), (-0.5, f"{MINUS}0.50")],
)
def test_a_price_shows_the_digits_that_it_has(value: float, text: str) -> None:
    assert exact_price(value, 2) == text


def test_a_price_of_whole_numbers_has_no_point() -> None:
    assert exact_price(12000.0, 0) == "12000"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (1200.0, "1,200"),
        (0.5, "0.5"),
        (1.5e-07, "0.00000015"),
        (1234567.25, "1,234,567.25"),
    ],
)
def test_an_amount_is_exact_and_grouped(value: float, text: str) -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert whole_number(value) == text


@pytest.mark.parametrize(
    ("content", "value", "text"),
    [
        (Content.PRICE, 97.345, "97.345"),
        (Content.FIGURE, 97.3451, "97.35"),
        (Content.FIGURE, float("nan"), "–"),
        (Content.AMOUNT, 1500.0, "1500"),
        (Content.COUNT, 7, "7"),
        (Content.DURATION, 2100.0, f"2.1{NARROW}ms"),
        (Content.DURATION, float("nan"), "–"),
        (Content.WORD, 1, "open"),
    ],
)
def test_a_cell_reads_by_what_it_means(content: Content, value: float, text: str) -> None:
    assert cell(content, value, decimals=2) == text


def test_the_exact_moment_has_microseconds_and_a_zone() -> None:
    text = exact_moment(HALF_PAST_US)
    assert datetime.fromisoformat(text).timestamp() == pytest.approx(HALF_PAST_US / 1e6, abs=1e-6)
    assert ".123456" in text
