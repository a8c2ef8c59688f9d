"""The chart of the compare view: all lanes on one time axis, prices above, ages below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ticker_app.series import PublishedColumns, SeenColumns
from ticker_app.ui import theme
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.ranges import AgeRange, TimeWindow, ValueRange
from ticker_app.ui.chart.scales import TimeScale
from ticker_app.ui.chart.ticks import time_ticks, value_ticks
from ticker_app.ui.chart.travel import ZOOM
from ticker_app.ui.chart.view import ChartView
from ticker_app.ui.compare.lane_style import MOST_LANES, LaneStyle
from ticker_app.ui.compare.panes import LaneAgePane, LanePricePane
from ticker_app.ui.compare.picture import ComparePicture, compare_picture
from ticker_app.ui.local_text import clock_text, general
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import NARROW, price

SPAN_S = 30
_PX_PER_PRICE, _PX_PER_AGE, _PX_PER_TIME = 48, 26, 90
_LEAST_TICKS_HIGH = 8
_LEAST_AGE_S = 0.2
_PRICE_SHARE, _AGE_SHARE = 4, 1
_SHORTEST_VIEW_S, _LONGEST_VIEW_S = 5.0, 86_400.0
_UNBOUND_PX = 16_777_215
"""What Qt takes for no bound."""


class DrawnLane(NamedTuple):
    """A lane to draw. until_us: it showed its last price until then; now, or its pause."""

    name: str
    style: LaneStyle
    seen: SeenColumns
    until_us: int


class CompareChart(QWidget):
    """Scrolls with time until it is dragged or zoomed; repaints only if a pixel moved.

    Signals:
        moved: the user dragged or zoomed it.
    """

    moved = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._font = theme.font()
        self.view = ChartView()
        self.view.setAccessibleName("The price of each lane above, its age below")
        self.price_pane = LanePricePane(self._font, palette)
        self.age_panes: list[LaneAgePane] = []
        self.time_scale = TimeScale(self._font, palette)
        self.window_of_time = TimeWindow(SPAN_S)
        self._lanes: list[tuple[str, LaneStyle]] = []
        self._painted: tuple[Any, ...] | None = None
        self._shown = Frame(0.0, SPAN_S, 1.0)
        self.start_over(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.view.dragged.connect(self._on_dragged)
        self.view.wheeled.connect(self._on_wheeled)
        self.set_palette(palette)

    def start_over(self, decimals: int) -> None:
        """Another symbol, whose prices have so many decimals."""
        self._decimals = decimals
        self._prices = ValueRange(_LEAST_TICKS_HIGH * 10.0**-decimals)
        self._ages = AgeRange(_LEAST_AGE_S)
        self._painted = None

    def set_palette(self, palette: Palette) -> None:
        """Take the colours and sizes; the next refresh paints them."""
        self._palette = palette
        self.view.setBackground(palette.surface)
        self.price_pane.set_palette(palette)
        self.time_scale.set_palette(palette)
        self._set_lanes(self._lanes)
        self._fit_time_scale()

    def refresh(
        self,
        lanes: Sequence[DrawnLane],
        published: PublishedColumns,
        through_us: int | None,
        now_us: int,
    ) -> None:
        """Show these as they are now (µs, client clock)."""
        names = [(lane.name, lane.style) for lane in lanes]
        if names != self._lanes:
            self._set_lanes(names)
        frame = self._shown = self._frame(lanes, now_us)
        state = (
            frame,
            min(now_us, frame.right_s * 1e6) // (frame.column_s * 1e6),
            through_us,
            [(len(lane.seen.key), lane.seen.key[-1:].tolist()) for lane in lanes],
            self.price_pane.size,
            [pane.size for pane in self.age_panes],
        )
        if state != self._painted:
            self._painted = state
            seen = [(lane.seen, lane.until_us) for lane in lanes]
            self._show(compare_picture(seen, published, frame, through_us), frame)

    def _frame(self, lanes: Sequence[DrawnLane], now_us: int) -> Frame:
        """The time in view; it scrolls by whole pixels."""
        begun = [lane.seen.shown_us[0] / 1e6 for lane in lanes if len(lane.seen.key)]
        first_s = min(begun, default=None)
        pixels = max(self.price_pane.size.width(), 1.0)
        left_s, right_s = self.window_of_time.view(now_us / 1e6, first_s)
        column_s = (right_s - left_s) / pixels
        left_s, right_s = self.window_of_time.view(now_us / 1e6 // column_s * column_s, first_s)
        return Frame(left_s, right_s, column_s)

    def _show(self, drawn: ComparePicture, frame: Frame) -> None:
        styles = [style for _, style in self._lanes]
        moments = time_ticks(frame.left_s, frame.right_s, self._pixels() / theme.px(_PX_PER_TIME))
        pane = self.price_pane
        pane.set_range(frame, self._prices.fit(drawn.price_extent))
        pane.show(styles, [lane.price for lane in drawn.lanes], drawn.published)
        count, finest = pane.size.height() / theme.px(_PX_PER_PRICE), 10.0**-self._decimals
        values = value_ticks(*pane.values, count, finest) if drawn.price_extent else []
        pane.show_grid(moments, values)
        pane.scale.show_labels([(pane.y_px(at), price(at, self._decimals)) for at in values])
        self._show_ages(drawn, frame, moments)
        self.time_scale.show_labels([(pane.x_px(at), clock_text(at)) for at in moments])
        self._widen([price(value, self._decimals) for value in values])

    def _show_ages(self, drawn: ComparePicture, frame: Frame, moments: list[int]) -> None:
        """One scale for all ages: they are there to be compared."""
        ages = self._ages.fit(drawn.highest_age_s)
        for pane, lane in zip(self.age_panes, drawn.lanes, strict=True):
            pane.set_range(frame, ages)
            pane.show(lane)
            values = value_ticks(*ages, pane.size.height() / theme.px(_PX_PER_AGE))
            pane.show_grid(moments, values)
            labels = [(pane.y_px(age), f"{general(age)}{NARROW}s") for age in values]
            pane.scale.show_labels(labels)

    def _pixels(self) -> float:
        return self.price_pane.size.width()

    def _widen(self, texts: list[str]) -> None:
        """Make room for the widest price; all panes keep one width."""
        scale = self.price_pane.scale
        wanted = scale.width_for([*texts, "000.00"])
        if wanted > scale.minimumWidth() or wanted < scale.minimumWidth() - 24:
            for pane in (self.price_pane, *self.age_panes):
                pane.scale.setMinimumWidth(wanted)
                pane.scale.setMaximumWidth(wanted)

    def _set_lanes(self, lanes: list[tuple[str, LaneStyle]]) -> None:
        self._lanes = lanes
        self._painted = None
        if len(lanes) != len(self.age_panes) or self.price_pane.box.parentItem() is None:
            self._lay_out(len(lanes))
        for pane, (name, style) in zip(self.age_panes, lanes, strict=True):
            pane.set_lane(name, style, self._palette)
        self.price_pane.set_styles([style for _, style in lanes], self._palette)

    def _lay_out(self, lanes: int) -> None:
        self.view.ci.clear()
        self.age_panes = [LaneAgePane(self._font, self._palette) for _ in range(lanes)]
        panes = self.view.ci
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(0)
        panes.layout.setColumnStretchFactor(0, 1)
        for row, pane in enumerate((self.price_pane, *self.age_panes)):
            panes.addItem(pane.box, row, 0)
            panes.addItem(pane.scale, row, 1)
            panes.layout.setRowMinimumHeight(row, 0)
            panes.layout.setRowMaximumHeight(row, _UNBOUND_PX)
            panes.layout.setRowStretchFactor(row, _AGE_SHARE if row else _PRICE_SHARE)
            panes.layout.setRowPreferredHeight(row, 0)
            panes.layout.setRowSpacing(row, theme.UNIT)
        # The grid keeps a row's height after its items have gone.
        for row in range(lanes + 2, MOST_LANES + 2):
            panes.layout.setRowFixedHeight(row, 0)
        panes.addItem(self.time_scale, lanes + 1, 0, 1, 2)
        self._fit_time_scale()

    def _fit_time_scale(self) -> None:
        height = self.time_scale.metrics.height() + 2 * theme.UNIT
        self.view.ci.layout.setRowFixedHeight(len(self.age_panes) + 1, height)

    def _on_dragged(self, by_px: float) -> None:
        by_s = by_px * self._shown.column_s
        self._hold(self._shown.moved(-by_s))

    def _on_wheeled(self, notches: float, at_px: float) -> None:
        width_s = self._shown.right_s - self._shown.left_s
        zoomed_s = min(max(width_s * ZOOM**-notches, _SHORTEST_VIEW_S), _LONGEST_VIEW_S)
        left_s = self._shown.left_s + at_px * self._shown.column_s * (1 - zoomed_s / width_s)
        column_s = self._shown.column_s * zoomed_s / width_s
        self._hold(Frame(left_s, left_s + zoomed_s, column_s))

    def _hold(self, frame: Frame) -> None:
        self._shown = frame
        self.window_of_time.hold(frame.left_s, frame.right_s)
        self.moved.emit()
