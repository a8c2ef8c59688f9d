"""Where push and polling cross over, as small charts with the present on them."""

from __future__ import annotations

from html import escape

import numpy as np

from ticker_app.compare.argument import Argument
from ticker_app.measures import words
from ticker_app.measures.break_even import Axis, BreakEven, Floats, What
from ticker_app.measures.log_scale import LogScale
from ticker_app.measures.verdict import lane_words

WIDTH, HEIGHT, LEFT, BOTTOM = 420, 180, 64, 24
TOP, RIGHT = 12, 24
X_TICKS, Y_TICKS = 6, 4

TITLES = {
    What.BYTES: "Bytes a second",
    What.MESSAGES: "Messages a second",
    What.CPU: "Server CPU a second",
}
BY = {
    Axis.INTERVAL: "by how often is polled",
    Axis.RATE: "by ticks a second",
}


def break_even_charts(argument: Argument) -> str:
    """A chart for each cost that is known, along either axis; '' without any."""
    charts = [
        _chart(what, point)
        for what, by_axis in argument.points.items()
        for point in by_axis.values()
    ]
    if not charts or argument.rivals is None:
        return ""
    push, poll = map(lane_words, argument.rivals)
    explained = (
        f"What {push} and {poll} would cost if it were polled more or less often, or if there "
        "were more or fewer ticks, coming at random (Poisson). It follows from what a message and "
        "a poll were measured to cost, the server's CPU time by its own account. Dots: now. "
        "Dashed: where both cost the same. A poll is two messages."
    )
    return (
        f'<p class="quiet">{escape(explained)}</p><div class="grid pairs">{"".join(charts)}</div>'
    )


def _chart(what: What, point: BreakEven) -> str:
    title = f"{TITLES[what]} {BY[point.axis]}"
    if point.axis is Axis.RATE and point.symbols > 1:
        title += " per symbol"
    drawn = _Drawing(what, point)
    return (
        f'<figure class="even"><figcaption>{escape(title)}</figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"{drawn.scales()}{drawn.crossing()}{drawn.curve(point.push, 'pushed')}"
        f"{drawn.curve(point.poll, 'polled')}{drawn.now()}</svg></figure>"
    )


class _Drawing:
    """One chart between its two scales."""

    def __init__(self, what: What, point: BreakEven) -> None:
        self._what, self._point = what, point
        self._along = LogScale.over(point.at)
        self._up = LogScale.over(np.concatenate([point.push, point.poll]))

    def curve(self, costs: Floats, mode: str) -> str:
        """Of push or of polling."""
        xs, ys = self._x(self._point.at), self._y(costs)
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
        return f'<polyline class="curve {mode}" points="{points}"/>'

    def now(self) -> str:
        """The present point on both."""
        x, point = float(self._x(self._point.present)), self._point
        dots = "".join(
            f'<circle class="{mode}" cx="{x:.1f}" cy="{float(self._y(cost)):.1f}" r="4"/>'
            for mode, cost in (("pushed", point.push_now), ("polled", point.poll_now))
        )
        above = float(self._y(max(point.push_now, point.poll_now))) - 8
        return f'{dots}<text class="middle" x="{x:.1f}" y="{max(above, 10):.1f}">now</text>'

    def crossing(self) -> str:
        """Where both cost the same; '' where they never do."""
        at = self._point.crossing
        if at is None:
            return ""
        x = float(self._x(at))
        label = escape(f"equal at {words.position(self._point.axis, at)}")
        return (
            f'<line class="crossing" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
            f'<text class="value" x="{x + 5:.1f}" y="{HEIGHT - BOTTOM - 5}">{label}</text>'
        )

    def scales(self) -> str:
        """Lines at round values, named."""
        bottom = HEIGHT - BOTTOM
        across = "".join(
            f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}">{escape(words.cost(self._what, value))}</text>'
            for value in self._up.ticks(Y_TICKS)
            for y in [float(self._y(value))]
        )
        along = "".join(
            f'<text class="middle" x="{float(self._x(value)):.1f}" y="{bottom + 16}">'
            f"{escape(words.position(self._point.axis, value))}</text>"
            for value in self._along.ticks(X_TICKS)
        )
        return f"{across}{along}"

    def _x(self, at: Floats | float) -> Floats:
        return LEFT + self._along.share(at) * (WIDTH - LEFT - RIGHT)

    def _y(self, cost: Floats | float) -> Floats:
        return TOP + (1 - self._up.share(cost)) * (HEIGHT - BOTTOM - TOP)
