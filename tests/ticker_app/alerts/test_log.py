from __future__ import annotations

import pytest

from tests.ticker_app.alerts.parts import POLL, PUSH, SECOND, above, book_of, bring, tape, tick
from ticker_app.alerts.firing import Entry, Firing, Unseen
from ticker_app.alerts.gap import Settled
from ticker_app.alerts.log import AlertLog, Summary
from ticker_app.choice import LaneChoice, Transport


def firing(
    number: int,
    delay_us: int,
    *,
    choice: LaneChoice = PUSH,
    opened_us: int = 0,
    is_exact: bool = True,
) -> Firing:
    book = book_of(above())
    (made,) = bring(book, tape([99.0, 101.0]), choice=choice, late_us=delay_us, opened_us=opened_us)
    return Firing(
        number=number,
        alert=made.alert,
        direction=made.direction,
        moved_share=None,
        price=made.price,
        choice=choice,
        published_us=made.published_us,
        fired_us=made.fired_us,
        opened_us=opened_us,
        first_us=made.first_us if is_exact else None,
        was_missed=False if is_exact else None,
    )


def unseen(times: int, choice: LaneChoice = POLL) -> Unseen:
    return Unseen(above(), 1, 101.0, choice, SECOND, 2 * SECOND, times)


def log_of(*entries: Entry) -> AlertLog:
    log = AlertLog()
    for entry in entries:
        if isinstance(entry, Firing):
            log.add([entry])
        else:
            log.settle(Settled(None, None, None, entry))
    return log


def test_a_firing_is_completed_by_what_was_learnt() -> None:
    log = log_of(firing(1, 400, is_exact=False), firing(2, 700))
    log.settle(Settled(1, SECOND, True, None))
    first, second = log.entries
    assert isinstance(first, Firing)
    assert (first.delay_us, first.is_exact, first.was_missed) == (SECOND + 400, True, True)
    assert isinstance(second, Firing)
    assert second.delay_us == 700
    assert log.revision == 3


def test_what_was_learnt_of_a_forgotten_firing_is_left_out() -> None:
    log = log_of(firing(2, 700))
    revision = log.revision
    log.settle(Settled(1, SECOND, True, None))
    assert log.revision == revision


def test_the_oldest_entries_are_forgotten() -> None:
    log = AlertLog(capacity=2)
    log.add([firing(number, 0) for number in range(1, 4)])
    assert [entry.number for entry in log.entries if isinstance(entry, Firing)] == [2, 3]
    assert len(log) == 2


def test_a_cleared_log_is_empty() -> None:
    log = log_of(firing(1, 0))
    log.clear()
    assert log.entries == ()
    assert log.summaries() == []


def test_pushed_and_polled_are_told_apart_pushed_first() -> None:
    log = log_of(
        firing(1, 512_000, choice=POLL),
        firing(2, 3000),
        firing(3, 2000),
        firing(4, 9000),
        unseen(3),
    )
    assert log.summaries() == [
        Summary(PUSH, 3, 0, median_us=3000, p99_us=9000, worst_us=9000, unseen=0),
        Summary(POLL, 1, 0, median_us=512_000, p99_us=512_000, worst_us=512_000, unseen=3),
    ]


def test_each_way_to_poll_has_a_summary_of_its_own() -> None:
    slow = LaneChoice(Transport.POLL, 5.0)
    log = log_of(firing(1, 1, choice=POLL), firing(2, 2, choice=slow))
    assert [summary.choice for summary in log.summaries()] == [POLL, slow]


def test_what_was_waiting_before_the_lane_opened_says_nothing_about_it() -> None:
    log = log_of(firing(1, 5000), firing(2, 60 * SECOND, opened_us=9 * SECOND))
    (summary,) = log.summaries()
    assert (summary.fired, summary.worst_us) == (1, 5000)


def test_a_lane_on_which_only_crossings_were_missed_has_no_delay() -> None:
    (summary,) = log_of(unseen(2)).summaries()
    assert summary == Summary(POLL, 0, 0, None, None, None, 2)


def test_delays_that_are_only_bounds_are_counted() -> None:
    (summary,) = log_of(firing(1, 400, is_exact=False), firing(2, 700)).summaries()
    assert (summary.fired, summary.at_least) == (2, 1)


@pytest.mark.parametrize(("number", "median_us", "p99_us"), [(1, 1, 1), (2, 1, 2), (200, 100, 198)])
def test_a_percentile_is_a_delay_that_was(number: int, median_us: int, p99_us: int) -> None:
    log = log_of(*(firing(each, each) for each in range(number, 0, -1)))
    (summary,) = log.summaries()
    assert (summary.median_us, summary.p99_us) == (median_us, p99_us)


def test_a_firing_far_behind_a_gap_is_bounded_from_below() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)], choice=POLL)
    log = AlertLog()
    log.add(bring(book, [tick(3, 101.0)], choice=POLL, late_us=600))
    assert log.summaries()[0].at_least == 1
