"""For how long the delivered price has been out of date, with publications learnt late."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.measures.age import MOST_WAITING, UnseenAge


def test_before_it_begins_nothing_is_known() -> None:
    unseen = UnseenAge()
    unseen.deliver(5, 1)
    unseen.advance(10)
    assert (unseen.now(10), unseen.mean(), unseen.current_share()) == (None, None, None)


def test_a_lane_that_has_everything_is_current() -> None:
    unseen = UnseenAge()
    unseen.begin(100, 7)
    unseen.advance(200)
    assert (unseen.now(200), unseen.mean(), unseen.current_share()) == (0, 0.0, 1.0)


def test_an_undelivered_tick_makes_it_out_of_date() -> None:
    unseen = UnseenAge()
    unseen.begin(100, 7)
    unseen.publish(8, 150)
    unseen.advance(200)
    assert unseen.current_share() == 0.5
    assert unseen.mean() == (50 * 50 / 2) / 100
    assert unseen.now(230) == 80


def test_it_is_the_first_undelivered_tick_that_counts() -> None:
    unseen = UnseenAge()
    unseen.begin(100, 7)
    unseen.publish(8, 110)
    unseen.publish(9, 120)
    unseen.deliver(130, 8)
    assert unseen.now(140) == 20


def test_a_delivery_may_skip_ticks() -> None:
    unseen = UnseenAge()
    unseen.begin(100, 7)
    for count, published_us in ((8, 110), (9, 120), (10, 130)):
        unseen.publish(count, published_us)
    unseen.deliver(150, 10)
    unseen.advance(200)
    assert unseen.now(200) == 0
    assert unseen.current_share() == (10 + 50) / 100


def test_a_publication_known_before_the_beginning_counts_from_there() -> None:
    unseen = UnseenAge()
    unseen.publish(8, 90)
    unseen.begin(100, 7)
    unseen.advance(110)
    assert unseen.mean() == (10 + 20) / 2


def test_what_overlaps_counts_once() -> None:
    unseen = UnseenAge()
    unseen.begin(100, 7)
    unseen.publish(8, 150)
    unseen.publish(8, 190)
    unseen.deliver(160, 6)
    assert unseen.now(170) == 20


def test_beginning_again_leaves_out_the_time_between() -> None:
    unseen = UnseenAge()
    unseen.begin(100, 7)
    unseen.publish(8, 150)
    unseen.advance(200)
    unseen.begin(1_000, 20)
    unseen.advance(1_100)
    assert unseen.current_share() == 150 / 200


def test_a_new_tape_voids_what_was_known() -> None:
    unseen = UnseenAge()
    unseen.begin(100, 7)
    unseen.publish(8, 150)
    unseen.restart_counts()
    assert unseen.now(300) is None
    unseen.begin(300, 1)
    unseen.publish(2, 310)
    unseen.advance(320)
    assert unseen.mean() == (10 * 10 / 2) / 20


events = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from(["publish", "deliver", "learn"])), max_size=40
)


@given(events)
def test_the_integral_is_that_of_summing_every_instant(
    steps: list[tuple[int, str]],
) -> None:
    """Publications become known only at each "learn"; the answer must not depend on when."""
    unseen = UnseenAge()
    unseen.begin(0, 0)
    now_us = 0
    published: list[int] = []
    known = 0
    delivered: list[tuple[int, int]] = [(0, 0)]
    for gap_us, what in [*steps, (1, "learn")]:
        now_us += gap_us
        if what == "publish":
            published.append(now_us)
        elif what == "deliver":
            delivered.append((now_us, len(published)))
            unseen.deliver(now_us, len(published))
        else:
            for count in range(known, len(published)):
                unseen.publish(count + 1, published[count])
            known = len(published)
            unseen.advance(now_us)
    total, current = Fraction(0), 0
    for instant in range(now_us):
        count = max(count for received_us, count in delivered if received_us <= instant)
        waiting = [at_us for at_us in published[count:] if at_us <= instant]
        total += Fraction(2 * (instant - waiting[0]) + 1, 2) if waiting else 0
        current += not waiting
    assert unseen.mean() == float(total / now_us)
    assert unseen.current_share() == current / now_us


def test_deliveries_that_nobody_can_judge_do_not_pile_up() -> None:
    """The second reading fails for hours: it begins anew and leaves that time out."""
    unseen = UnseenAge()
    unseen.begin(100, 0)
    for count in range(1, MOST_WAITING + 2):
        unseen.deliver(100 + count, count)
    assert len(unseen._delivered) == 0
    at_us = 101 + MOST_WAITING
    unseen.advance(at_us + 50)
    assert (unseen.now(at_us + 50), unseen.current_share()) == (0, 1.0)


def test_of_many_that_were_not_delivered_the_first_ones_are_remembered() -> None:
    unseen = UnseenAge()
    unseen.begin(100, 0)
    for count in range(1, MOST_WAITING + 10):
        unseen.publish(count, 100 + count)
    assert len(unseen._published) == MOST_WAITING
    assert unseen.now(201) == 100
