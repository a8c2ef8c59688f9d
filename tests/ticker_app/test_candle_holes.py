"""Candles of which ticks are missing: what is in doubt, what is shown, what is read again."""

from __future__ import annotations

import pytest

from tests.ticker_app.candle_world import SECOND_US, CandleWorld, busy_world
from ticker_app import candle_series


def test_a_lane_that_promises_every_tick_has_even_the_open_candle_put_right() -> None:
    world = busy_world()
    world.publish(50.0)
    world.deliver([])
    world.publish(4.0)
    world.deliver()
    assert world.series.provisional_from_us == world.on_server()[-1].start
    assert world.shown[-1].high < 50.0
    world.read()
    assert world.shown == world.on_server()
    assert world.series.provisional_from_us is None


def test_of_a_poll_the_open_candle_shows_what_was_delivered_until_it_is_over() -> None:
    world = busy_world()
    world.every_tick = False
    world.poll_past(50.0, 4.0, after_us=SECOND_US // 2)
    world.read()
    (start_us,) = {candle.start for candle in world.on_server()[-1:]}
    assert world.series.provisional_from_us == start_us
    assert (world.shown[-1].high, world.shown[-1].trades) == (4.0, 1)
    world.publish(5.0, after_us=SECOND_US)
    world.poll()
    world.read()
    assert world.shown[-2] == world.on_server()[-2]
    assert world.shown[-2].high == 50.0
    assert world.series.provisional_from_us is None


def test_a_poll_that_brings_nothing_new_closes_the_candle_before_it() -> None:
    world = busy_world()
    world.every_tick = False
    world.poll_past(50.0, 4.0)
    assert world.series.wanted() is None
    world.now_us += 2 * SECOND_US
    world.deliver()
    world.read()
    assert world.shown == world.on_server()
    assert world.series.provisional_from_us is None


def test_a_poll_that_misses_nothing_reads_nothing_again() -> None:
    world = busy_world()
    world.every_tick = False
    for price in (3.0, 4.0, 5.0):
        world.publish(price, after_us=SECOND_US)
        world.poll()
        assert world.series.wanted() is None
        assert world.shown == world.on_server()


def test_a_candle_that_ends_while_its_correction_is_on_its_way_is_read_too() -> None:
    world = busy_world()
    world.every_tick = False
    world.poll_past(50.0, 4.0, after_us=SECOND_US)
    world.poll_past(5.0, 51.0, after_us=SECOND_US)
    world.do("serve")
    world.publish(6.0)
    world.publish(7.0, after_us=SECOND_US)
    world.poll()
    world.do("arrive")
    assert world.shown[:-2] == world.on_server()[:-2]
    assert world.series.provisional_from_us == world.on_server()[-2].start
    world.read()
    assert world.shown[:-1] == world.on_server()[:-1]


def test_of_a_poll_nothing_is_shown_that_the_server_has_beyond_the_last_answer() -> None:
    world = busy_world()
    world.every_tick = False
    world.poll_past(50.0, 4.0, after_us=SECOND_US)
    world.poll_past(5.0, 6.0, after_us=SECOND_US)
    open_us = world.on_server()[-1].start
    world.publish(51.0)
    world.publish(52.0, after_us=SECOND_US)
    world.read()
    assert world.shown[:-1] == world.on_server()[:-2]
    assert (world.shown[-1].start, world.shown[-1].high, world.shown[-1].trades) == (open_us, 6, 1)


def test_what_the_server_confirmed_stays_confirmed_at_the_next_hole() -> None:
    world = busy_world()
    world.every_tick = False
    world.poll_past(50.0, 4.0, after_us=SECOND_US)
    world.now_us += SECOND_US
    world.deliver()
    world.read()
    confirmed = world.shown
    for price in (5.0, 6.0):
        world.publish(price, after_us=SECOND_US)
    world.poll()
    from_us = world.series.provisional_from_us
    assert from_us is not None
    assert [candle for candle in world.shown if candle.start < from_us] == confirmed


def test_a_hole_puts_nothing_in_doubt_before_the_candle_that_was_open() -> None:
    world = busy_world()
    for price in (5.0, 6.0, 7.0):
        world.publish(price, after_us=SECOND_US)
    world.deliver([0, 1])
    open_us = world.shown[-1].start
    world.publish(8.0, after_us=SECOND_US)
    world.deliver()
    assert world.series.provisional_from_us == open_us


def test_a_tick_that_claims_to_be_older_counts_into_the_open_candle_as_on_the_server() -> None:
    world = busy_world()
    world.publish(9.0, after_us=-2 * SECOND_US)
    world.deliver()
    assert world.shown == world.on_server()
    assert world.shown[-1].close == 9.0


def test_ticks_that_are_lost_for_good_are_read_again() -> None:
    world = busy_world()
    world.publish(50.0)
    world.deliver([])
    world.series.miss()
    assert world.series.wanted() is not None
    world.read()
    assert world.shown == world.on_server()


def test_a_page_that_does_not_come_is_wanted_again() -> None:
    world = CandleWorld("1s")
    world.publish(1.0)
    world.do("serve")
    world.do("fail")
    assert world.series.wanted() is not None
    world.read()
    assert world.shown == world.on_server()


def test_a_hole_longer_than_a_page_parts_with_what_is_behind_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candle_series, "LARGEST_PAGE_CANDLES", 4)
    world = busy_world()
    for price in range(9):
        world.publish(float(price), after_us=SECOND_US)
    world.poll()
    world.read()
    assert world.shown == world.on_server()[-4:]
    assert world.series.has_older
    world.series.want_older()
    world.read()
    assert world.shown == world.on_server()
    assert not world.series.has_older
