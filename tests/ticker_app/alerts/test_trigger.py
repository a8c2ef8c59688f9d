from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ticker_app.alerts.parts import LEVEL, SECOND, at, move
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.trigger import Met, Trigger, trigger_of

UP, DOWN = 1, -1
LEVELS = [Condition.ABOVE, Condition.BELOW, Condition.CROSSING]


def directions(alert: Alert, *prices: float) -> list[int | None]:
    """What each price met, a second apart."""
    trigger = trigger_of(alert)
    met = [trigger.see(price, number * SECOND) for number, price in enumerate(prices)]
    return [None if one is None else one.direction for one in met]


@pytest.mark.parametrize("price", [100.0, 100.01])
def test_above_is_met_by_reaching_its_level(price: float) -> None:
    assert directions(at(Condition.ABOVE), 99.0, price) == [None, UP]


@pytest.mark.parametrize("price", [100.0, 99.99])
def test_below_is_met_by_reaching_its_level(price: float) -> None:
    assert directions(at(Condition.BELOW), 101.0, price) == [None, DOWN]


def test_the_other_direction_is_no_concern_of_above_or_below() -> None:
    assert directions(at(Condition.ABOVE), 101.0, 99.0) == [None, None]
    assert directions(at(Condition.BELOW), 99.0, 101.0) == [None, None]


def test_crossing_is_met_both_ways() -> None:
    assert directions(at(Condition.CROSSING), 99.0, 101.0, 99.0) == [None, UP, DOWN]


@pytest.mark.parametrize("condition", LEVELS)
def test_a_first_price_meets_nothing(condition: Condition) -> None:
    assert directions(at(condition), 101.0) == [None]
    assert directions(at(condition), 99.0) == [None]
    assert directions(at(condition), 100.0) == [None]


def test_it_is_met_again_only_after_the_price_went_back_over_the_level() -> None:
    prices = (99.0, 100.0, 101.0, 100.0, 102.0, 99.0, 100.0)
    assert directions(at(Condition.ABOVE), *prices) == [None, UP, None, None, None, None, UP]


def test_going_on_from_the_level_is_no_second_crossing() -> None:
    prices = (99.0, 100.0, 101.0, 100.0, 99.0)
    assert directions(at(Condition.CROSSING), *prices) == [None, UP, None, DOWN, None]


def test_from_the_level_to_either_side_nothing_is_crossed() -> None:
    assert directions(at(Condition.CROSSING), 100.0, 101.0) == [None, None]
    assert directions(at(Condition.CROSSING), 100.0, 99.0) == [None, None]


@given(st.lists(st.sampled_from([98.0, 99.0, 100.0, 101.0, 102.0])))
def test_between_two_firings_the_price_was_back_on_the_other_side(prices: list[float]) -> None:
    fired = [place for place, one in enumerate(directions(at(Condition.ABOVE), *prices)) if one]
    assert all(prices[place] >= LEVEL for place in fired)
    begins = [0, *fired]
    for begin, end in zip(begins, fired, strict=False):
        assert min(prices[begin:end]) < LEVEL
    last = fired[-1] if fired else 0
    behind = prices[last:]
    came_back = next((place for place, price in enumerate(behind) if price < LEVEL), len(behind))
    assert all(price < LEVEL for price in behind[came_back:])


@pytest.mark.parametrize(
    ("condition", "side", "armed"),
    [
        (Condition.ABOVE, -1, True),
        (Condition.ABOVE, 0, False),
        (Condition.ABOVE, 1, False),
        (Condition.BELOW, -1, False),
        (Condition.BELOW, 1, True),
        (Condition.CROSSING, -1, True),
        (Condition.CROSSING, 0, False),
        (Condition.CROSSING, None, False),
    ],
)
def test_it_is_armed_where_the_next_price_could_meet_it(
    condition: Condition, side: int | None, armed: bool
) -> None:
    assert trigger_of(at(condition), side).is_armed is armed


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        (Condition.MOVES, [None, UP, DOWN]),
        (Condition.RISES, [None, UP, None]),
        (Condition.FALLS, [None, None, DOWN]),
    ],
)
def test_a_move_of_the_wanted_direction_is_met(condition: Condition, met: list[int | None]) -> None:
    assert directions(move(1, condition=condition), 100.0, 101.0, 99.99) == met


def test_a_move_says_how_far_it_went() -> None:
    trigger = trigger_of(move(1))
    trigger.see(100.0, 0)
    assert trigger.see(98.0, 1) == Met(DOWN, -0.02)
    assert trigger.is_armed
    assert trigger.side is None


def test_exactly_so_many_percent_is_enough() -> None:
    for cents in range(1000, 3000, 10):
        price = cents / 100
        assert directions(move(10), price, round(price * 1.1, 10)) == [None, UP]


def test_a_slow_move_is_not_met() -> None:
    assert directions(move(1, window_s=1.9), 100.0, 100.4, 100.8, 101.2, 101.6) == [None] * 5


def test_a_long_move_is_met_once_for_each_time_it_went_so_far() -> None:
    prices = [100.0 + step / 2 for step in range(7)]
    assert directions(move(1), *prices) == [None, None, UP, None, None, UP, None]


def test_of_a_price_that_was_zero_nothing_is_a_share() -> None:
    assert directions(move(1), 0.0, 5.0) == [None, None]


def test_a_price_below_zero_moves_too() -> None:
    assert directions(move(10), -10.0, -8.9) == [None, UP]


def looked(trigger: Trigger, prices: list[float]) -> list[Met | None]:
    return [trigger.see(price, at_us) for at_us, price in enumerate(prices)]


@pytest.mark.parametrize("alert", [at(Condition.CROSSING), move(1)])
def test_a_copy_goes_its_own_way(alert: Alert) -> None:
    trigger = trigger_of(alert)
    trigger.see(99.0, 0)
    assert looked(trigger.copy(), [101.0, 99.0]) == looked(trigger, [101.0, 99.0])
