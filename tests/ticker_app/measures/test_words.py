"""Figures as sentences say them."""

from __future__ import annotations

import math

import pytest

from ticker_app.measures import words
from ticker_app.measures.break_even import Axis, What


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.00001, "under 0.0001"),
        (0.0123, "0.012"),
        (3, "3"),
        (47.2, "47"),
        (1240, "1,240"),
    ],
)
def test_two_digits_count(value: float, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("what", "per_s", "text"),
    [
        (What.BYTES, 520.0, "520 B/s"),
        (What.BYTES, 1_900.0, "1.9 kB/s"),
        (What.MESSAGES, 58.0, "58 /s"),
        (What.CPU, 0.00031, "310 µs/s"),
        (What.CPU, 0.0031, "3.1 ms/s"),
    ],
)
def test_a_cost_has_its_unit(what: What, per_s: float, text: str) -> None:
    assert words.cost(what, per_s) == text


def test_a_position_has_the_unit_of_its_axis() -> None:
    assert words.position(Axis.INTERVAL, 0.24) == "0.24 s"
    assert words.position(Axis.RATE, 5.0) == "5 /s"


def test_a_list_ends_with_and() -> None:
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b"]) == "a and b"
    assert words.listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("mine", "other", "times"), [(6.0, 3.0, 2.0), (3.0, 3.1, None), (0.0, 0.0, None)]
)
def test_how_many_times_is_told_unless_it_is_once(
    mine: float, other: float, times: float | None
) -> None:
    assert words.ratio(mine, other) == times


def test_beside_what_costs_nothing_all_else_costs_infinitely_much() -> None:
    assert words.ratio(3.0, 0.0) == math.inf
