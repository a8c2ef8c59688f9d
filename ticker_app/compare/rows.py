"""The table of a comparison as text: a row for each figure, a cell for each lane."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from ticker_app.choice import Mode
from ticker_app.compare.outcome import LaneOutcome, Outcome
from ticker_app.measures.batches import Estimate
from ticker_app.measures.theory import Prediction

UNKNOWN = "–"
SIGNIFICANT_DIGITS = 4
MOST_DECIMALS = 3
_CLOSE = 0.03
"""A prediction that is off by no more than this share is right."""

Measured: TypeAlias = int | float | Estimate | None


class Cell(Struct, frozen=True):
    """One figure of one lane.

    measured: with its margin of error at 95 %, ``± –`` while too little was measured to tell.
    predicted: what theory expects, ''  where it says nothing.
    residual: measured against predicted, ``+1.2 %`` or ``+0.3`` (where 0 is predicted).
    """

    measured: str
    predicted: str = ""
    residual: str = ""
    is_best: bool = False


class Row(Struct, frozen=True):
    """One figure of all lanes."""

    label: str
    unit: str
    cells: Sequence[Cell]


class _Figure(Struct, frozen=True):
    """How a row is read from a lane. better: min, max, or None where neither is."""

    label: str
    unit: str
    measured: Callable[[LaneOutcome], Measured]
    predicted: Callable[[Prediction], float | None] | None = None
    better: Callable[[list[float]], float] | None = min
    scale: float = 1


def rows_of(outcome: Outcome) -> list[Row]:
    """Every figure of every lane, the best of each row marked."""
    return [_row(figure, outcome.lanes) for figure in FIGURES]


def beyond_theory(outcome: Outcome) -> list[str]:
    """The figures that theory misses by more than 3 % and by more than chance explains."""
    return [
        f"{lane.name} {figure.label}"
        for lane in outcome.lanes
        for figure in FIGURES
        if _is_beyond(figure, lane)
    ]


def untold_theory(outcome: Outcome) -> list[str]:
    """The figures that theory misses by more than 3 %, measured too shortly to have a margin."""
    return [
        f"{lane.name} {figure.label}"
        for lane in outcome.lanes
        for figure in FIGURES
        if _is_far(figure, lane) and not _has_margin(figure, lane)
    ]


def _is_beyond(figure: _Figure, lane: LaneOutcome) -> bool:
    return _is_far(figure, lane) and _has_margin(figure, lane)


def _has_margin(figure: _Figure, lane: LaneOutcome) -> bool:
    """What is counted needs none."""
    measured = figure.measured(lane)
    return not isinstance(measured, Estimate) or measured.margin is not None


def _is_far(figure: _Figure, lane: LaneOutcome) -> bool:
    """Whether theory is off by more than 3 % and by more than the margin, if there is one."""
    measured, predicted = figure.measured(lane), _predicted(figure, lane)
    value = _value(measured)
    if value is None or predicted is None:
        return False
    difference = abs(value * figure.scale - predicted)
    margin = (_margin(measured) or 0.0) * figure.scale
    return difference > max(_CLOSE * abs(predicted), margin, 10.0**-MOST_DECIMALS)


def _row(figure: _Figure, lanes: Sequence[LaneOutcome]) -> Row:
    # Only what was measured in one window can be held against each other.
    compared = [lane for lane in lanes if lane.is_compared]
    values = [_value(figure.measured(lane)) for lane in compared]
    known = [value for value in values if value is not None]
    best = figure.better(known) if figure.better and len(compared) > 1 and known else None
    cells = [
        _cell(figure, lane, lane.is_compared and _is_best(figure, lane, best)) for lane in lanes
    ]
    return Row(figure.label, figure.unit, cells)


def _is_best(figure: _Figure, lane: LaneOutcome, best: float | None) -> bool:
    return best is not None and _value(figure.measured(lane)) == best


def _cell(figure: _Figure, lane: LaneOutcome, is_best: bool) -> Cell:
    measured = figure.measured(lane)
    value = _value(measured)
    if value is None:
        return Cell(UNKNOWN)
    text = _measured_text(value, _margin(measured), figure.scale)
    if isinstance(measured, Estimate) and measured.margin is None:
        text = f"{text} ± {UNKNOWN}"
    predicted = _predicted(figure, lane)
    if predicted is None:
        return Cell(text, is_best=is_best)
    residual = _residual(value * figure.scale, predicted)
    return Cell(text, number(predicted), residual, is_best)


def _predicted(figure: _Figure, lane: LaneOutcome) -> float | None:
    if figure.predicted is None or lane.prediction is None:
        return None
    predicted = figure.predicted(lane.prediction)
    return None if predicted is None else predicted * figure.scale


def _value(measured: Measured) -> float | None:
    return measured.value if isinstance(measured, Estimate) else measured


def _margin(measured: Measured) -> float | None:
    return measured.margin if isinstance(measured, Estimate) else None


def _measured_text(value: float, margin: float | None, scale: float) -> str:
    if isinstance(value, int) and scale == 1:
        return f"{value:,}"
    value *= scale
    if margin is None:
        return number(value)
    margin *= scale
    decimals = max(_decimals(value), _decimals(margin, 2))
    return f"{value:,.{decimals}f} ± {margin:.{decimals}f}"


def number(value: float) -> str:
    """A number with four digits that count, but no more than three behind the point."""
    return f"{value:,.{_decimals(value)}f}"


def _decimals(value: float, digits: int = SIGNIFICANT_DIGITS) -> int:
    if value == 0:
        return 0
    return min(max(digits - 1 - math.floor(math.log10(abs(value))), 0), MOST_DECIMALS)


def _residual(measured: float, predicted: float) -> str:
    # Of next to nothing a share says nothing.
    if round(predicted, MOST_DECIMALS) == 0:
        return f"{measured - predicted:+.3f}"
    return f"{(measured - predicted) / predicted * 100:+.1f} %"


def _latency(name: str) -> Callable[[LaneOutcome], Measured]:
    def read(lane: LaneOutcome) -> float | None:
        latency = lane.figures.latency_us
        return None if latency is None else float(getattr(latency, name))

    return read


def _per_s(name: str) -> Callable[[LaneOutcome], Measured]:
    def read(lane: LaneOutcome) -> float | None:
        return float(getattr(lane.cost, name)) / lane.seconds if lane.seconds else None

    return read


def _empty_share(lane: LaneOutcome) -> Measured:
    asked, empty = lane.cost.requests, lane.cost.empty
    if lane.choice.mode is not Mode.PULL or not asked:
        return None
    # Of polls none of which was empty the next one still may be (Laplace).
    likely = (empty + 1) / (asked + 2)
    return Estimate(empty / asked, math.sqrt(likely * (1 - likely) / asked))


FIGURES = (
    _Figure("latency p50", "ms", _latency("p50_us"), scale=1e-3),
    _Figure("latency p95", "ms", _latency("p95_us"), scale=1e-3),
    _Figure("latency p99", "ms", _latency("p99_us"), scale=1e-3),
    _Figure("latency max", "ms", _latency("max_us"), scale=1e-3),
    _Figure(
        "age, mean",
        "ms",
        lambda lane: lane.figures.age_mean_us,
        lambda theory: theory.age_mean_us,
        scale=1e-3,
    ),
    _Figure(
        "age, mean peak",
        "ms",
        lambda lane: lane.figures.age_peak_mean_us,
        lambda theory: theory.age_peak_mean_us,
        scale=1e-3,
    ),
    _Figure("age, max", "ms", lambda lane: lane.figures.age_max_us, scale=1e-3),
    _Figure(
        "out of date, mean",
        "ms",
        lambda lane: lane.figures.unseen_mean_us,
        lambda theory: theory.unseen_mean_us,
        scale=1e-3,
    ),
    _Figure(
        "current",
        "%",
        lambda lane: lane.figures.current,
        lambda theory: theory.current,
        better=max,
        scale=100,
    ),
    _Figure("ticks seen", "", lambda lane: lane.figures.seen, better=max),
    _Figure("ticks missed", "", lambda lane: lane.figures.missed),
    _Figure(
        "seen",
        "%",
        lambda lane: lane.figures.seen_share,
        lambda theory: theory.seen_share,
        better=max,
        scale=100,
    ),
    _Figure("price error", "bp", lambda lane: lane.figures.price_error_bps),
    _Figure("requests", "/s", _per_s("requests"), lambda theory: theory.requests_per_s),
    _Figure("empty answers", "%", _empty_share, lambda theory: theory.empty_share, scale=100),
    _Figure("bytes down", "B/s", _per_s("bytes_down")),
    _Figure("bytes up", "B/s", _per_s("bytes_up")),
)
"""Every row, in order."""
