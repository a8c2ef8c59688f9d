"""The fault desk: faults for a presenter, each by itself, and what they cost each lane."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ticker_app.compare.comparing import Comparing
from ticker_app.fault_stand import FaultStand
from ticker_app.faults.plan import Faults
from ticker_app.faults.presets import PRESETS, Preset
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.elided_label import ElidedLabel
from ticker_app.ui.faults.controls import FaultControls
from ticker_app.ui.faults.lane_rows import LaneRowsModel, rows_of

_MEANING = (
    "Lets things go wrong between the lanes and the server. What the window reads beside its "
    "lanes, such as what was published, is spared: it has to know what a lane did not get. "
    "When an outage ends here, lanes are told and try at once, except where the server asked for "
    "a wait. Nobody tells them of the end of a real one: they wait a while, at random."
)


class FaultsPanel(QFrame):
    """Shows and asks; whatever goes wrong is done by a `FaultStand`."""

    def __init__(
        self, stand: FaultStand, comparing: Comparing, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setWhatsThis(_MEANING)
        self._stand = stand
        self._comparing = comparing
        self.through = QCheckBox("Lanes go through the fault desk", self)
        self.through.setFont(theme.font())
        self.through.setToolTip(_MEANING)
        self.presets = [self._preset(preset) for preset in PRESETS]
        self.cut = self._button("Cut now", "Cut the connections of all lanes once")
        self.restart = self._button("Restart server", self._what_restarts())
        self.controls = FaultControls(self)
        self.ways = QTabWidget(self)
        self.ways.setDocumentMode(True)
        self.ways.setFont(theme.font())
        self.ways.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        self.model = LaneRowsModel()
        self.table = self._table()
        self.said = ElidedLabel(theme.font(), self)
        self.said.setObjectName("muted")
        self._lay_out()
        self.through.toggled.connect(self._on_through)
        self.cut.clicked.connect(stand.cut)
        self.restart.clicked.connect(self._on_restart)
        self.controls.faults_chosen.connect(self._on_faults)
        self._show_stand()

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.addWidget(self.through)
        heading.addStretch(1)
        heading.addWidget(self.said)
        # What a fault costs stands beside what chooses it, whichever way it is chosen.
        beside = QHBoxLayout()
        beside.setSpacing(3 * theme.UNIT)
        beside.addWidget(self.ways)
        beside.addWidget(self.table, 1)
        self.ways.addTab(self._buttons(), "&Presets")
        self.ways.addTab(_scrolled(self.controls), "&Each fault")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.UNIT] * 4)
        layout.setSpacing(theme.UNIT)
        layout.addLayout(heading)
        layout.addLayout(beside, 1)

    def _buttons(self) -> QWidget:
        page = QWidget(self.ways)
        grid = QGridLayout(page)
        grid.setContentsMargins(0, theme.UNIT, 0, 0)
        grid.setSpacing(theme.UNIT)
        for place, button in enumerate((*self.presets, self.cut, self.restart)):
            grid.addWidget(button, place // 2, place % 2)
        grid.setRowStretch(4, 1)
        return page

    def _preset(self, preset: Preset) -> QPushButton:
        button = self._button(preset.name, preset.tip)
        button.setCheckable(True)
        button.clicked.connect(partial(self._on_preset, preset))
        return button

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setFont(theme.font())
        return button

    def _table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self.model)
        table.setFont(theme.font())
        table.setAccessibleName("What the faults cost each lane")
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(theme.px(6 * theme.UNIT))
        heading = table.horizontalHeader()
        heading.setFont(theme.font())
        heading.setHighlightSections(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heading.setStretchLastSection(True)
        table.setMinimumWidth(theme.px(200))
        return table

    def _what_restarts(self) -> str:
        if self._stand.restarts_really:
            return "The server begins anew: its tape is empty, and every lane is told of the hole"
        return "It is not ours: all is cut, and nobody answers for 2 s, as if it did"

    def refresh(self, session: Session, now_us: int) -> None:
        """Read what may have changed (now: µs, client clock)."""
        if not self.isVisible():
            return
        self.model.show_rows(rows_of(session, self._comparing, now_us))
        self.said.show_text(self._stand.said[-1] if self._stand.said else "")
        if self.through.isChecked() is not self._stand.is_open:
            self._show_stand()

    def end_faults(self) -> None:
        """All is well again, and lanes go straight to the server."""
        self._stand.close()
        self._show_stand()

    def _on_through(self, on: bool) -> None:
        if on:
            self._stand.open()
        else:
            self.end_faults()

    def _on_preset(self, preset: Preset) -> None:
        self._on_faults(preset.faults)

    def _on_faults(self, faults: Faults) -> None:
        self._stand.set(faults)
        self._show_stand()

    def _on_restart(self) -> None:
        if not self._stand.is_open:
            self._stand.open()
        self._stand.restart_server()
        self._show_stand()

    def _show_stand(self) -> None:
        faults, is_open = self._stand.faults, self._stand.is_open
        self.through.blockSignals(True)
        self.through.setChecked(is_open)
        self.through.blockSignals(False)
        self.cut.setEnabled(is_open)
        self.controls.show_faults(faults)
        for preset, button in zip(PRESETS, self.presets, strict=True):
            button.setChecked(is_open and preset.faults == faults)


def _scrolled(widget: QWidget) -> QScrollArea:
    """In a low panel all of it can still be reached."""
    room = QScrollArea()
    room.setFrameShape(QFrame.Shape.NoFrame)
    room.setWidgetResizable(True)
    room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    bar_px = room.verticalScrollBar().sizeHint().width()
    # Its hint is of a widget without a style sheet, which needs less.
    room.setMinimumWidth(widget.sizeHint().width() + bar_px + 6 * theme.UNIT)
    room.setStyleSheet("QScrollArea, #controls { background: transparent; }")
    widget.setObjectName("controls")
    room.setWidget(widget)
    return room
