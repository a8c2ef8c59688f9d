"""How ticks come, from what was published."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ticker_app.measures.counting import traffic_of
from ticker_app.measures.age import AgeIntegral
from ticker_app.measures.symbol_score import Published
from ticker_app.measures.traffic import Traffic

SECOND = 1_000_000
WINDOW_S = 60


def published(**moments_s: npt.ArrayLike) -> dict[str, list[Published]]:
    return {
        symbol: [
            Published(symbol, count, round(float(at_s) * SECOND), 1.0)
            for count, at_s in enumerate(np.ravel(moments), 1)
        ]
        for symbol, moments in moments_s.items()
    }


def traffic(**moments_s: npt.ArrayLike) -> Traffic:
    found = traffic_of(published(**moments_s), 0, WINDOW_S * SECOND, delay_s=0.25)
    assert found is not None
    return found


def poisson(rng: np.random.Generator, rate_hz: float) -> npt.NDArray[np.float64]:
    return np.cumsum(rng.exponential(1 / rate_hz, int(rate_hz * WINDOW_S * 2)))


def test_without_a_tick_in_the_window_there_is_no_traffic() -> None:
    assert traffic_of(published(A=[-1.0, 61.0]), 0, WINDOW_S * SECOND) is None
    assert traffic_of({}, 0, WINDOW_S * SECOND) is None


def test_symbols_that_differ_by_chance_only_share_one_rate() -> None:
    found = traffic(A=[-1.0, 10.0, 20.0], B=[5.0, 25.0, 50.0, 55.0])
    assert found.rates_hz == (3 / WINDOW_S, 3 / WINDOW_S)
    assert found.rate_hz == 3 / WINDOW_S
    assert found.delay_s == 0.25


def test_symbols_that_clearly_differ_have_their_own_rates() -> None:
    found = traffic(A=np.arange(1.0, 60.0), B=[30.0], C=[])
    assert found.rates_hz == (59 / WINDOW_S, 1 / WINDOW_S)
    assert found.rate_hz == 30 / WINDOW_S


def test_the_wait_is_the_mean_time_since_the_newest_tick() -> None:
    assert traffic(A=[-10.0, 20.0]).mean_wait_s == pytest.approx((20 * 20 + 40 * 20) / 60)
    assert traffic(A=[20.0]).mean_wait_s == pytest.approx(20)
    assert traffic(A=[60.0]).mean_wait_s == 0


@given(
    st.lists(st.integers(-5_000_000, 9_000_000), max_size=30).map(sorted),
    st.integers(9_000_001, 20_000_000),
)
def test_the_wait_is_the_mean_age_where_nothing_is_delayed(
    moments_us: list[int], through_us: int
) -> None:
    age = AgeIntegral()
    for moment_us in moments_us:
        age.deliver(max(moment_us, 0), moment_us)
    told = [Published("A", count, at_us, 1.0) for count, at_us in enumerate(moments_us, 1)]
    found = traffic_of({"A": told}, 0, through_us)
    if found is not None:
        assert found.mean_wait_s == pytest.approx((age.mean(through_us) or 0) / 1e6)


def test_ticks_on_each_others_heels_share_a_moment() -> None:
    found = traffic(A=[10.0, 20.0], B=[20.00004, 20.001, 30.0])
    assert found.moments_hz == 4 / WINDOW_S


def test_of_the_ticks_of_one_symbol_those_are_apart_that_have_a_moment_of_their_own() -> None:
    assert traffic(A=[-1.0, 10.0, 20.0], B=[20.0, 30.0]).apart == 1.0
    assert traffic(A=[10.0, 10.00004, 20.0, 20.001], B=[20.0, 30.0]).apart == 5 / 6


def test_too_few_ticks_speak_against_nothing() -> None:
    assert traffic(A=[1.0]).poisson
    assert traffic(A=[1.0, 3.0]).form == "poisson"


def test_regular_ticks_are_not_poisson() -> None:
    assert traffic(A=np.arange(1.0, 60.0)).form == "general"


def test_bursts_are_not_poisson() -> None:
    starts = poisson(np.random.default_rng(1), 0.5)
    assert not traffic(A=np.sort(np.concatenate([starts, starts + 0.01, starts + 0.02]))).poisson


def test_ticks_of_one_moment_are_not_poisson() -> None:
    assert not traffic(A=[30.0] * 40).poisson


@pytest.mark.parametrize("rate_hz", [0.5, 2.0, 10.0])
def test_poisson_ticks_are_taken_for_others_about_once_in_300(rate_hz: float) -> None:
    rng = np.random.default_rng(3)
    found = [
        traffic(**{symbol: poisson(rng, rate_hz) for symbol in "ABC"}).poisson for _ in range(100)
    ]
    assert sum(found) >= 97


def test_of_poisson_ticks_the_wait_is_one_over_the_rate() -> None:
    rng = np.random.default_rng(5)
    waits = [traffic(A=poisson(rng, 2.0)).mean_wait_s for _ in range(100)]
    assert np.mean(waits) == pytest.approx(0.5, abs=4 * float(np.std(waits)) / 10)
