"""Candles that are read, continued, and put right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.server.candles_by_hand import candles_by_hand
from tests.ticker_app.candle_world import CandleWorld, candles_of
from ticker_app import candle_series
from ticker_app.candle_series import CandleSeries

SECOND_US = 1_000_000


def busy_world(candles: int = 3, **sizes: int) -> CandleWorld:
    """So many candles of a second with two ticks each, read by the series."""
    world = CandleWorld("1s", **sizes)
    for number in range(2 * candles):
        world.publish(float(number % 7), after_us=SECOND_US // 2 if number else 0)
    world.deliver()
    world.read()
    return world


# --- whatever happens ---


@st.composite
def stories(draw: st.DrawFn) -> list[tuple[str, int]]:
    """What happens one after the other, each with a number that draws its details."""
    kinds = ["publish"] * 6 + ["deliver", "lossy", "lossy", "poll", "hush", "miss", "push", "pull"]
    kinds += ["serve", "serve", "arrive", "arrive", "read", "fail"]
    happening = st.tuples(st.sampled_from(kinds), st.integers(0, 10**6))
    return draw(st.lists(happening, min_size=draw(st.sampled_from([0, 20, 50])), max_size=80))


def play(world: CandleWorld, kind: str, number: int) -> None:
    """One thing that happens."""
    if kind == "publish":
        size = None if number % 7 == 0 else number % 5 / 4
        gap_us = number % 3_000_000 if number % 2 else number % 300_000
        world.publish(float(number % 11), size, gap_us)
    elif kind == "lossy":
        world.deliver([index for index in range(64) if number >> index % 20 & 1])
    elif kind == "hush":
        world.now_us += number
    elif kind in {"push", "pull"}:
        world.every_tick = kind == "push"
    else:
        world.do(kind)


@given(stories(), st.sampled_from(["1s", "5s"]))
def test_whatever_is_not_provisional_is_as_on_the_server(
    story: list[tuple[str, int]], interval: str
) -> None:
    world = CandleWorld(interval)
    for kind, number in story:
        play(world, kind, number)
        from_us = world.series.provisional_from_us
        if from_us is None:
            known = sum(candle.trades for candle in world.shown)
            assert world.shown == candles_by_hand(world.ticks[:known], world.interval_us)
        else:
            sure = [candle for candle in world.on_server() if candle.start < from_us]
            assert world.shown[: len(sure)] == sure


@given(stories(), st.sampled_from(["1s", "5s"]))
def test_once_all_is_quiet_every_closed_candle_is_the_servers(
    story: list[tuple[str, int]], interval: str
) -> None:
    world = CandleWorld(interval)
    for kind, number in story:
        play(world, kind, number)
    world.publish(1.0, after_us=2 * world.interval_us)
    world.poll()
    world.read()
    assert world.shown[:-1] == world.on_server()[:-1]
    if world.every_tick:
        assert world.shown == world.on_server()
        assert world.series.provisional_from_us is None


@given(stories(), st.integers(2, 6), st.integers(1, 4))
def test_small_pages_and_little_room_leave_no_hole_and_nothing_wrong(
    story: list[tuple[str, int]], capacity: int, page: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candle_series, "PAGE_CANDLES", page)
        patch.setattr(candle_series, "LARGEST_PAGE_CANDLES", 3)
        patch.setattr(candle_series, "MARGIN_CANDLES", 1)
        world = CandleWorld("1s", capacity=capacity)
        for kind, number in story:
            play(world, kind, number)
            world.series.want_older()
        world.publish(1.0, after_us=2 * SECOND_US)
        world.deliver()
        world.read()
        assert len(world.shown) <= capacity
        closed = world.on_server()[:-1]
        shown = world.shown[:-1]
        assert shown == closed[len(closed) - len(shown) :]


@given(stories())
def test_what_was_handed_out_never_changes(story: list[tuple[str, int]]) -> None:
    world = CandleWorld("1s")
    handed = []
    for kind, number in story:
        play(world, kind, number)
        handed.append((world.series.columns(), world.shown, world.series.revision))
    for columns, shown, revision in handed:
        assert candles_of(columns) == shown
        if revision == world.series.revision:
            assert world.shown == shown


# --- the seam ---


def test_before_anything_is_read_a_first_page_is_wanted() -> None:
    world = CandleWorld("1s")
    assert (world.shown, world.series.is_read, world.series.has_older) == ([], False, False)
    assert world.series.wanted() is not None
    world.read()
    assert (world.shown, world.series.is_read) == ([], True)
    assert world.series.provisional_from_us is None


def test_what_is_delivered_before_the_first_page_is_shown_as_provisional() -> None:
    world = CandleWorld("1s")
    world.publish(3.0)
    world.publish(4.0)
    world.poll()
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


# --- holes ---


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
    world.publish(50.0, after_us=SECOND_US // 2)
    world.publish(4.0)
    world.poll()
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
    world.publish(50.0)
    world.publish(4.0)
    world.poll()
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
    world.publish(50.0, after_us=SECOND_US)
    world.publish(4.0)
    world.poll()
    world.publish(5.0, after_us=SECOND_US)
    world.publish(51.0)
    world.poll()
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
    world.publish(50.0, after_us=SECOND_US)
    world.publish(4.0)
    world.poll()
    world.publish(5.0, after_us=SECOND_US)
    world.publish(6.0)
    world.poll()
    open_us = world.on_server()[-1].start
    world.publish(51.0)
    world.publish(52.0, after_us=SECOND_US)
    world.read()
    assert world.shown[:-1] == world.on_server()[:-2]
    assert (world.shown[-1].start, world.shown[-1].high, world.shown[-1].trades) == (open_us, 6, 1)


def test_what_the_server_confirmed_stays_confirmed_at_the_next_hole() -> None:
    world = busy_world()
    world.every_tick = False
    world.publish(50.0, after_us=SECOND_US)
    world.publish(4.0)
    world.poll()
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


# --- older candles ---


def test_a_correction_leaves_what_is_known_of_older_candles_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candle_series, "MARGIN_CANDLES", 2)
    world = busy_world(candles=10)
    assert not world.series.has_older
    world.publish(50.0)
    world.publish(4.0)
    world.poll()
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
