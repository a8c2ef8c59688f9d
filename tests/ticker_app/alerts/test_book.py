from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ticker_app.alerts.parts import (
    POLL,
    PUSH,
    SECOND,
    above,
    at,
    book_of,
    bring,
    bring_each,
    move,
    same_clock,
    shown,
    tape,
    tick,
)
from ticker_app.alerts.alert import AlertError, Condition
from ticker_app.alerts.book import AlertBook, AlertSettings
from ticker_app.alerts.watch import Standing

PRICES = st.lists(st.sampled_from([98.0, 99.0, 100.0, 101.0, 102.0]), min_size=1)
LEVELS = st.sampled_from([Condition.ABOVE, Condition.BELOW, Condition.CROSSING])


def test_a_firing_says_what_was_seen_and_how_late() -> None:
    book = book_of(above(100.5, note="sell"))
    bring(book, [tick(1, 99.0)])
    (firing,) = bring(book, [tick(2, 101.0)], late_us=3000, opened_us=SECOND)
    assert firing.alert.note == "sell"
    assert (firing.direction, firing.price, firing.choice) == (1, 101.0, PUSH)
    assert (firing.published_us, firing.fired_us) == (2 * SECOND, 2 * SECOND + 3000)
    assert firing.first_us == firing.published_us
    assert firing.was_missed is False
    assert firing.delay_us == 3000
    assert firing.is_exact
    assert not firing.was_waiting


def test_an_error_of_the_clock_offset_makes_no_delay_below_zero() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)])
    (firing,) = bring(book, [tick(2, 101.0)], late_us=-50)
    assert firing.delay_us == 0


def test_what_was_published_before_the_lane_was_opened_was_waiting() -> None:
    book = book_of(above())
    (firing,) = bring(book, tape([99.0, 101.0]), opened_us=3 * SECOND)
    assert firing.was_waiting


def test_the_tick_that_met_it_fires_not_the_newest_of_a_delivery() -> None:
    book = book_of(above())
    (firing,) = bring(book, tape([99.0, 101.0, 102.0, 103.0]))
    assert (firing.price, firing.delay_us) == (101.0, 2 * SECOND)


def test_a_poll_that_missed_the_crossing_tick_fires_at_the_next() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)], choice=POLL)
    (firing,) = bring(book, [tick(4, 101.0)], choice=POLL, late_us=400)
    assert firing.delay_us == 400
    assert not firing.is_exact
    assert firing.was_missed is None
    assert bring(book, [tick(6, 102.0)], choice=POLL) == []


def test_a_crossing_within_a_delivery_behind_a_gap_is_exact() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)])
    (firing,) = bring(book, [tick(4, 98.0), tick(5, 101.0)])
    assert firing.is_exact


def test_only_alerts_of_the_symbol_look() -> None:
    book = book_of(above())
    assert bring_each(book, tape([99.0, 101.0], symbol="BOLT")) == []


def test_every_alert_of_a_symbol_fires() -> None:
    book = book_of(above(100.0), above(100.5), above(103.0))
    firings = bring(book, tape([99.0, 101.0]))
    assert [firing.alert.id for firing in firings] == [1, 2]
    assert [firing.number for firing in firings] == [1, 2]


def test_an_alert_that_does_not_repeat_is_off_once_it_fired() -> None:
    book = book_of(above(repeats=False))
    firings = bring(book, tape([99.0, 101.0, 99.0, 101.0]))
    assert len(firings) == 1
    assert [alert.enabled for alert in book.alerts] == [False]
    assert book.standing(1) is Standing.OFF


def test_an_alert_that_is_off_looks_at_nothing() -> None:
    book = book_of(above(enabled=False))
    assert bring(book, tape([99.0, 101.0])) == []


def test_switched_on_again_it_begins_with_the_price_on_the_screen() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)])
    book.put(msgspec.structs.replace(book.alerts[0], enabled=False))
    bring(book, [tick(2, 101.0)])
    book.put(msgspec.structs.replace(book.alerts[0], enabled=True), shown(tick(2, 101.0)))
    assert bring(book, tape([99.0, 101.0, 102.0])) == []
    assert book.standing(1) is Standing.BEYOND


def test_a_new_alert_begins_with_the_price_on_the_screen() -> None:
    book = AlertBook(same_clock)
    book.put(above(), shown(tick(1, 99.0)))
    assert len(bring(book, [tick(2, 101.0)])) == 1


def test_a_level_that_is_moved_over_the_price_fires_nothing() -> None:
    book = book_of(above(102.0))
    bring(book, [tick(1, 99.0), tick(2, 101.0)])
    book.put(msgspec.structs.replace(book.alerts[0], level=100.0), shown(tick(2, 101.0)))
    assert bring(book, [tick(3, 101.5)]) == []
    assert len(bring_each(book, [tick(4, 99.0), tick(5, 100.0)])) == 1


def test_other_words_leave_an_alert_where_it_stands() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)])
    book.put(msgspec.structs.replace(book.alerts[0], note="sell"))
    (firing,) = bring(book, [tick(2, 101.0)])
    assert firing.alert.note == "sell"


