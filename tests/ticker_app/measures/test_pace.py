"""What the theory needs to know of a lane's transport."""

from __future__ import annotations

import pytest

from tests.ticker_app.fakes import cursor, tick
from ticker_app.arrival import Arrival
from ticker_app.choice import Mode
from ticker_app.measures.pace import Pace, PaceReading


def pace(mode: Mode, *arrivals: Arrival, way_up_us: int = 0) -> PaceReading:
    """What was learnt from these, with a server whose clock is 100 µs ahead."""
    learnt = Pace(mode, lambda server_us: server_us - 100)
    for arrival in arrivals:
        learnt.take(arrival, way_up_us)
    return learnt.reading()


def arrival(
    received_us: int,
    *published_us: int,
    as_of_us: int = 0,
    due_us: int | None = None,
    asked_us: int | None = None,
    sent_us: int | None = None,
) -> Arrival:
    ticks = [tick(seq, time=time) for seq, time in enumerate(published_us, 1)]
    return Arrival(
        ticks,
        received_us,
        0,
        cursor(9),
        as_of_us,
        scheduled_us=due_us,
        asked_us=asked_us,
        sent_us=sent_us,
    )


def test_before_an_arrival_nothing_is_known() -> None:
    nothing = pace(Mode.PULL)
    assert (nothing.delay_s, nothing.newest_delay_s) == (0, 0)
    assert (nothing.period_s, nothing.gap_s, nothing.moments_per_message) == (None, None, None)
    assert (nothing.delays, nothing.gaps) == (None, None)


def test_the_delay_of_a_push_is_from_publication_to_arrival() -> None:
    learnt = pace(Mode.PUSH, arrival(1_000, 700, 900), arrival(3_000))
    assert learnt.delay_s == pytest.approx(300e-6)
    assert learnt.newest_delay_s == pytest.approx(200e-6)


def test_the_delay_of_a_poll_begins_when_the_server_looked() -> None:
    learnt = pace(Mode.PULL, arrival(1_000, 5, as_of_us=800), arrival(2_000, as_of_us=5))
    assert learnt.delay_s == pytest.approx(300e-6)


def test_the_delay_of_a_page_of_old_ticks_begins_when_the_server_looked_too() -> None:
    # Cut short, it only tells what was published up to its last tick.
    recovered = arrival(1_000, 5, as_of_us=5, sent_us=800)
    assert pace(Mode.PULL, recovered).delay_s == pytest.approx(300e-6)


def test_the_delay_of_a_request_that_waited_is_from_the_tick_that_ended_the_wait() -> None:
    waited = arrival(1_000, 700, 750, as_of_us=900, asked_us=100)
    assert pace(Mode.PULL, waited, way_up_us=50).delay_s == pytest.approx(400e-6)


def test_the_delay_of_a_request_that_found_ticks_is_from_its_coming_to_the_server() -> None:
    found = arrival(1_000, 200, as_of_us=900, asked_us=600)
    assert pace(Mode.PULL, found, way_up_us=50).delay_s == pytest.approx(350e-6)


def test_a_delay_below_zero_is_the_clocks_error() -> None:
    assert pace(Mode.PUSH, arrival(1_000, 2_000)).delay_s == 0


def test_the_period_is_from_poll_to_poll() -> None:
    polls = [arrival(at_us, due_us=at_us) for at_us in (0, 1_000_000, 3_000_000)]
    assert pace(Mode.PULL, *polls).period_s == 1.5


def test_the_gap_is_from_an_answer_to_the_next_waiting_request() -> None:
    first = arrival(1_000, as_of_us=900, asked_us=500)
    learnt = pace(Mode.PULL, first, arrival(5_000, asked_us=1_200), way_up_us=50)
    assert learnt.gap_s == pytest.approx((1_200 + 50 - 800) * 1e-6)
    assert learnt.gaps is not None
    assert learnt.gaps.mean() == pytest.approx(learnt.gap_s)


def test_how_long_answers_took_is_known_as_it_varied() -> None:
    polls = [arrival(1_000, 5, as_of_us=800), arrival(2_000, 5, as_of_us=1_600)]
    delays = pace(Mode.PULL, *polls).delays
    assert delays is not None
    assert delays.values_s.tolist() == pytest.approx([300e-6, 500e-6])
    assert delays.shares.tolist() == [0.5, 0.5]


def test_ticks_of_a_message_that_share_a_moment_count_as_one() -> None:
    messages = [arrival(900, 100, 140, 191), arrival(3_000, 2_000)]
    assert pace(Mode.PUSH, *messages, arrival(4_000)).moments_per_message == 1.5
