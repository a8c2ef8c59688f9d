"""What was on the screen at one moment."""

from __future__ import annotations

import pytest

from server.wire import Tick
from tests.ticker_app.ui.standin import NOW_US
from ticker_app.on_screen import Change
from ticker_app.series import Kind, Published, SymbolSeries
from ticker_app.ui.chart.tick_reading import TickReading, tick_at

S = 1_000_000


def tick(count: int, price: float) -> Tick:
    return Tick("AAA", count, count, 0, None, price)


def series() -> SymbolSeries:
    """History, then two ticks; a third was published half a second before it was polled."""
    made = SymbolSeries()
    ticks = [Published(tick(n, 10.0 + n), NOW_US + n * S) for n in range(5)]
    made.fill(ticks[:2])
    for known in ticks[2:4]:
        made.see(known.tick, known.published_us, known.published_us, Kind.PUSHED)
    made.see(ticks[4].tick, ticks[4].published_us, ticks[4].published_us + S // 2, Kind.POLLED)
    return made


def at(after_s: float, through_s: float | None = 10.0) -> TickReading | None:
    through_us = None if through_s is None else round(NOW_US + through_s * S)
    change = Change(NOW_US + 3 * S + S // 2, Kind.POLLED)
    return tick_at(series(), [change], round(NOW_US + after_s * S), NOW_US + 6 * S, through_us)


def test_the_price_that_was_shown_and_its_age() -> None:
    assert at(3.25) == TickReading(13.0, Kind.PUSHED, 0.25, 0.0)


def test_after_a_switch_it_came_the_other_way() -> None:
    found = at(3.75)
    assert found is not None
    assert (found.price, found.kind) == (13.0, Kind.POLLED)


def test_a_price_is_out_of_date_since_the_next_was_published() -> None:
    assert at(4.25) == TickReading(13.0, Kind.POLLED, 1.25, 0.25)
    assert at(5.0) == TickReading(14.0, Kind.POLLED, 1.0, 0.0)


def test_nobody_knows_for_how_long_without_the_reference() -> None:
    found, later = at(4.25, None), at(4.25, 4.1)
    assert found is not None
    assert later is not None
    assert found.outdated_s is later.outdated_s is None


def test_history_has_no_age() -> None:
    assert at(0.5) == TickReading(10.0, Kind.HISTORY, None, None)


@pytest.mark.parametrize("after_s", [-1.0, 7.0])
def test_before_the_first_and_after_now_there_is_nothing(after_s: float) -> None:
    assert at(after_s) is None
