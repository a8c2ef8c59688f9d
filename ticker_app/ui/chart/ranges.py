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
_MOST_FITTING = 20.0
"""So many times the fitting height may be shown; ten to the power of more is no number."""
_EDGE_SHARE = 0.8
"""So much of the height may be empty above or below what fits."""


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


class HeldRange:
    """The values in view of a pane whose range somebody may take in hand.

    It fits by itself until someone moves it; then it stays, and only `fit` lets it fit again.
    """

    def __init__(self) -> None:
        self.held: tuple[float, float] | None = None
        """Bottom and top that someone chose; None: it fits by itself."""
        self._fitting = 0.0, 1.0
        self._least = 1e-9

    def view(self, fitting: tuple[float, float], least: float) -> tuple[float, float]:
        """Bottom and top to show.

        fitting: what would be shown if nobody had moved it.  least: the smallest height.
        """
        self._fitting, self._least = fitting, least
        return self.held or fitting

    def fit(self) -> None:
        """Let it fit by itself again."""
        self.held = None

    def stretch(self, factor: float, share: float) -> None:
        """Show so many times as much; what is at this share of the height stays where it is.

        share: 0 is the bottom, 1 the top.
        """
        bottom, top = self.held or self._fitting
        most = _MOST_FITTING * (self._fitting[1] - self._fitting[0])
        height = min(max((top - bottom) * factor, self._least), max(most, self._least))
        self._hold(bottom + (top - bottom - height) * share, height)

    def move(self, share: float) -> None:
        """Show what is higher by a share of the height, or lower if it is negative."""
        bottom, top = self.held or self._fitting
        height = top - bottom
        self._hold(bottom + share * height, height)

    def _hold(self, bottom: float, height: float) -> None:
        """Stay here, as far as there is anything to see."""
        lowest, highest = self._fitting
        least, most = lowest - _EDGE_SHARE * height, highest - (1 - _EDGE_SHARE) * height
        bottom = min(max(bottom, least), most)
        self.held = bottom, bottom + height
