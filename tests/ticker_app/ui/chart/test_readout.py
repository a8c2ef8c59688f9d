"""One moment in words: what is said, in which colour, and where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.ticker_app.ui.chart.some_candles import candle, columns
from ticker_app.series import Kind
from ticker_app.ui.chart.readout import (
    NO_TICKS,
    NOT_KNOWN,
    OPEN,
    Ink,
    candle_fields,
    gap_fields,
    tick_fields,
)
from ticker_app.ui.chart.readout_layout import placed
from ticker_app.ui.chart.tick_reading import TickReading

CANDLES = columns([candle(0, 98, 100), candle(1, 101, 97, volume=1500.0), candle(2, 97, 97)])


def test_a_candle_is_told_with_its_change_since_the_close_before() -> None:
    fields = candle_fields(CANDLES, 1, 2, "13:42:20")
    words = " ".join(field.words for field in fields)
    assert words == (
        "13:42:20 O 101.00 H 102.00 L 96.00 C 97.00 Vol 1500 ▼ \u22123.00  \u22123.00\u202f%"
    )
    assert [field.ink for field in fields[1:5]] == [Ink.DOWN] * 4


def test_the_first_candle_has_changed_since_its_own_open() -> None:
    assert candle_fields(CANDLES, 0, 2, "")[-1].words == "▲ +2.00  +2.04\u202f%"


def test_a_candle_that_went_nowhere_has_no_direction() -> None:
    fields = candle_fields(CANDLES, 2, 2, "", OPEN)
    assert {field.ink for field in fields[1:5]} == {Ink.TEXT}
    assert fields[-1].text == OPEN


def test_a_price_of_nothing_has_no_percents() -> None:
    free = columns([candle(0, 0, 0), candle(1, 0, 1)])
    assert candle_fields(free, 1, 2, "")[-1].text == "+1.00  –"


def test_a_tick_is_told_with_how_it_came_and_how_old_it_was() -> None:
    reading = TickReading(97.35, Kind.POLLED, 1.25, 0.25)
    fields = tick_fields(reading, 2, "13:42:20")
    words = " ".join(field.words for field in fields)
    assert words == "13:42:20 97.35 polled age 1.25\u202fs out of date for 0.25\u202fs"
    assert fields[2].ink is Ink.POLLED


def test_what_nobody_knows_is_not_told() -> None:
    assert [
        field.words for field in tick_fields(TickReading(9.0, Kind.HISTORY, None, None), 1, "")
    ] == ["", "9.0", "history"]
    assert tick_fields(None, 2, "")[-1].text == NOT_KNOWN
    assert gap_fields("13:42:20")[-1].text == NO_TICKS


widths = st.lists(st.floats(1, 200), min_size=1, max_size=9)


@given(widths, st.floats(50, 600), st.integers(1, 2))
def test_fields_never_overlap_and_stay_within_their_lines(
    wide: list[float], room: float, lines: int
) -> None:
    places = placed(wide, range(len(wide)), room, 10.0, lines)
    ends = dict.fromkeys(range(lines), 0.0)
    kept = [(width, place) for width, place in zip(wide, places, strict=True) if place]
    assert kept
    for width, place in kept:
        assert place.left >= ends[place.line]
        ends[place.line] = place.left + width
        assert ends[place.line] <= room or place.left == 0


def test_the_least_important_is_left_out_first() -> None:
    places = placed([50, 50, 50], [3, 1, 2], 110, 10, 1)
    assert [place is not None for place in places] == [True, False, True]


def test_a_second_line_comes_before_anything_is_left_out() -> None:
    places = placed([50, 50, 50], [3, 1, 2], 110, 10, 2)
    assert [place and place.line for place in places] == [0, 0, 1]
