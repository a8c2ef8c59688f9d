"""Where push and polling take equally many bytes, as a small chart with the present on it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

from ticker_app.measures.break_even import BreakEven

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 220, 64, 30
TOP, RIGHT = 12, 12


def break_even_chart(point: BreakEven) -> str:
    """Bytes a second over the poll interval, both on logarithmic scales."""
    chart = _Chart(point)
    marks = [_dot(*chart.place(point.present, point.poll_now), "polled", "now")]
    if point.crossing is not None:
        marks.append(chart.crossing(point.crossing))
    return (
        '<figure class="even"><figcaption>Bytes a second by how often is polled, s</figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="break-even in bytes">'
        f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{HEIGHT - BOTTOM}"'
        f' y2="{HEIGHT - BOTTOM}"/>'
        f"{chart.scales()}{chart.curve(point.push, 'pushed')}{chart.curve(point.poll, 'polled')}"
        f"{''.join(marks)}</svg></figure>"
    )


class _Chart:
    """The two scales."""

    def __init__(self, point: BreakEven) -> None:
        self._at = [float(at) for at in point.at]
        costs = [float(cost) for cost in (*point.push, *point.poll) if cost > 0]
        self._low, self._high = min(costs), max(costs)
        if self._low == self._high:
            self._high = 2 * self._low

    def place(self, at: float, cost: float) -> tuple[float, float]:
        """In px."""
        x = LEFT + _share(at, self._at[0], self._at[-1]) * (WIDTH - LEFT - RIGHT)
        room = HEIGHT - BOTTOM - TOP
        return x, TOP + room * (1 - _share(cost, self._low, self._high))

    def curve(self, costs: Iterable[float], mode: str) -> str:
        """Of push or of polling."""
        places = (self.place(at, float(cost)) for at, cost in zip(self._at, costs, strict=True))
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        return f'<polyline class="curve {mode}" points="{points}"/>'

    def crossing(self, at: float) -> str:
        """Where both cost the same."""
        x, _ = self.place(at, self._low)
        label = escape(f"{at:.2g} s")
        return (
            f'<line class="crossing" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
            f'<text class="value" x="{x + 5:.1f}" y="{TOP + 8}">equal at {label}</text>'
        )

    def scales(self) -> str:
        """The least and the greatest of both."""
        below = HEIGHT - BOTTOM + 16
        return (
            f'<text x="{LEFT - 8}" y="{TOP + 8}">{self._high:,.0f}</text>'
            f'<text x="{LEFT - 8}" y="{HEIGHT - BOTTOM}">{self._low:,.0f}</text>'
            f'<text class="value" x="{LEFT}" y="{below}">{self._at[0]:.2g} s</text>'
            f'<text x="{WIDTH - RIGHT}" y="{below}">{self._at[-1]:.2g} s</text>'
        )


def _dot(x: float, y: float, mode: str, label: str) -> str:
    return (
        f'<circle class="{mode}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        f'<text class="value" x="{x + 7:.1f}" y="{y - 6:.1f}">{label}</text>'
    )


def _share(value: float, low: float, high: float) -> float:
    return math.log(value / low) / math.log(high / low)
