"""Candles that are read, continued, and put right."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.server.candles_by_hand import candles_by_hand
from tests.ticker_app.candle_world import CandleWorld

SECOND_US = 1_000_000


def busy_world() -> CandleWorld:
    """Three candles of a second with two ticks each, read by the series."""
    world = CandleWorld("1s")
    for price in (1.0, 5.0, 3.0, 2.0, 4.0, 6.0):
        world.publish(price, after_us=SECOND_US // 2)
    world.deliver()
    world.read()
    return world


def test_before_anything_is_read_there_is_nothing_but_a_first_page_is_wanted() -> None:
    world = CandleWorld("1s")
    assert (world.shown, world.series.is_read, world.series.has_older) == ([], False, False)
    assert world.series.wanted() is not None
    world.read()
    assert (world.shown, world.series.is_read) == ([], True)


def test_a_page_is_continued_by_the_ticks_that_follow_it() -> None:
    world = busy_world()
    assert len(world.shown) >= 3
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
    world.serve()
    world.publish(3.0)
    world.deliver()
    world.arrive()
    assert world.shown == world.on_server()
    assert world.shown[0].trades == 3


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, int]]:
    kinds = ["publish"] * 4 + ["deliver", "lossy", "poll", "serve", "arrive", "push", "pull"]
    return draw(st.lists(st.tuples(st.sampled_from(kinds), st.integers(0, 10**6)), max_size=80))


def play(world: CandleWorld, kind: str, number: int) -> None:
    """One thing that happens, its details drawn from a number."""
    if kind == "publish":
        size = None if number % 7 == 0 else float(number % 5)
        gap_us = number % 3_000_000 if number % 2 else number % 300_000
        world.publish(float(number % 11), size, gap_us)
    elif kind == "lossy":
        world.deliver([index for index in range(64) if number >> index % 20 & 1])
    elif kind in {"push", "pull"}:
        world.every_tick = kind == "push"
    elif kind == "serve":
        if world.answer is None:
            world.serve()
    else:
        {"deliver": world.deliver, "poll": world.poll, "arrive": world.arrive}[kind]()


@given(steps(), st.sampled_from(["1s", "5s"]))
def test_whatever_is_not_provisional_is_as_on_the_server(
    story: list[tuple[str, int]], interval: str
) -> None:
    world = CandleWorld(interval)
    for kind, number in story:
        play(world, kind, number)
        series = world.series
        if series.provisional_from_us is None:
            known = sum(candle.trades for candle in world.shown)
            assert world.shown == candles_by_hand(world.ticks[:known], world.interval_us)
        else:
            sure = [one for one in world.on_server() if one.start < series.provisional_from_us]
            assert world.shown[: len(sure)] == sure


@given(steps(), st.sampled_from(["1s", "5s"]))
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
