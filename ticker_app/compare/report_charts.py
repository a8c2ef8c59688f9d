"""The curves of a report: what each lane showed over what was published, and its age, as SVG.

Every lane has a strip of its own on the same axes, so lanes that agree do not hide each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from msgspec import Struct

from ticker_app.choice import Mode
from ticker_app.compare.outcome import LaneOutcome, Outcome

SHOWN_US = 20_000_000
MOST_STEPS = 2_000
WIDTH, LEFT = 960, 64
PRICE_HEIGHT, AGE_HEIGHT, MARGIN = 92, 64, 8

Point = tuple[int, float]
"""A moment, µs on the client clock, and a value."""


class Frame(Struct, frozen=True):
    """From when to when, and from which value to which, a strip shows; its height in px."""

    from_us: int
    until_us: int
    low: float
    high: float
    height: int

    def place(self, point: Point) -> str:
        """``x,y`` in px."""
        at_us, value = point
        x = LEFT + (at_us - self.from_us) / (self.until_us - self.from_us) * (WIDTH - LEFT)
        room = self.height - 2 * MARGIN
        y = MARGIN + room * (1 - (value - self.low) / (self.high - self.low))
        return f"{x:.1f},{y:.1f}"


def lane_charts(outcome: Outcome) -> str:
    """For each lane its price steps and its age; '' if there is nothing to draw."""
    published = [(one.published_us, one.price) for one in outcome.published]
    from_us = _shown_from(outcome)
    if not published or from_us >= outcome.ended_us:
        return ""
    truth = steps(published, from_us, outcome.ended_us)
    lanes = [
        steps([(one.received_us, one.price) for one in lane.steps], from_us, outcome.ended_us)
        for lane in outcome.lanes
    ]
    ages = [age_teeth(lane, from_us, outcome.ended_us) for lane in outcome.lanes]
    prices = [value for curve in (truth, *lanes) for _, value in curve]
    oldest = max((value for curve in ages for _, value in curve), default=0.0)
    price_frame = Frame(from_us, outcome.ended_us, *_apart(min(prices), max(prices)), PRICE_HEIGHT)
    age_frame = Frame(from_us, outcome.ended_us, 0.0, oldest or 1.0, AGE_HEIGHT)
    return "\n".join(
        _figure(lane, price_frame, truth, line, age_frame, teeth)
        for lane, line, teeth in zip(outcome.lanes, lanes, ages, strict=True)
    )


def shown_seconds(outcome: Outcome) -> float:
    """How much of the window's end the curves show."""
    return (outcome.ended_us - _shown_from(outcome)) / 1e6


def steps(ticks: Sequence[Point], from_us: int, until_us: int) -> list[Point]:
    """The corners of a line that keeps each value until the next, between two moments."""
    corners: list[Point] = []
    before: float | None = None
    for at_us, value in ticks:
        if at_us > until_us:
            break
        if at_us > from_us:
            if before is not None:
                corners += [(from_us, before)] if not corners else []
                corners.append((at_us, before))
            corners.append((at_us, value))
        before = value
    if before is not None:
        corners += [(from_us, before)] if not corners else []
        corners.append((until_us, before))
    return corners


def age_teeth(lane: LaneOutcome, from_us: int, until_us: int) -> list[Point]:
    """The corners of the age in seconds: it grows with time and falls with each delivery."""
    corners: list[Point] = []
    before_us: int | None = None
    for step in lane.steps:
        if step.received_us > until_us:
            break
        if step.received_us > from_us:
            if before_us is not None:
                corners += [(from_us, from_us - before_us)] if not corners else []
                corners.append((step.received_us, step.received_us - before_us))
            corners.append((step.received_us, step.received_us - step.published_us))
        before_us = step.published_us
    if before_us is not None:
        corners += [(from_us, from_us - before_us)] if not corners else []
        corners.append((until_us, until_us - before_us))
    return [(at_us, max(age_us, 0) / 1e6) for at_us, age_us in corners]


def _shown_from(outcome: Outcome) -> int:
    """Where the curves begin: the last 20 s, or as much as a page can carry."""
    from_us = max(outcome.began_us, outcome.ended_us - SHOWN_US)
    if len(outcome.published) > MOST_STEPS:
        from_us = max(from_us, outcome.published[-MOST_STEPS].published_us)
    return from_us


def _apart(low: float, high: float) -> tuple[float, float]:
    # A price that never moved is a line in the middle.
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _figure(
    lane: LaneOutcome,
    price_frame: Frame,
    truth: Sequence[Point],
    line: Sequence[Point],
    age_frame: Frame,
    teeth: Sequence[Point],
) -> str:
    mode = "pushed" if lane.choice.mode is Mode.PUSH else "polled"
    name = escape(lane.name)
    return f"""<figure class="lane {mode}">
<figcaption>{name}</figcaption>
{_strip(price_frame, f"{name}: price", ("published", truth), ("shown", line))}
{_strip(age_frame, f"{name}: age, s", ("age", teeth))}
</figure>"""


def _strip(frame: Frame, label: str, *curves: tuple[str, Sequence[Point]]) -> str:
    lines = "".join(
        f'<polyline class="{name}" points="{" ".join(frame.place(point) for point in curve)}"/>'
        for name, curve in curves
    )
    digits = 2 if frame.high < 10_000 else 0
    return (
        f'<svg viewBox="0 0 {WIDTH} {frame.height}" role="img" aria-label="{label}">'
        f'<line class="axis" x1="{LEFT}" x2="{WIDTH}" y1="{frame.height - MARGIN}"'
        f' y2="{frame.height - MARGIN}"/>'
        f'<text x="{LEFT - 8}" y="{MARGIN + 8}">{frame.high:,.{digits}f}</text>'
        f'<text x="{LEFT - 8}" y="{frame.height - MARGIN}">{frame.low:,.{digits}f}</text>'
        f"{lines}</svg>"
    )
