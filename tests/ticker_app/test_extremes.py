"""Whatever the border lets through, however far out, can be kept, measured and counted."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from server.wire import Cursor, Tick, WireError, decode_body, encode
from tests.benchmarks.mutation import Tape, mutated
from ticker_app.arrival import Arrival
from ticker_app.board import Board
from ticker_app.candle_series import CandleSeries
from ticker_app.day_stats import DayStats
from ticker_app.feeds.sense import sensible
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.deliveries import Deliveries
from ticker_app.series import Kind

NOW_US = 1_732_242_000_000_000
MOMENTS = st.sampled_from([0, 1, NOW_US, 2**53 - 1]) | st.integers(0, 2**53 - 1)
COUNTS = st.sampled_from([0, 1, 2**44 - 1]) | st.integers(0, 2**44 - 1)
PRICES = st.sampled_from([0.0, -1e12, 1e12, 1e-300]) | st.floats(-1e12, 1e12)
SIZES = st.none() | st.sampled_from([0.0, 1e18]) | st.floats(0, 1e18)
TICKS = st.builds(
    Tick, st.sampled_from(["A", "B"]), COUNTS, COUNTS, MOMENTS, st.none(), PRICES, SIZES
)
ARRIVALS = st.builds(
    lambda ticks, epoch, as_of_us, complete: Arrival(
        ticks=sorted(ticks, key=lambda tick: tick.seq),
        received_us=NOW_US,
        opened_us=NOW_US - 1,
        cursor=Cursor(epoch, 2**44 - 1),
        as_of_us=as_of_us,
        complete=complete,
        sent_us=as_of_us,
        decoded_us=NOW_US,
    ),
    st.lists(TICKS, max_size=6),
    st.sampled_from(["e1", "e2"]),
    MOMENTS,
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(
    exchanges=st.lists(st.tuples(MOMENTS, MOMENTS), max_size=3),
    arrivals=st.lists(ARRIVALS, min_size=1, max_size=6),
)
def test_extremes_are_kept_measured_and_counted(
    exchanges: list[tuple[int, int]], arrivals: list[Arrival]
) -> None:
    offset = ClockOffset()
    for t2_us, t3_us in exchanges:
        offset.exchange(NOW_US, t2_us, max(t2_us, t3_us), NOW_US + 5)
    board, days = Board(offset.to_client_us), DayStats(offset.to_client_us)
    measures, candles = Deliveries(offset.to_client_us), CandleSeries(1_000_000)
    measures.watch("A", NOW_US)
    for arrival in arrivals:
        board.enter(arrival.cursor.epoch)
        board.deliver(arrival, Kind.PUSHED)
        board.publish("A", [tick for tick in arrival.ticks if tick.symbol == "A"])
        days.hear(arrival.cursor.epoch, arrival.ticks)
        measures.take(arrival)
        candles.hear(arrival.ticks, arrival.as_of_us, every_tick=True)
    for series in board.series.values():
        assert (np.diff(series.seen.shown_us) >= 0).all()
        assert (np.diff(series.published.key) > 0).all()
    assert np.isfinite(candles.columns().volume).all()
    assert measures.seen + measures.missed >= 0


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_mutated_answer_is_sensible_or_refused(seed: int) -> None:
    random = Random(seed)
    tape = Tape(random, NOW_US)
    tape.publish(5)
    for value in (tape.quotes(), tape.page(), tape.listing(), tape.days(), tape.time()):
        assert sensible(decode_body(encode(value), type(value))) == value
        with suppress(WireError):
            sensible(decode_body(mutated(value, random), type(value)))
