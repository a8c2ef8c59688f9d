from __future__ import annotations

import pytest

from ticker_app.day_stats import DAY_US
from ticker_app.ui.watchlist.columns import (
    HEADINGS,
    Column,
    is_bound,
    sort_key,
    spoken,
    text,
    tip,
)
from ticker_app.ui.watchlist.watch_row import DayFigures, WatchRow, missing_row
from ticker_app.ui.wording import NARROW, NOTHING

NOON_US = 20_000 * DAY_US + DAY_US // 2
MIDNIGHT_US = NOON_US + DAY_US // 2
DAY = DayFigures(101.0, 99.0, 12_345.0, NOON_US - 3_600_000_000, True, MIDNIGHT_US)
BOUND = DayFigures(101.0, 99.0, 12_345.0, NOON_US, False, MIDNIGHT_US, NOON_US + 5)
ROW = WatchRow(
    "AAA", "Alpha", 2, 100.5, 0.5, 0.005, 100.45, 100.55, 0.1, NOON_US - 600_000, DAY
)  # fmt: skip


def row(day: DayFigures | None) -> WatchRow:
    return WatchRow("AAA", "Alpha", 2, day=day)


def test_each_cell_says_its_figure() -> None:
    assert [text(column, ROW, NOON_US) for column in Column] == [
        "AAA", "100.50", "▲ +0.50", f"+0.50{NARROW}%", "100.45", "100.55", "0.10",
        f"12.3{NARROW}k", "101.00", "99.00", f"0.6{NARROW}s", "",
    ]  # fmt: skip


def test_what_is_not_known_is_a_dash_and_has_no_place_in_an_order() -> None:
    said = [text(column, row(None), NOON_US) for column in Column]
    assert said == ["AAA", *[NOTHING] * 10, ""]
    keys = [sort_key(column, row(None), NOON_US) for column in Column]
    assert keys == ["AAA", *[None] * 11]


def test_numbers_are_sorted_by_and_not_texts() -> None:
    keys = [sort_key(column, ROW, NOON_US) for column in Column]
    assert keys == [
        "AAA", 100.5, 0.5, 0.005, 100.45, 100.55, 0.1, 12_345.0, 101.0, 99.0, 600_000, 0.005,
    ]  # fmt: skip


@pytest.mark.parametrize("column", [Column.VOLUME, Column.HIGH, Column.LOW])
def test_a_day_that_is_over_is_not_known_any_more(column: Column) -> None:
    assert text(column, row(DAY), MIDNIGHT_US - 1) != NOTHING
    assert text(column, row(DAY), MIDNIGHT_US) == NOTHING
    assert sort_key(column, row(DAY), MIDNIGHT_US) is None


def test_figures_that_are_only_bounds_say_so() -> None:
    assert not is_bound(row(BOUND), NOON_US)
    later_us = NOON_US + 5
    assert text(Column.HIGH, row(BOUND), later_us) == f"≥{NARROW}101.00"
    assert text(Column.LOW, row(BOUND), later_us) == f"≤{NARROW}99.00"
    assert text(Column.VOLUME, row(BOUND), later_us) == f"≥{NARROW}12.3{NARROW}k"
    assert "Only a bound" in tip(Column.HIGH, row(BOUND), later_us)


def test_a_volume_without_sizes_is_unknown() -> None:
    day = DayFigures(1.0, 1.0, None, NOON_US, True, MIDNIGHT_US)
    assert text(Column.VOLUME, row(day), NOON_US) == NOTHING


def test_what_is_spoken_has_words_for_signs() -> None:
    assert spoken(Column.SYMBOL, ROW, NOON_US) == "AAA, Alpha"
    assert spoken(Column.CHANGE, ROW, NOON_US) == "Change: up +0.50"
    assert spoken(Column.BID, row(None), NOON_US) == "Bid: not known"
    assert spoken(Column.HIGH, row(BOUND), NOON_US + 5) == "High of the day: at least 101.00"
    assert "drawing" in spoken(Column.SPARK, ROW, NOON_US)


def test_a_tip_names_the_symbol_and_what_the_day_counts() -> None:
    assert tip(Column.LAST, ROW, NOON_US) == "Alpha"
    assert tip(Column.HIGH, ROW, NOON_US) == (
        "Alpha: high of the day, since the tape began at 11:00:00 UTC."
    )
    assert "since midnight UTC" in tip(Column.LOW, row(BOUND), NOON_US)
    assert tip(Column.LOW, row(None), NOON_US) == "Alpha"


def test_a_symbol_that_the_server_does_not_have_says_so() -> None:
    missing = missing_row("ZZZ", asked=True)
    assert spoken(Column.SYMBOL, missing, NOON_US) == "ZZZ, not on this server"
    assert "ZZZ is not on this server" in tip(Column.LAST, missing, NOON_US)
    assert missing_row("ZZZ", asked=False).is_there


def test_every_heading_has_a_name_and_a_meaning() -> None:
    for column in Column:
        heading = HEADINGS[column]
        assert heading.short
        assert heading.name
        assert heading.meaning in heading.explained
