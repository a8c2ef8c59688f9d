"""The random market: it looks like one, and follows nothing but its seed."""

from __future__ import annotations

import math
from itertools import islice, pairwise
from statistics import correlation, fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sources.base import Print
from server.sources.market import YEAR_S, simulate

SYMBOLS = ("A", "B", "C", "D")


def some(count: int, rate_hz: float = 5.0, seed: int = 1) -> list[tuple[int, Print]]:
    return [*islice(simulate(SYMBOLS, rate_hz, seed), count)]


def returns(symbol: str, prints: list[tuple[int, Print]], step_s: int) -> list[float]:
    """Log returns of the middle over steps of time."""
    at_step: dict[int, float] = {}
    for offset_us, print_ in prints:
        if print_.symbol == symbol and print_.bid and print_.ask:
            at_step[offset_us // (step_s * 1_000_000)] = math.log((print_.bid + print_.ask) / 2)
    return [after - before for before, after in pairwise(at_step.values())]


@given(st.integers(), st.floats(0.001, 1000))
def test_every_print_is_a_possible_one(seed: int, rate_hz: float) -> None:
    for _, print_ in some(200, rate_hz, seed):
        assert print_.bid is not None
        assert print_.ask is not None
        assert 0.01 <= print_.bid < print_.ask
        assert print_.bid <= print_.price <= print_.ask
        for price in (print_.price, print_.bid, print_.ask):
            assert price == round(price, 2)
        assert print_.size is not None
        assert print_.size >= 100
        assert print_.size % 100 == 0
        assert print_.venue_time is None


@given(st.integers(), st.floats(0.001, 1000))
def test_moments_never_decrease_and_every_symbol_opens_at_the_first(
    seed: int, rate_hz: float
) -> None:
    prints = some(50, rate_hz, seed)
    assert [(at_us, print_.symbol) for at_us, print_ in prints[:4]] == [(0, s) for s in SYMBOLS]
    assert all(before <= after for (before, _), (after, _) in pairwise(prints))


@given(st.integers(0, 2**64))
def test_the_same_seed_gives_the_same_prints(seed: int) -> None:
    assert some(100, seed=seed) == some(100, seed=seed)


def test_another_seed_gives_another_market() -> None:
    assert some(4, seed=1) != some(4, seed=2)


def test_times_are_poisson() -> None:
    """Of a Poisson process, gaps have the mean and the standard deviation 1/λ."""
    at_us = [at_us for at_us, print_ in some(80_000) if print_.symbol == "A"]
    gaps_s = [(after - before) / 1e6 for before, after in pairwise(at_us)]
    mean_s = fmean(gaps_s)
    assert mean_s == pytest.approx(1 / 5, rel=0.03)
    assert fmean((gap_s - mean_s) ** 2 for gap_s in gaps_s) ** 0.5 == pytest.approx(0.2, rel=0.05)


def test_yearly_volatilities_are_those_of_stocks() -> None:
    prints = some(80_000)
    for symbol in SYMBOLS:
        per_step = fmean(r * r for r in returns(symbol, prints, 15))
        assert 0.12 < math.sqrt(per_step / 15 * YEAR_S) < 0.75


def test_symbols_move_together_in_part() -> None:
    prints = some(80_000)
    a, b = returns("A", prints, 15), returns("B", prints, 15)
    assert 0.1 < correlation(a, b) < 0.9


def test_trades_are_at_bid_and_ask_and_now_and_then_between() -> None:
    prints = [print_ for _, print_ in some(4_000)]
    at_bid = sum(print_.price == print_.bid for print_ in prints)
    at_ask = sum(print_.price == print_.ask for print_ in prints)
    assert 0 < len(prints) - at_bid - at_ask < at_bid / 4
    assert at_bid == pytest.approx(at_ask, rel=0.2)


def test_small_sizes_are_common_and_large_ones_rare() -> None:
    sizes = sorted(print_.size or 0 for _, print_ in some(4_000))
    assert sizes[len(sizes) // 2] <= 300
    assert sizes[-1] >= 1_000


def test_symbols_differ_in_price_and_spread() -> None:
    opening = [print_ for _, print_ in some(4)]
    assert len({print_.price for print_ in opening}) == 4
    assert len({(print_.ask or 0) - (print_.bid or 0) for print_ in opening}) > 1
