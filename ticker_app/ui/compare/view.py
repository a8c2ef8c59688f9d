"""The compare view: lanes side by side on one time axis, their figures, and what follows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ticker_app.choice import lane_name
from ticker_app.compare.comparing import Comparing
from ticker_app.compare.lane_reading import LaneReading
from ticker_app.ui import theme
from ticker_app.ui.compare.chart import SPAN_S, CompareChart, DrawnLane
from ticker_app.ui.compare.header import SPANS_S, CompareHeader
from ticker_app.ui.compare.lane_style import MOST_LANES
from ticker_app.ui.compare.report_saving import ReportSaving
from ticker_app.ui.compare.server import SERVER_TIP, server_line
from ticker_app.ui.compare.table import CompareTable
from ticker_app.ui.compare.trace import LaneTrace, PublishedTrace
from ticker_app.ui.compare.verdict_panel import VerdictPanel
from ticker_app.ui.palette import Palette

CHART_US = 60_000
"""The chart is painted no more often; a pixel of its usual span is longer than that.

Painted at every frame, the median latency of a WebSocket on the replay was 1.6 and 2.7 times as
long (two pairs of runs of 20 s in turn).
"""


class CompareView(QWidget):
    """Shows what a `Comparing` measures; asks it for lanes and for the end.

    Signals:
        closed: the user wants one lane again.
        failed (str): a sentence about a report that could not be saved.
    """

    closed = Signal()
    failed = Signal(str)

    def __init__(
        self, comparing: Comparing, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._comparing = comparing
        self._symbol: str | None = None
        self._traces: dict[int, LaneTrace] = {}
        self._published = PublishedTrace()
        self.header = CompareHeader(SPAN_S, self)
        self.chart = CompareChart(palette, self)
        self.table = CompareTable(palette, self)
        self.server = QLabel(self)
        self.server.setObjectName("muted")
        self.server.setFont(theme.font())
        self.server.setToolTip(SERVER_TIP)
        self.verdict = VerdictPanel(palette, self)
        self.saving = ReportSaving(comparing, self)
        self._shown: Sequence[LaneReading] | None = None
        self._chart_due_us = 0
        self._lay_out()
        self._connect()
        self.set_palette(palette)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        for part in (self.header, self.chart, self.table, self.verdict):
            part.set_palette(palette)

    def follow(self) -> None:
        """Scroll with time again."""
        self.chart.window_of_time.follow()
        self.header.set_following(True)

    def set_span_number(self, number: int) -> None:
        """Show the first, second, … of the spans."""
        self.header.spans.button(list(SPANS_S)[number]).click()

    def refresh_figures(self, now_us: int) -> None:
        """Read the figures (µs, client clock)."""
        lanes = self._comparing.readings(now_us)
        if lanes is self._shown:
            return
        self._shown = lanes
        self.table.refresh(lanes)
        self.header.add.setEnabled(len(lanes) < MOST_LANES)
        self.header.save.setEnabled(any(lane.score is not None for lane in lanes))
        self.server.setText(server_line(self._comparing.server_cost()))
        self.verdict.show_verdict(self._comparing.verdict(lanes))

    def refresh_chart(self, symbol: str | None, decimals: int, now_us: int) -> None:
        """Draw this symbol as it is now (µs, client clock)."""
        if symbol != self._symbol:
            self._symbol = symbol
            self.chart.start_over(decimals)
            self.follow()
        if symbol is not None:
            self._comparing.chart(symbol)
        lanes = self._comparing.lanes
        if len(self.table.columns) != len(lanes):
            self.refresh_figures(now_us)
        if now_us >= self._chart_due_us:
            # Painting and receiving share a loop: what is painted for nothing is measured.
            self._chart_due_us = now_us + CHART_US
            self._draw(now_us)

    def _draw(self, now_us: int) -> None:
        self._published.follow(self._comparing.published())
        self.chart.refresh(
            self._drawn(now_us), self._published.published, self._comparing.through_us, now_us
        )

    def _drawn(self, now_us: int) -> Sequence[DrawnLane]:
        lanes = self._comparing.lanes
        self._traces = {id(lane): self._traces.get(id(lane), LaneTrace()) for lane in lanes}
        drawn = []
        for lane, style in zip(lanes, self.table.styles, strict=True):
            trace = self._traces[id(lane)]
            trace.follow(lane.steps)
            until_us = now_us if lane.ended_us is None else lane.ended_us
            drawn.append(DrawnLane(lane_name(lane.choice), style, trace.seen, until_us))
        return drawn

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(theme.UNIT)
        beside.addWidget(self.table)
        beside.addWidget(self.server)
        beside.addWidget(self.verdict, 1)
        body = QHBoxLayout()
        body.setSpacing(3 * theme.UNIT)
        body.addWidget(self.chart, 1)
        body.addLayout(beside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, 2 * theme.UNIT, 3 * theme.UNIT, 2 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.header)
        layout.addLayout(body, 1)

    def _connect(self) -> None:
        self.header.span_chosen.connect(self.chart.window_of_time.set_span_s)
        self.header.follow_chosen.connect(self.follow)
        self.header.add_chosen.connect(self._comparing.add)
        self.header.save_chosen.connect(self.saving.ask)
        self.header.closed.connect(self.closed)
        self.saving.failed.connect(self.failed)
        self.chart.moved.connect(self._on_moved)
        self.table.choice_made.connect(self._comparing.change)
        self.table.pause_toggled.connect(self._comparing.pause)
        self.table.removed.connect(self._on_removed)

    def _on_moved(self) -> None:
        self.header.set_following(False)

    def _on_removed(self, index: int) -> None:
        self._comparing.remove(index)
        self.table.remove_column(index)
