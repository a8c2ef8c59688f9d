"""The chart in sentences."""

from __future__ import annotations

import pytest

from tests.ticker_app.ui.standin import NOW_US
from ticker_app.chart_settings import ChartSettings, Style, Timeframe
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.ticks import pointed_text
from ticker_app.ui.chart.words import (
    NO_OLDER,
    READING_OLDER,
    description,
    older_words,
    waiting_words,
)
from ticker_app.ui.local_text import clock_text

LEFT_S = NOW_US / 1e6
FRAME = Frame(LEFT_S, LEFT_S + 60, 0.1)


def test_an_empty_chart_says_what_it_waits_for() -> None:
    assert waiting_words(None, is_read=False) == "Waiting for the server…"
    assert waiting_words("AAA", is_read=False) == "Waiting for the first price of AAA…"
    assert waiting_words("AAA", is_read=True).startswith("No candles of AAA yet")


@pytest.mark.parametrize(
    ("first_s", "has_older", "words"),
    [
        (None, True, ""),
        (LEFT_S - 1, True, ""),
        (LEFT_S + 1, True, READING_OLDER),
        (LEFT_S + 1, False, NO_OLDER),
    ],
)
def test_before_the_oldest_candle_it_says_why_there_is_nothing(
    first_s: float | None, has_older: bool, words: str
) -> None:
    assert older_words(FRAME, first_s, has_older=has_older) == words


def test_who_cannot_see_it_hears_what_is_shown_the_last_price_and_the_change() -> None:
    settings = ChartSettings(timeframe=Timeframe.M1, style=Style.BARS, compared=("BBB",))
    since, until = clock_text(FRAME.left_s), clock_text(FRAME.right_s)
    assert description(settings, FRAME, 97.5, 100.0, 2) == (
        f"1 m bars from {since} to {until}. Last 97.50. "
        "Change in view \u22122.50, \u22122.50\u202f%. Compared with BBB."
    )
    assert description(ChartSettings(), FRAME, None, None, 2) == (
        f"Prices as they came from {since} to {until}."
    )


def test_a_moment_among_several_days_has_its_day() -> None:
    within_a_day, among_days = (pointed_text(LEFT_S, width, 60) for width in (3600, 90_000))
    assert within_a_day == clock_text(LEFT_S)[:5]
    assert among_days.endswith(within_a_day)
    assert len(among_days) > len(within_a_day)
