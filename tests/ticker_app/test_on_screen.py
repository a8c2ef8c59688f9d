"""What was on the screen in a window of time."""

from __future__ import annotations

import pytest

from tests.ticker_app.deliveries import FOREVER, S, series_of
from ticker_app.on_screen import Change, on_screen
from ticker_app.series import Kind


def test_only_what_is_in_view_is_drawn_and_one_row_at_either_side() -> None:
    series = series_of(
        [(at * S, at) for at in range(1, 100)],
        [(at * S, at - 1, Kind.PUSHED) for at in range(1, 100)],
    )
    screen = on_screen(series.seen, [], 50 * S + 1, 52 * S + 1, 200 * S)
    assert screen.price.tolist() == [50, 51, 52, 53]
    assert screen.end_us.tolist() == [51 * S, 52 * S, 53 * S, 54 * S]


def test_the_newest_price_is_there_until_now() -> None:
    series = series_of([(S, 10.0), (2 * S, 12.0)], [(S, 0, Kind.PUSHED), (3 * S, 1, Kind.PUSHED)])
    screen = on_screen(series.seen, [], 0, FOREVER, 7 * S)
    assert screen.begin_us.tolist() == [S, 3 * S]
    assert screen.end_us.tolist() == [3 * S, 7 * S]


def test_a_change_of_lanes_begins_a_row_with_the_price_that_was_there() -> None:
    series = series_of([(S, 10.0)], [(S, 0, Kind.PUSHED)])
    screen = on_screen(series.seen, [Change(3 * S, Kind.POLLED)], 0, FOREVER, 5 * S)
    assert screen.price.tolist() == [10, 10]
    assert screen.end_us.tolist() == [3 * S, 5 * S]
    assert screen.kind.tolist() == [Kind.PUSHED, Kind.POLLED]
    assert screen.joined.tolist()[1] is True


@pytest.mark.parametrize("at_us", [0, S, 5 * S, 9 * S])
def test_a_change_outside_of_what_was_shown_begins_nothing(at_us: int) -> None:
    series = series_of([(S, 10.0)], [(S, 0, Kind.PUSHED)])
    screen = on_screen(series.seen, [Change(at_us, Kind.POLLED)], 0, FOREVER, 5 * S)
    assert screen.kind.tolist() == [Kind.PUSHED]
