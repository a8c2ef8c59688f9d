"""Numbers, times and days in several languages; C and ISO wherever a file is written."""

from __future__ import annotations

import time
from datetime import datetime

import numpy as np
import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from ticker_app.shown.csv_text import csv_text
from ticker_app.shown.table import Column, Content, Table
from ticker_app.ui import wording
from ticker_app.ui.chart.ticks import moment_text
from ticker_app.ui.local_text import Fineness, clock_text, day_text, general, localized, number
from ticker_app.ui.top.interval_picker import IntervalPicker
from ticker_app.ui.wording import NARROW

AFTERNOON_S = datetime(2014, 9, 17, 13, 5, 7, 250_000).astimezone().timestamp()
MORNING_S = datetime(2014, 9, 17, 9, 5, 7).astimezone().timestamp()


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """The user's language, for one test."""
    QLocale.setDefault(QLocale(request.param))
    return str(request.param)


def languages(*cases: tuple[object, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("language", "text"), cases, indirect=["language"])


def plain(text: str) -> str:
    """With usual spaces, and without marks that cannot be seen."""
    return text.replace(NARROW, " ").replace("\u200e", "")


@languages(
    ("C", "−1234.50"),
    ("en_US", "−1,234.50"),
    ("de_DE", "−1.234,50"),
    ("de_CH", "−1'234.50"),
    ("fr_FR", "−1 234,50"),
    ("sv_SE", "−1\u00a0234,50"),
    ("ja_JP", "−1,234.50"),
    ("ar_EG", "−١٬٢٣٤٫٥٠"),
)
def test_a_number_has_the_marks_of_its_language(language: str, text: str) -> None:
    assert plain(number(-1234.5, 2)) == plain(wording.price(-1234.5, 2)) == text


@pytest.mark.parametrize("language", ["ar_EG", "fa_IR"], indirect=True)
def test_two_numbers_side_by_side_keep_their_places(language: str) -> None:
    assert number(1.0, 0).startswith("\u200e")
    assert wording.change_percent(0.01)[1] == "\u200e"


@languages(("C", "0.25"), ("de_DE", "0,25"), ("ar_EG", "٠٫٢٥"))
def test_a_short_number_does_too(language: str, text: str) -> None:
    assert general(0.25) == localized("0.25") == text


@languages(
    ("C", "13:05:07"),
    ("en_US", "1:05:07 PM"),
    ("de_DE", "13:05:07"),
    ("fi_FI", "13.05.07"),
    ("ja_JP", "13:05:07"),
    ("ar_EG", "١:٠٥:٠٧ م"),
)
def test_a_time_of_day_is_as_the_language_says_it(language: str, text: str) -> None:
    assert plain(clock_text(AFTERNOON_S)) == text


@languages(("C", "13:05"), ("en_US", "1:05 PM"), ("fi_FI", "13.05"))
def test_without_seconds_it_is_shorter(language: str, text: str) -> None:
    assert plain(clock_text(AFTERNOON_S, Fineness.MINUTE)) == text


@languages(("C", "13:05:07.250"), ("en_US", "1:05:07.250 PM"), ("de_DE", "13:05:07,250"))
def test_it_can_be_said_to_the_millisecond(language: str, text: str) -> None:
    assert plain(clock_text(AFTERNOON_S, Fineness.MILLISECOND)) == text


@languages(("C", "17 Sep"), ("en_US", "Sep 17"), ("en_GB", "17 Sept"), ("ja_JP", "9月 17"))
def test_a_day_is_in_the_order_of_the_language(language: str, text: str) -> None:
    assert day_text(MORNING_S) == text


@languages(("en_US", "Sep 17"), ("de_DE", "17 Sept."))
def test_an_axis_of_days_is_in_the_language_too(language: str, text: str) -> None:
    assert moment_text(MORNING_S, 86_400) == text


@languages(("C", "09:05:07"), ("en_US", "9:05:07 AM"))
def test_an_axis_of_seconds_is_in_the_language_too(language: str, text: str) -> None:
    assert plain(moment_text(MORNING_S, 10)) == text


@languages(
    ("C", "0.61 s|+0.43 %|1.9 kB/s|9876|12.3 k|<85 µs"),
    ("en_US", "0.61 s|+0.43 %|1.9 kB/s|9,876|12.3 k|<85 µs"),
    ("de_DE", "0,61 s|+0,43 %|1,9 kB/s|9.876|12,3 k|<85 µs"),
    ("ar_EG", "٠٫٦١ s|+٠٫٤٣ %|١٫٩ kB/s|٩٬٨٧٦|١٢٫٣ k|<٨٥ µs"),
)
def test_all_figures_speak_one_language(language: str, text: str) -> None:
    said = (
        wording.age_figure(612_000),
        wording.change_percent(0.0043),
        wording.bytes_rate(1_900),
        wording.count(9_876),
        wording.count(12_345),
        wording.latency(20, 85),
    )
    assert plain("|".join(map(str, said))) == text


@pytest.mark.parametrize("language", ["C", "de_DE", "ar_EG"], indirect=True)
def test_what_is_typed_as_an_interval_is_what_was_shown(language: str, qtbot: QtBot) -> None:
    picker = IntervalPicker()
    qtbot.addWidget(picker)
    chosen: list[float] = []
    picker.interval_chosen.connect(chosen.append)
    picker.show_interval(0.25)
    shown = picker.box.text()
    picker.box.setValue(30)
    picker.box.lineEdit().setText(shown)
    picker.box.interpretText()
    assert localized("0.25") in shown
    assert chosen == [30, 0.25]


@pytest.mark.parametrize("language", ["de_DE", "ar_EG"], indirect=True)
def test_what_is_written_into_a_file_is_nobodys_language(language: str) -> None:
    columns = (
        Column("time", "Time", "", Content.MOMENT, np.array([1_732_242_000_123_456.0])),
        Column("price", "Price", "", Content.PRICE, np.array([1234.5])),
    )
    rows = csv_text(Table("AAA", "ticks", columns)).splitlines()
    assert rows[1].split(",")[:2] == ["2024-11-22T02:20:00.123456Z", "1234.5"]


def test_a_leap_second_is_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    leap = time.struct_time((2016, 12, 31, 23, 59, 60, 5, 366, 0))
    monkeypatch.setattr(time, "localtime", lambda _: leap)
    assert clock_text(0.0) == "23:59:59"
