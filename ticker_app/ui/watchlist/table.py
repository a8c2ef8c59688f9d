"""The table of the watchlist: rows that can be chosen, dragged, and do not jump when aimed at."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.watchlist.delegate import WatchlistDelegate
from ticker_app.ui.watchlist.exact_table import ExactTable
from ticker_app.ui.watchlist.hold import OrderHold
from ticker_app.ui.watchlist.model import MIME, WatchlistModel

ROW_HEIGHT = 7 * theme.UNIT
_MEANING = (
    "The symbols with their newest prices. The chosen one is on the chart. "
    "While the pointer is over the list the rows keep their places."
)

_OF_THE_CHART = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}


class WatchTable(ExactTable):
    """Shows the model; says what a user wants of its rows.

    Signals:
        add_asked: a symbol shall be added.
        remove_asked: the chosen symbol shall be taken out of the list.
        step_asked (int): the chosen symbol shall move that many rows down.
        move_asked (str, str | None): a symbol shall stand before another one, or at the end.
        menu_asked (str | None, QPoint): the menu of a symbol, at a place on the screen.
        all_asked: all rows shall be shown again.
        room_changed: there is more or less room for columns.
    """

    add_asked = Signal()
    remove_asked = Signal()
    step_asked = Signal(int)
    move_asked = Signal(str, object)
    menu_asked = Signal(object, object)
    all_asked = Signal()
    room_changed = Signal()

    def __init__(
        self, model: WatchlistModel, delegate: WatchlistDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.hold = OrderHold()
        self.empty_text = ""
        """What stands there while there are no rows."""
        self._preferred_px = self._least_px = 0
        self._watch_model = model
        self._delegate = delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        # Qt paints another order a little later than single cells, which would be torn apart.
        model.layoutChanged.connect(self._on_layout_changed)
        self._set_up()
        self._set_up_dragging()
        self._set_up_headers()

    def _set_up(self) -> None:
        self.setFont(theme.font())
        self.setAccessibleName("Watchlist")
        self.setAccessibleDescription(_MEANING)
        self.setWhatsThis(_MEANING)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _set_up_dragging(self) -> None:
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading = self.horizontalHeader()
        heading.setFont(theme.font())
        heading.setAccessibleName("Columns of the watchlist")
        heading.setHighlightSections(False)
        heading.setSectionsClickable(True)
        heading.setSectionsMovable(True)
        heading.setSortIndicatorClearable(True)
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heading.setSortIndicatorShown(True)
        heading.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.fit_rows()

    def fit_rows(self) -> None:
        """As high as the text wants them."""
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme.px(ROW_HEIGHT))

    def take_columns(self, preferred_px: int, least_px: int) -> None:
        """The columns are others: how wide they would like it to be, and how wide it must be."""
        self.forget_extents()
        if (preferred_px, least_px) != (self._preferred_px, self._least_px):
            self._preferred_px, self._least_px = preferred_px, least_px
            self.updateGeometry()

    def rows_in_sight(self) -> range:
        """The rows of which something can be seen."""
        first = self.rowAt(0)
        if first < 0:
            return range(0)
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (last if last >= 0 else self._watch_model.rowCount() - 1) + 1)

    def chosen_symbol(self) -> str | None:
        """The symbol of the chosen row."""
        chosen = self.selectionModel().selectedRows()
        return self._watch_model.rows[chosen[0].row()].symbol if chosen else None

    def _on_layout_changed(self) -> None:
        self.viewport().update()

    def go_on_from(self, row: int) -> None:
        """Let the next arrow choose this row rather than the first, if nothing is chosen."""
        if self.chosen_symbol() is None:
            above = self._watch_model.index(row - 1, 0)
            no_update = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(above, no_update)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """A row was dropped between two others: ask that it move there."""
        if event.source() is not self or not event.mimeData().hasFormat(MIME):
            event.ignore()
            return
        symbol = bytes(event.mimeData().data(MIME).data()).decode()
        number = self._gap_at(event.position().toPoint().y())
        rows = self._watch_model.rows
        before = rows[number].symbol if number < len(rows) else None
        # A move that Qt were told of would make it remove the row.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if before != symbol:
            self.move_asked.emit(symbol, before)

    def _gap_at(self, y: int) -> int:
        """Which row stands below the gap between two rows that is nearest."""
        index = self.indexAt(QPoint(1, y))
        if not index.isValid():
            return self._watch_model.rowCount()
        middle = self.visualRect(index).center().y()
        return index.row() + (1 if y > middle else 0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.hold.key()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Delete):
            self.remove_asked.emit()
        elif key == Qt.Key.Key_Insert:
            self.add_asked.emit()
        elif key == Qt.Key.Key_Escape and not event.modifiers():
            self.all_asked.emit()
            # It may mean something to the window too.
            event.ignore()
        elif alt and key in steps:
            self.step_asked.emit(steps[key])
        elif key in _OF_THE_CHART:
            # A list has no use for them.
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The menu of a row is no reason to put its symbol on the chart.
        if event.button() is not Qt.MouseButton.RightButton:
            self.hold.press()
            super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hold.release()
        super().mouseReleaseEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hold.point()
        super().mouseMoveEvent(event)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        super().startDrag(supportedActions)
        # Whoever was dragged to got the release.
        self.hold.release()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            symbol = self._watch_model.rows[index.row()].symbol if index.isValid() else None
            self.menu_asked.emit(symbol, event.globalPos())
        else:
            below = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(self.chosen_symbol(), self.viewport().mapToGlobal(below))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._with_scroll_bar(self._preferred_px), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._with_scroll_bar(self._least_px), theme.px(4 * ROW_HEIGHT))

    def _with_scroll_bar(self, width_px: int) -> int:
        return width_px + self.verticalScrollBar().sizeHint().width()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self.hold.leave()
        return super().viewportEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._delegate.focused = True
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._delegate.focused = False
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty_text and not self._watch_model.rows:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            room = self.viewport().rect().adjusted(*[3 * theme.UNIT] * 2, *[-3 * theme.UNIT] * 2)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, flags | Qt.TextFlag.TextWordWrap, self.empty_text)
            painter.end()
