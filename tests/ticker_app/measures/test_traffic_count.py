"""Traffic counted tick by tick, against a computation from all ticks at once."""

from __future__ import annotations

from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ticker_app.measures.naive_traffic import naive_traffic
from ticker_app.measures.symbol_score import Published
from ticker_app.measures.traffic import Traffic
from ticker_app.measures.traffic_count import TrafficCount

BEGIN_US = 1_732_242_000_000_000
SECOND = 1_000_000


def counted(*told: Published, through_us: int) -> Traffic | None:
    count = TrafficCount("ABC", BEGIN_US)
    for one in sorted(told, key=attrgetter("published_us")):
        count.publish(one.symbol, one.published_us)
    return count.traffic(through_us)


def tick(symbol: str, at_us: int) -> Published:
    return Published(symbol, 1, BEGIN_US + at_us, 100.0)


def test_before_a_tick_in_the_window_there_is_no_traffic() -> None:
    assert counted(through_us=BEGIN_US + 5) is None
    assert counted(tick("A", -5), tick("B", 0), through_us=BEGIN_US + 5) is None


def test_as_long_as_nothing_is_known_of_the_window_there_is_no_traffic() -> None:
    assert counted(tick("A", 3), through_us=BEGIN_US) is None
    assert counted(tick("A", 3), through_us=0) is None


def test_of_other_symbols_nothing_is_counted() -> None:
    assert counted(tick("Z", 3), through_us=BEGIN_US + 5) is None


def test_a_clock_that_was_set_back_makes_no_gap_negative() -> None:
    count = TrafficCount("A", BEGIN_US)
    for at_us in (1_000, 900, 5_000):
        count.publish("A", BEGIN_US + at_us)
    traffic = count.traffic(BEGIN_US + SECOND)
    assert traffic is not None
    assert (traffic.rates_hz, traffic.moments_hz) == ((3.0,), 2.0)


ticks = st.builds(
    tick,
    st.sampled_from("ABC"),
    st.integers(-SECOND, 9 * SECOND) | st.integers(0, 300),
)


@given(st.lists(ticks, max_size=60))
def test_it_is_what_all_ticks_at_once_give(told: list[Published]) -> None:
    through_us = BEGIN_US + 9 * SECOND + 1
    by_symbol = {
        symbol: sorted(
            (one for one in told if one.symbol == symbol), key=attrgetter("published_us")
        )
        for symbol in "ABC"
    }
    expected = naive_traffic(by_symbol, BEGIN_US, through_us)
    found = counted(*told, through_us=through_us)
    if expected is None or found is None:
        assert expected is found is None
        return
    assert found.rates_hz == pytest.approx(expected.rates_hz)
    assert found.moments_hz == expected.moments_hz
    assert found.poisson == expected.poisson
    assert found.mean_wait_s == pytest.approx(expected.mean_wait_s)
