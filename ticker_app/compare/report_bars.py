"""The main figures of a report as bars."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from ticker_app.choice import Mode
from ticker_app.compare.outcome import LaneOutcome, Outcome
from ticker_app.compare.rows import number
from ticker_app.measures.batches import Estimate

WIDTH, ROW, NAME, VALUE = 420, 22, 110, 80

Figure = tuple[str, Callable[[LaneOutcome], float | None]]


def bars(outcome: Outcome) -> str:
    """A chart for each of the main figures, a bar for each lane."""
    return "\n".join(_chart(title, read, outcome) for title, read in _FIGURES)


def _chart(title: str, read: Callable[[LaneOutcome], float | None], outcome: Outcome) -> str:
    values = [read(lane) for lane in outcome.lanes]
    longest = max((value for value in values if value is not None), default=0.0)
    rows = "".join(
        _bar(index, lane, value, longest)
        for index, (lane, value) in enumerate(zip(outcome.lanes, values, strict=True))
    )
    height = ROW * len(values)
    return (
        f'<figure class="bars"><figcaption>{escape(title)}</figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">'
        f"{rows}</svg></figure>"
    )


def _bar(index: int, lane: LaneOutcome, value: float | None, longest: float) -> str:
    mode = "pushed" if lane.choice.mode is Mode.PUSH else "polled"
    length = (WIDTH - NAME - VALUE) * (value / longest if value and longest else 0.0)
    middle = index * ROW + ROW / 2
    text = "–" if value is None else number(value)
    return (
        f'<text class="name" x="{NAME - 8}" y="{middle + 4:.0f}">{escape(lane.name)}</text>'
        f'<rect class="{mode}" x="{NAME}" y="{middle - 6:.0f}" width="{length:.1f}" height="12"/>'
        f'<text class="value" x="{NAME + length + 6:.1f}" y="{middle + 4:.0f}">{text}</text>'
    )


def _ms(estimate: Estimate | None) -> float | None:
    return None if estimate is None else estimate.value / 1e3


def _percent(estimate: Estimate | None) -> float | None:
    return None if estimate is None else estimate.value * 100


def _per_s(amount: int, lane: LaneOutcome) -> float | None:
    return amount / lane.seconds if lane.seconds else None


_FIGURES: tuple[Figure, ...] = (
    ("Mean age, ms", lambda lane: _ms(lane.figures.age_mean_us)),
    ("Out of date on average, ms", lambda lane: _ms(lane.figures.unseen_mean_us)),
    ("Share of time current, %", lambda lane: _percent(lane.figures.current)),
    ("Ticks seen, %", lambda lane: _percent(lane.figures.seen_share)),
    ("Bytes down a second", lambda lane: _per_s(lane.cost.bytes_down, lane)),
    ("Bytes up a second", lambda lane: _per_s(lane.cost.bytes_up, lane)),
)