def test_ids_are_not_given_twice_while_they_are_held() -> None:
    book = book_of(above(1.0), above(2.0))
    book.remove(1)
    assert book.put(above(3.0)).id == 3
    assert [alert.level for alert in book.alerts] == [2.0, 3.0]
    assert book.get(1) is None
    assert book.get(3) == book.alerts[1]


def test_a_removed_alert_fires_no_more() -> None:
    book = book_of(above(), above(enabled=False))
    revision = book.revision
    for number in (1, 1, 2, 77):
        book.remove(number)
    assert book.revision == revision + 2
    assert bring(book, tape([99.0, 101.0])) == []


def test_a_tick_is_looked_at_once_whoever_brings_it_again() -> None:
    book = book_of(at(Condition.CROSSING))
    ticks = tape([99.0, 101.0])
    assert len(bring(book, ticks)) == 1
    assert bring(book, ticks, choice=POLL) == []


def test_another_life_of_the_tape_goes_on_where_the_price_was() -> None:
    book = book_of(above())
    bring(book, [tick(7, 99.0)])
    (firing,) = bring(book, [tick(1, 101.0)], epoch="e2")
    assert not firing.is_exact
    assert not book.gaps


def test_a_switch_of_the_lane_changes_nothing() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)], choice=POLL)
    (firing,) = bring(book, [tick(2, 101.0)], choice=PUSH)
    assert firing.is_exact
    assert bring(book, [tick(3, 101.0)], choice=POLL) == []


def kept_over_a_restart(book: AlertBook) -> AlertBook:
    text = msgspec.json.encode(book.kept())
    return AlertBook(same_clock, msgspec.json.decode(text, type=AlertSettings))


def test_after_a_start_on_another_tape_a_price_beyond_the_level_fires_nothing() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)])
    book = kept_over_a_restart(book)
    assert book.standing(1) is Standing.NO_PRICE_YET
    assert bring(book, [tick(1, 101.0)], epoch="e2") == []
    assert book.standing(1) is Standing.BEYOND
    assert len(bring_each(book, [tick(2, 99.0), tick(3, 101.0)], epoch="e2")) == 1


def test_after_a_start_on_the_same_tape_a_crossing_meanwhile_fires_once() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)])
    book = kept_over_a_restart(book)
    (firing,) = bring(book, [tick(9, 101.0)], opened_us=20 * SECOND)
    assert firing.was_waiting
    assert len(book.gaps) == 1
    assert bring(kept_over_a_restart(book), [tick(11, 101.0)]) == []


@given(LEVELS, PRICES, st.lists(st.booleans()))
def test_restarts_on_one_tape_change_nothing(
    condition: Condition, prices: list[float], restarts: list[bool]
) -> None:
    book = other = book_of(at(condition))
    for number, one in enumerate(tape(prices)):
        if number < len(restarts) and restarts[number]:
            other = kept_over_a_restart(other)
        if other is book:
            bring(book, [one])
            continue
        expected = bring(book, [one])
        assert [firing.price for firing in bring(other, [one])] == [
            firing.price for firing in expected
        ]


def test_what_is_kept_makes_sense() -> None:
    for alerts in ((above(),), (above(id=1), above(id=1))):
        with pytest.raises(AlertError, match="an id of its own"):
            AlertSettings(alerts)


def test_of_a_move_no_side_is_kept() -> None:
    book = book_of(move(1))
    bring(book, tape([99.0]))
    assert book.kept().marks == ()
    assert book.standing(1) is Standing.ARMED


def test_an_alert_goes_on_from_a_price_that_was_on_the_screen_first() -> None:
    book = book_of(above())
    assert book.waiting_for_a_price() == {"ACME"}
    book.begin(shown(tick(1, 99.0)))
    assert book.waiting_for_a_price() == set()
    assert book.standing(1) is Standing.ARMED
    assert len(bring(book, [tick(2, 101.0)])) == 1


def test_a_price_on_the_screen_moves_no_alert_that_has_looked_already() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)])
    book.begin(shown(tick(2, 101.0)))
    assert book.standing(1) is Standing.ARMED


def test_on_the_same_tape_a_price_on_the_screen_does_not_hide_a_crossing() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)])
    book = kept_over_a_restart(book)
    book.begin(shown(tick(5, 101.0)))
    assert len(bring(book, [tick(6, 101.0)])) == 1


def test_the_revision_grows_with_what_should_be_kept_and_not_with_every_tick() -> None:
    book = book_of(above())
    bring(book, [tick(1, 99.0)])
    revision = book.revision
    bring(book, [tick(2, 99.5)])
    assert book.revision == revision
    bring(book, [tick(3, 100.0)])
    assert book.revision > revision


def test_what_waits_to_be_settled_is_bounded() -> None:
    book = book_of(above())
    bring_each(book, [tick(2 * number, 99.0) for number in range(1, 1200)])
    assert len(book.gaps) == 1000
