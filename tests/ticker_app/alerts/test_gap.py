"""What is learnt of ticks that were not delivered."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.wire import Tick
from tests.ticker_app.alerts.parts import (
    POLL,
    SECOND,
    above,
    at,
    book_of,
    bring,
    bring_each,
    move,
    same_clock,
    tape,
    tick,
)
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.book import AlertBook
from ticker_app.alerts.firing import Firing, Unseen
from ticker_app.alerts.gap import Settled, settle
from ticker_app.alerts.log import AlertLog

PRICES = st.lists(st.sampled_from([97.0, 98.0, 99.0, 100.0, 101.0, 102.0]), min_size=1)
ALERTS = st.sampled_from(
    [*map(at, (Condition.ABOVE, Condition.BELOW, Condition.CROSSING)), move(2, 3.0)]
)


def polled(alert: Alert, ticks: Sequence[Tick], *seen: int) -> tuple[AlertBook, list[Firing]]:
    """A poll after each of these counts."""
    book = book_of(alert)
    return book, bring_each(book, [ticks[count - 1] for count in seen], choice=POLL)


def settled(book: AlertBook, ticks: Sequence[Tick]) -> Settled:
    (gap,) = book.gaps
    found = settle(gap, ticks, same_clock)
    assert found is not None
    return found


def test_the_first_tick_that_met_it_is_what_the_delay_is_counted_from() -> None:
    ticks = tape([99.0, 101.0, 102.0, 103.0])
    book, firings = polled(above(), ticks, 1, 4)
    found = settled(book, ticks)
    assert found.firing == firings[0].number
    assert (found.first_us, found.was_missed) == (2 * SECOND, True)
    assert found.unseen is None


def test_a_tick_that_met_it_first_and_was_seen_was_not_missed() -> None:
    ticks = tape([99.0, 98.0, 99.0, 103.0])
    book, _ = polled(above(), ticks, 1, 4)
    found = settled(book, ticks)
    assert (found.first_us, found.was_missed) == (4 * SECOND, False)


def test_a_price_that_went_over_and_back_was_never_seen() -> None:
    ticks = tape([99.0, 101.0, 102.0, 98.0])
    book, firings = polled(at(Condition.CROSSING), ticks, 1, 4)
    assert firings == []
    found = settled(book, ticks)
    assert found.firing is None
    assert found.unseen == Unseen(
        book.alerts[0], 1, 101.0, POLL, first_us=2 * SECOND, last_us=4 * SECOND, times=2
    )


def test_of_several_crossings_between_two_polls_one_is_told() -> None:
    ticks = tape([99.0, 101.0, 99.0, 101.0])
    book, _ = polled(above(), ticks, 1, 4)
    found = settled(book, ticks)
    assert found.first_us == 2 * SECOND
    assert found.unseen is not None
    assert (found.unseen.times, found.unseen.first_us) == (1, 4 * SECOND)


@pytest.mark.parametrize(("seen", "times"), [(4, None), (5, 1)])
def test_an_alert_that_does_not_repeat_is_met_once_at_most(seen: int, times: int | None) -> None:
    ticks = tape([99.0, 101.0, 99.0, 101.0, 99.0])
    book, _ = polled(above(repeats=False), ticks, 1, seen)
    unseen = settled(book, ticks).unseen
    assert (None if unseen is None else unseen.times) == times


def test_a_gap_in_which_nothing_was_met_holds_nothing() -> None:
    ticks = tape([99.0, 98.0, 99.0])
    book, _ = polled(above(), ticks, 1, 3)
    assert settled(book, ticks) == Settled(None, None, None, None)


def test_ticks_that_do_not_fill_the_gap_settle_nothing() -> None:
    ticks = tape([99.0, 101.0, 102.0, 103.0])
    book, _ = polled(above(), ticks, 1, 4)
    (gap,) = book.gaps
    assert settle(gap, ticks[2:], same_clock) is None
    others = [tick(one.count, one.price, symbol="BOLT") for one in ticks]
    assert settle(gap, others, same_clock) is None


def test_a_move_at_the_edge_of_its_window_stays_with_the_tick_that_was_seen() -> None:
    ticks = tape([98.0, 99.0, 99.0, 100.0])
    book, firings = polled(move(2, 3.0), ticks, 1, 2, 4)
    (gap,) = book.gaps
    found = settle(gap, ticks, lambda server_us: server_us + 60 * SECOND)
    assert found == Settled(firings[0].number, 64 * SECOND, False, None)


@given(ALERTS, PRICES, st.lists(st.booleans()))
def test_a_poll_tells_or_misses_exactly_what_a_push_tells(
    alert: Alert, prices: list[float], polls: list[bool]
) -> None:
    ticks = tape(prices)
    pushed = bring_each(book_of(alert), ticks)
    seen = [one for one, is_polled in zip(ticks, [True, *polls], strict=False) if is_polled]
    book = book_of(alert)
    log = AlertLog()
    log.add(bring_each(book, [*seen, ticks[-1]], choice=POLL))
    for gap in book.gaps:
        found = settle(gap, ticks, same_clock)
        assert found is not None
        log.settle(found)
    firings = [entry for entry in log.entries if isinstance(entry, Firing)]
    assert all(firing.is_exact for firing in firings)
    assert all(firing.was_missed is (firing.delay_us > 0) for firing in firings)
    if not alert.condition.has_level:
        return
    times = sum(entry.times for entry in log.entries if isinstance(entry, Unseen))
    assert len(firings) + times == len(pushed)
    assert {firing.first_us for firing in firings} <= {firing.first_us for firing in pushed}


@given(PRICES, st.lists(st.booleans()))
def test_a_poll_claims_no_move_that_was_not_published(
    prices: list[float], polls: list[bool]
) -> None:
    alert, ticks = move(2, 3.0), tape(prices)
    seen = [one for one, is_polled in zip(ticks, polls, strict=False) if is_polled]
    book = book_of(alert)
    for one in seen:
        for firing in bring(book, [one], choice=POLL):
            near = [each.price for each in ticks[: one.count][-5:]]
            assert firing.moved_share is not None
            assert abs(one.price / (min if firing.direction > 0 else max)(near) - 1) >= 0.02 - 1e-9
