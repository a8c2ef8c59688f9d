"""The offset of the server's clock, from exchanges of four times."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.measures.clock_offset import KEPT_EXCHANGES, ClockOffset, ClockReading

spans = st.integers(0, 1_000_000)


def test_before_the_first_exchange_nothing_is_known() -> None:
    clock = ClockOffset()
    assert clock.reading() is None
    assert clock.to_client_us(1_000) == 1_000


def test_the_offset_is_the_mean_of_both_ways() -> None:
    clock = ClockOffset()
    clock.exchange(t1=1_000, t2=5_010, t3=5_020, t4=1_030)
    assert clock.reading() == ClockReading(offset_us=4_000, bound_us=10)
    assert clock.to_client_us(5_020) == 1_020


def test_the_shortest_round_trip_counts() -> None:
    clock = ClockOffset()
    clock.exchange(0, 150, 150, 100)
    clock.exchange(0, 105, 105, 10)
    clock.exchange(0, 400, 400, 200)
    assert clock.reading() == ClockReading(offset_us=100, bound_us=5)


def test_only_the_last_exchanges_count() -> None:
    clock = ClockOffset()
    clock.exchange(0, 105, 105, 10)
    for _ in range(KEPT_EXCHANGES):
        clock.exchange(0, 250, 250, 100)
    assert clock.reading() == ClockReading(offset_us=200, bound_us=50)


def test_after_a_restart_the_old_reading_stays_until_the_next_exchange_replaces_it() -> None:
    clock = ClockOffset()
    clock.exchange(0, 105, 105, 10)
    clock.restart()
    assert clock.reading() == ClockReading(offset_us=100, bound_us=5)
    clock.exchange(0, 1_050, 1_050, 100)
    assert clock.reading() == ClockReading(offset_us=1_000, bound_us=50)


def test_a_clock_that_slept_for_an_hour_is_believed_from_the_first_exchange_on() -> None:
    clock, hour_us = ClockOffset(), 3_600_000_000
    for at_us in range(KEPT_EXCHANGES):
        clock.exchange(at_us, at_us + 5, at_us + 5, at_us + 10)
    clock.exchange(100, 100 + hour_us + 50, 100 + hour_us + 50, 200)
    assert clock.reading() == ClockReading(offset_us=hour_us, bound_us=50)


def test_a_long_way_is_no_jump() -> None:
    clock = ClockOffset()
    clock.exchange(0, 5, 5, 10)
    clock.exchange(0, 3_000_000, 3_000_000, 3_000_100)
    assert clock.reading() == ClockReading(offset_us=0, bound_us=5)


def test_clocks_of_coarse_steps_never_give_a_negative_bound() -> None:
    clock = ClockOffset()
    clock.exchange(t1=0, t2=100, t3=110, t4=5)
    assert clock.reading() == ClockReading(offset_us=102, bound_us=0)


@given(offset=st.integers(-(10**12), 10**12), there=spans, inside=spans, back=spans)
def test_the_true_offset_lies_within_the_bound(
    offset: int, there: int, inside: int, back: int
) -> None:
    clock = ClockOffset()
    sent = 10**13
    came = sent + there + offset
    clock.exchange(sent, came, came + inside, sent + there + inside + back)
    reading = clock.reading()
    assert reading is not None
    assert abs(reading.offset_us - offset) <= reading.bound_us
