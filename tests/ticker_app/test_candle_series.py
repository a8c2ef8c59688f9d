"""Candles that are read, continued without a seam, and read further back."""

from __future__ import annotations

import pytest

from tests.ticker_app.candle_world import SECOND_US, CandleWorld, busy_world
from ticker_app import candle_series
from ticker_app.candle_series import CandleSeries


def test_before_anything_is_read_a_first_page_is_wanted() -> None:
    world = CandleWorld("1s")
    assert (world.shown, world.series.is_read, world.series.has_older) == ([], False, False)
    assert world.series.wanted() is not None
    world.read()
    assert (world.shown, world.series.is_read) == ([], True)
    assert world.series.provisional_from_us is None


def test_what_is_delivered_before_the_first_page_is_shown_as_provisional() -> None:
    world = CandleWorld("1s")
    world.poll_past(3.0, 4.0)
    assert [(candle.open, candle.trades) for candle in world.shown] == [(4.0, 1)]
    assert world.series.provisional_from_us == 0
    world.read()
    assert world.shown == world.on_server()
    assert world.series.provisional_from_us is None


def test_a_page_is_continued_by_the_ticks_that_follow_it() -> None:
    world = busy_world()
    for price in (9.0, 8.0, 1.0):
        world.publish(price, after_us=SECOND_US // 3)
        world.deliver()
        assert world.shown == world.on_server()
    assert world.series.provisional_from_us is None
    assert world.series.wanted() is None


def test_ticks_that_come_while_the_page_is_on_its_way_are_counted_once() -> None:
    world = CandleWorld("5s")
    world.publish(1.0)
    world.deliver()
    world.publish(2.0)
    world.do("serve")
    world.publish(3.0)
    world.deliver()
    world.do("arrive")
    assert world.shown == world.on_server()
    assert world.shown[0].trades == 3


def test_more_ticks_than_are_kept_meanwhile_are_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candle_series, "TAIL_TICKS", 2)
    world = CandleWorld("5s")
    world.do("serve")
    for price in (1.0, 2.0, 3.0):
        world.publish(price)
    world.deliver()
    world.do("arrive")
    assert world.series.provisional_from_us is not None
    world.read()
    assert world.shown == world.on_server()


def test_a_symbol_that_ticks_for_the_first_time_after_its_page_needs_no_other() -> None:
    world = CandleWorld("1s")
    world.read()
    world.publish(5.0)
    world.deliver()
    assert world.shown == world.on_server()
    assert world.series.wanted() is None


# --- older candles ---


def test_a_correction_leaves_what_is_known_of_older_candles_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candle_series, "MARGIN_CANDLES", 2)
    world = busy_world(candles=10)
    assert not world.series.has_older
    world.poll_past(50.0, 4.0)
    world.read()
    assert world.shown == world.on_server()
    assert not world.series.has_older


def test_older_candles_come_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candle_series, "PAGE_CANDLES", 4)
    world = busy_world(candles=10)
    assert len(world.shown) == 4
    assert world.series.has_older
    while world.series.has_older:
        world.series.want_older()
        world.read()
        assert world.shown == world.on_server()[-len(world.shown) :]
    assert world.shown == world.on_server()
    world.series.want_older()
    assert world.series.wanted() is None


def test_a_page_of_older_candles_that_fits_no_more_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candle_series, "PAGE_CANDLES", 4)
    world = busy_world(candles=10)
    world.series.want_older()
    world.do("serve")
    world.series.restart()
    monkeypatch.setattr(candle_series, "PAGE_CANDLES", 2)
    answer, world.answer = world.answer, None
    world.read()
    world.answer = answer
    world.do("arrive")
    assert world.shown == world.on_server()[-2:]


def test_a_full_series_has_no_older_candles_and_forgets_its_oldest() -> None:
    world = busy_world(candles=10, capacity=5)
    assert world.shown == world.on_server()[-5:]
    assert not world.series.has_older
    world.publish(1.0, after_us=SECOND_US)
    world.deliver()
    assert world.shown == world.on_server()[-5:]


# --- another tape ---


def test_another_tape_begins_with_no_candles() -> None:
    world = busy_world()
    revision = world.series.revision
    world.begin_again()
    assert (world.shown, world.series.is_read) == ([], False)
    assert world.series.revision > revision
    world.publish(7.0)
    world.deliver()
    world.read()
    assert world.shown == world.on_server()


def test_a_page_of_the_new_tape_that_was_asked_for_before_it_is_continued() -> None:
    world = busy_world()
    world.publish(1.0)
    world.deliver([])
    world.series.miss()
    world.series.ask()
    world.begin_again()
    world.publish(7.0)
    world.do("serve")
    world.publish(8.0)
    world.deliver()
    world.do("arrive")
    assert world.shown == world.on_server()


def test_a_page_without_candles_that_claims_more_wants_no_older_ones() -> None:
    world = CandleWorld("1s")
    world.do("serve")
    world.spoil(more=True)
    world.do("arrive")
    world.series.want_older()
    assert world.series.wanted() is None


def test_an_interval_is_as_long_as_it_was_asked_for() -> None:
    assert CandleSeries(5 * SECOND_US).interval_us == 5 * SECOND_US
