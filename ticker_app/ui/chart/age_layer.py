"""How old the price on the screen was, below whatever draws the price."""

from __future__ import annotations

from typing import Any

from ticker_app.on_screen import Screen
from ticker_app.session import Session
from ticker_app.ui.chart.panes import AgePane
from ticker_app.ui.chart.picture import NO_AGES, Frame, age_picture, changes_of, screen_in
from ticker_app.ui.chart.ranges import AgeRange

_LEAST_AGE_S = 0.5


class AgeLayer:
    """Draws the age pane.

    Where candles are drawn it looks only as often as a pixel of time passes: a saw-tooth that
    is a pixel late is no news there, and reading it costs as much as all candles.
    """

    def __init__(self, pane: AgePane) -> None:
        self._pane = pane
        self._range = AgeRange(_LEAST_AGE_S)

    def start_over(self) -> None:
        """Another symbol."""
        self._range = AgeRange(_LEAST_AGE_S)

    def state(
        self, session: Session, symbol: str, frame: Frame, now_us: int, *, each_tick: bool
    ) -> Any:
        """What the picture depends on."""
        series = session.series.get(symbol)
        column = min(now_us, frame.right_s * 1e6) // (frame.column_s * 1e6)
        through_us = session.reference_through(symbol)
        revision = series.revision if series is not None and each_tick else None
        return id(series), revision, column, through_us if each_tick else through_us is None

    def paint(
        self, session: Session, symbol: str, frame: Frame, now_us: int, screen: Screen | None
    ) -> None:
        """Draw the ages of this frame. screen: what was on it, if someone knows already."""
        series = session.series.get(symbol)
        drawn = NO_AGES
        if series is not None:
            if screen is None:
                screen = screen_in(series, changes_of(session.switches), frame, now_us)
            drawn = age_picture(screen, series, frame, session.reference_through(symbol))
        self._pane.set_range(frame, self._range.fit(drawn.highest_s))
        self._pane.show(drawn.ages, drawn.outdated)
