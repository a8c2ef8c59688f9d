"""Which time and which values the chart shows. Pure: data in, ranges out.

Ranges change seldom and by round amounts, so that the picture stands still while prices move.
"""

from __future__ import annotations

import math

from ticker_app.ui.chart.ticks import nice_step

SHORTEST_S = 15.0
"""With less history than this the line grows into an empty chart; with more it fills it."""
RIGHT_MARGIN = 0.04
"""The share of the width that stays free behind the last price."""


class TimeWindow:
    """The time in view, s since the Unix epoch: it follows the clock until someone moves it.

    A user who moved it is never moved: only `follow` lets it scroll again.
    """

    def __init__(self, span_s: float, shortest_s: float = SHORTEST_S) -> None:
        """
        Args:
            span_s: how much time is shown once there is as much history.
            shortest_s: so much is shown of less history than that.
        """
        self.span_s = span_s
        self._shortest_s = shortest_s
        self._held: tuple[float, float] | None = None

    @property
    def following(self) -> bool:
        """Whether the view scrolls with time."""
        return self._held is None

    def follow(self) -> None:
        """Scroll with time again."""
        self._held = None

    def hold(self, left_s: float, right_s: float) -> None:
        """Stay here: the user panned or zoomed."""
        self._held = left_s, right_s

    def set_span_s(self, span_s: float) -> None:
        """Show so much time; a view that was moved keeps its right end."""
        self.span_s = span_s
        if self._held is not None:
            self._held = self._held[1] - span_s, self._held[1]

    def set_shortest_s(self, shortest_s: float) -> None:
        """So much is shown of less history than that."""
        self._shortest_s = shortest_s

    def view(self, now_s: float, first_s: float | None) -> tuple[float, float]:
        """Left and right end. first_s: the oldest point there is, None without any."""
        if self._held is not None:
            return self._held
        known_s = (now_s - first_s) / (1 - RIGHT_MARGIN) if first_s is not None else 0.0
        width_s = min(max(known_s, self._shortest_s), self.span_s)
        right_s = now_s + RIGHT_MARGIN * width_s
        return right_s - width_s, right_s


class ValueRange:
    """Bottom and top of a scale, which move only when values leave it or nearly vanish in it."""

    def __init__(self, least: float, *, below: float = 0.08, above: float = 0.12) -> None:
        """
        Args:
            least: the range never gets smaller; says how far two different values may
                stand apart.
            below, above: shares of the values' extent that stay free.
        """
        self._least = least
        self._below, self._above = below, above
        self._range: tuple[float, float] | None = None

    def fit(self, extent: tuple[float, float] | None) -> tuple[float, float]:
        """The range for values between lowest and highest; None: nothing is in view."""
        if extent is None:
            return self._range or (0.0, self._least)
        wanted = self._padded(*extent)
        if self._range is None or self._unfit(extent, wanted):
            step = nice_step((wanted[1] - wanted[0]) / 10)
            bottom, top = math.floor(wanted[0] / step) * step, math.ceil(wanted[1] / step) * step
            self._range = bottom, top
        return self._range

    def _padded(self, low: float, high: float) -> tuple[float, float]:
        height = max(high - low, self._least)
        middle = (low + high) / 2
        return middle - height * (0.5 + self._below), middle + height * (0.5 + self._above)

    def _unfit(self, extent: tuple[float, float], wanted: tuple[float, float]) -> bool:
        bottom, top = self._range or wanted
        height = top - bottom
        # Half the padding may be used up before the scale moves.
        room_below, room_above = height * self._below / 2, height * self._above / 2
        outside = extent[0] < bottom + room_below or extent[1] > top - room_above
        return outside or (wanted[1] - wanted[0]) < 0.6 * height


class AgeRange:
    """The top of a scale that begins at 0, with the same patience."""

    def __init__(self, least_s: float) -> None:
        self._least_s = least_s
        self._top_s = nice_step(least_s)

    def fit(self, highest_s: float) -> tuple[float, float]:
        """The range for ages up to the highest, with room for the title above."""
        wanted_s = max(highest_s * 1.35, self._least_s)
        if highest_s * 1.15 > self._top_s or wanted_s < self._top_s / 2.2:
            self._top_s = nice_step(wanted_s)
        return 0.0, self._top_s
