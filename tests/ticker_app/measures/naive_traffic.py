"""Traffic from all ticks at once: a second way to what is counted tick by tick."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ticker_app.measures.symbol_score import Published
from ticker_app.measures.traffic import Traffic
from ticker_app.measures.traffic_count import SIGMAS, TOGETHER_US


def naive_traffic(
    publications: Mapping[str, Sequence[Published]],
    begin_us: int,
    through_us: int,
    delay_s: float = 0.0,
) -> Traffic | None:
    """The traffic in a window of time; None if nothing was published in it.

    Args:
        publications: of each symbol, oldest first; those before the window tell how old the
            newest tick was when it began.
        begin_us: when the window begins, client clock; what was published then is before it.
        through_us: when it ends.
        delay_s: of the lane that a prediction is wanted for.
    """
    moments = {
        symbol: np.array([tick.published_us for tick in ticks if tick.published_us <= through_us])
        for symbol, ticks in publications.items()
    }
    inside = [each[each > begin_us] for each in moments.values()]
    counts = [len(each) for each in inside]
    if not any(counts):
        return None
    elapsed_s = (through_us - begin_us) / 1e6
    return Traffic(
        rates_hz=_rates_hz(counts, elapsed_s),
        delay_s=delay_s,
        poisson=_may_be_poisson(inside),
        mean_wait_s=_mean_wait_s(moments.values(), begin_us, through_us),
        moments_hz=_number_of_moments(inside) / elapsed_s,
    )


Moments: TypeAlias = npt.NDArray[np.int64]


def _rates_hz(counts: Sequence[int], elapsed_s: float) -> tuple[float, ...]:
    """One rate for all, unless the counts differ by more than chance (index of dispersion)."""
    number, mean = len(counts), sum(counts) / len(counts)
    dispersion = sum((count - mean) ** 2 for count in counts) / mean
    if dispersion - (number - 1) <= SIGMAS * math.sqrt(2 * (number - 1)):
        return (mean / elapsed_s,) * number
    return tuple(count / elapsed_s for count in counts if count)


def _number_of_moments(moments: Sequence[Moments]) -> int:
    gaps = np.diff(np.sort(np.concatenate(moments)))
    return 1 + int(np.count_nonzero(gaps > TOGETHER_US))


def _may_be_poisson(moments: Iterable[Moments]) -> bool:
    """Whether the gaps are as uneven as those of Poisson ticks are, within 3 standard errors.

    For m gaps that add up to 1, the sum of their squares has the mean 2/(m+1) and the variance
    4(m−1)/((m+1)²(m+2)(m+3)) if they are Poisson (Greenwood 1946, Moran 1947). Each symbol's
    sum is weighted by m(m+1).
    """
    excess, variance = 0.0, 0.0
    for each in moments:
        gaps = np.diff(each)
        m = len(gaps)
        if m:
            excess += m * (m + 1) * _greenwood(gaps) - 2 * m
            variance += 4 * m**2 * (m - 1) / ((m + 2) * (m + 3))
    return abs(excess) <= SIGMAS * math.sqrt(variance)


def _greenwood(gaps: Moments) -> float:
    """The sum of the squares of the gaps' shares; that of one tick's moment only is 1."""
    total = float(gaps.sum())
    return float(np.sum((gaps / total) ** 2)) if total else 1.0


def _mean_wait_s(publications: Iterable[Moments], begin_us: int, through_us: int) -> float:
    """The time average over the window, which is what E[Y²] / (2 E[Y]) is in the long run."""
    means = [_source_age_s(moments, begin_us, through_us) for moments in publications]
    known = [mean for mean in means if mean is not None]
    return sum(known) / len(known) if known else 0.0


def _source_age_s(moments: Moments, begin_us: int, through_us: int) -> float | None:
    """The mean age on a lane that has no delay; None before its first tick.

    As `AgeIntegral` has it, from the first tick that is known, or from when the window began.
    """
    known = moments[max(int(np.count_nonzero(moments <= begin_us)) - 1, 0) :]
    if not len(known):
        return None
    published_s = np.maximum.accumulate(known - begin_us) / 1e6
    corners_s = np.append(np.maximum(published_s, 0), (through_us - begin_us) / 1e6)
    elapsed_s = corners_s[-1] - corners_s[0]
    twice_areas = np.diff(corners_s) * (corners_s[:-1] + corners_s[1:] - 2 * published_s)
    return float(twice_areas.sum() / (2 * elapsed_s)) if elapsed_s else None
