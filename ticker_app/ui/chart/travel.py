"""Moving through time: pan, zoom, to the oldest, back to now. Pure: shares and keys go in."""

from __future__ import annotations

from ticker_app.chart_settings import Timeframe
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.ranges import TimeWindow

PAN_SHARE = 0.1
"""Of the width, by one press of a key."""
ZOOM = 1.25
_EDGE_SHARE = 0.8
"""So much of the width may be empty at either end of what there is."""


_TICK_BOUNDS_S = (5.0, 86_400.0)
_CANDLE_BOUNDS = (10.0, 20_000.0)


def view_bounds_s(timeframe: Timeframe) -> tuple[float, float]:
    """How little and how much time may be in view, s."""
    if timeframe is Timeframe.TICK:
        return _TICK_BOUNDS_S
    least, most = _CANDLE_BOUNDS
    return least * timeframe.seconds, most * timeframe.seconds


class Travel:
    """Which time is in view, and where one can go from there.

    Whoever moved the view is left alone; stepping to where now is follows it again.
    """

    def __init__(self, window: TimeWindow) -> None:
        self._window = window
        self._least_s, self._most_s = _TICK_BOUNDS_S
        self._view = (0.0, window.span_s)
        self._now_s = 0.0
        self._first_s: float | None = None

    @property
    def following(self) -> bool:
        """Whether the view scrolls with time."""
        return self._window.following

    @property
    def now_s(self) -> float:
        """Now, as it was told last."""
        return self._now_s

    @property
    def width_s(self) -> float:
        """How much time is in view."""
        return self._view[1] - self._view[0]

    def set_span_s(self, span_s: float, shortest_s: float) -> None:
        """Show so much time, or at least so much while there is less history than that."""
        self._window.set_shortest_s(shortest_s)
        if span_s != self._window.span_s:
            self._window.set_span_s(span_s)
            self._view = self._view[1] - span_s, self._view[1]

    def set_bounds(self, least_s: float, most_s: float) -> None:
        """So much time may be in view."""
        self._least_s, self._most_s = least_s, most_s

    def frame(self, now_s: float, first_s: float | None, pixels: float) -> Frame:
        """The time in view; it scrolls by whole pixels. first_s: the oldest there is."""
        self._now_s, self._first_s = now_s, first_s
        pixels = max(pixels, 1.0)
        left_s, right_s = self._window.view(now_s, first_s)
        column_s = (right_s - left_s) / pixels
        left_s, right_s = self._window.view(now_s // column_s * column_s, first_s)
        self._view = left_s, right_s
        return Frame(left_s, right_s, column_s)

    def follow(self) -> None:
        """Scroll with time again."""
        self._window.follow()

    def hold(self, left_s: float, right_s: float) -> None:
        """Stay here, as far as there is anything to see."""
        width_s = self._allowed_s(right_s - left_s)
        right_s = left_s + width_s
        room_s = _EDGE_SHARE * width_s
        newest_s = self._now_s + room_s
        oldest_s = (self._now_s if self._first_s is None else self._first_s) - room_s
        right_s = max(min(right_s, newest_s), oldest_s + width_s)
        self._view = right_s - width_s, right_s
        self._window.hold(*self._view)

    def pan(self, share: float) -> None:
        """Move by a share of the width, to the right if positive."""
        left_s, right_s = self._view
        by_s = share * self.width_s
        following_s = TimeWindow(self.width_s, self.width_s).view(self._now_s, None)[1]
        if share > 0 and (self.following or right_s + by_s >= following_s):
            self.follow()
        else:
            self.hold(left_s + by_s, right_s + by_s)

    def zoom(self, factor: float) -> float:
        """Show so many times as much time: back from now if it follows, else around the middle.

        Returns:
            How much time is in view now, s.
        """
        width_s = self._allowed_s(self.width_s * factor)
        if not self.following:
            middle_s = sum(self._view) / 2
            self.hold(middle_s - width_s / 2, middle_s + width_s / 2)
        return width_s

    def zoom_at(self, factor: float, from_left_s: float) -> float:
        """Show so many times as much time; what lies so far from the left stays where it is.

        Returns:
            How much time is in view now, s.
        """
        width_s = self._allowed_s(self.width_s * factor)
        left_s = self._view[0] + from_left_s * (1 - width_s / self.width_s)
        self.hold(left_s, left_s + width_s)
        return self.width_s

    def to_oldest(self) -> None:
        """Show the beginning of what there is."""
        if self._first_s is not None:
            left_s = self._first_s - 0.02 * self.width_s
            self.hold(left_s, left_s + self.width_s)

    def _allowed_s(self, width_s: float) -> float:
        return min(max(width_s, self._least_s), self._most_s)
