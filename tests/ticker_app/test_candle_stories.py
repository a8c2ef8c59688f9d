"""Candles, whatever happens between a server, a lane and the pages that are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.server.candles_by_hand import candles_by_hand
from tests.ticker_app.candle_world import SECOND_US, CandleWorld, candles_of
from ticker_app import candle_series


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
