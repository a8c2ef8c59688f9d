"""What a window offers for exact values: a table of its active chart, copies and files of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGraphicsView, QWidget

from ticker_app.shown.csv_text import csv_text, file_stem
from ticker_app.shown.table import NO_TABLE, Table
from ticker_app.ui.actions import CHART, ActionSpec, ActionTable
from ticker_app.ui.bridge import Bridge
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.docks import Docks
from ticker_app.ui.palette import Palette
from ticker_app.ui.values.caption import caption_of
from ticker_app.ui.values.files import CSV, PNG, SVG, FileSaving, Makers
from ticker_app.ui.values.panel import ValuesPanel
from ticker_app.ui.values.reading import TableReading
from ticker_app.ui.values.snapshot import Snapshot

TABLE_KEY = "Ctrl+T"
NO_CHART = "There is no chart to copy or export here: lanes side by side have a report to save."
_COPY = ActionSpec(
    "chart.copy",
    CHART,
    "Cop&y",
    ("Ctrl+C",),
    "The chart as a picture; in the table of values, the selected rows or all",
)
_EXPORT = ActionSpec(
    "chart.export",
    CHART,
    "E&xport…",
    ("Ctrl+S",),
    "The chart as a picture (PNG), as a drawing (SVG), or its values (CSV)",
)


class ChartValues(QObject):
    """Looks at one chart: four times a second for its table, at once for a copy or a file.

    panel: the table.

    Signals:
        failed (str): a sentence for the user.
    """

    failed = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        chart: Callable[[], Chart | None],
        palette: Palette,
        window: QWidget,
        locale: QLocale | None = None,
    ) -> None:
        """
        Args:
            bridge: looks at what the charts show.
            chart: the one that the keys are for; None while there is none.
            palette: of pictures.
            window: asks for files.
            locale: whose times and dates; None: the system's.
        """
        super().__init__(window)
        self._bridge = bridge
        self._chart = chart
        self._palette = palette
        self._reading = TableReading()
        self.panel = ValuesPanel(locale or QLocale(), window)
        self.files = FileSaving(window)
        self.files.failed.connect(self.failed)
        bridge.quarter_passed.connect(self.refresh)

    def place(self, docks: Docks) -> None:
        """Put the table below the charts; it is not there in a first window."""
        area = Qt.DockWidgetArea.BottomDockWidgetArea
        dock = docks.add("values", "Values", self.panel, area, key=TABLE_KEY, shown=False)
        dock.visibilityChanged.connect(self._bridge.look_again)

    def add_actions(self, table: ActionTable) -> None:
        """Let the window copy and export; the panels have their actions already."""
        table.add(_COPY, self.copy)
        table.add(_EXPORT, self.export)
        # Who asks for the table wants to read it: the arrows are for it then.
        table["panels.values"].triggered.connect(self.panel.table.setFocus)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours and sizes; they show at the next refresh."""
        self._palette = palette
        self.panel.fit()

    def refresh(self, now_us: int) -> None:
        """Show the values as they are now (µs, client clock), if anyone can see them."""
        if self.panel.isVisible():
            chart = self._chart()
            self.panel.show_table(NO_TABLE if chart is None else self._table(chart), now_us)

    def copy(self) -> None:
        """Put the picture of the chart on the clipboard; the rows, if the table has the focus."""
        chart = self._chart()
        if self.panel.table.hasFocus():
            self.panel.copy()
        elif chart is None:
            self.failed.emit(NO_CHART)
        else:
            QGuiApplication.clipboard().setImage(self._picture(chart).image())

    def export(self) -> None:
        """Ask for a file; the chart goes there as it is when one was chosen."""
        chart = self._chart()
        if chart is None:
            self.failed.emit(NO_CHART)
        else:
            self.files.ask(file_stem(self._table(chart)), self.makers(chart))

    def makers(self, chart: Chart) -> Makers:
        """What the files of a chart hold, made when they are written."""
        return {
            PNG: lambda: self._picture(chart).png(),
            SVG: lambda: self._picture(chart).svg(),
            CSV: lambda: csv_text(self._table(chart)).encode(),
        }

    def _table(self, chart: Chart) -> Table:
        session = self._bridge.shown
        symbol = chart.symbol_in(session)
        return self._reading.read(session, chart.settings, symbol, chart.time_in_view)

    def _picture(self, chart: Chart) -> Snapshot:
        session = self._bridge.shown
        through_us = session.reference_through(chart.symbol_in(session))
        caption = caption_of(
            self._table(chart),
            chart.settings,
            chart.time_in_view,
            self._palette,
            tells_unseen=through_us is not None,
        )
        (panes,) = chart.findChildren(QGraphicsView)
        return Snapshot(panes, caption, self._palette)
