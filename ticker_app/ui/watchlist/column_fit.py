"""Keeps the columns of the table as they were arranged, wide enough, and as many as have room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from ticker_app.ui import theme, wording
from ticker_app.ui.watchlist.columns import BY_NAME, HEADINGS, NAMES, Column, text
from ticker_app.ui.watchlist.delegate import PADDING
from ticker_app.ui.watchlist.fitting import fitting, widest_px
from ticker_app.ui.watchlist.model import WatchlistModel
from ticker_app.watch_settings import ColumnChoice

SPARK_PX = 72
_PREFERRED_PX = 480
_SAMPLES = {
    Column.SYMBOL: "WWWW",
    Column.LAST: f"{wording.UP} 000.00",
    Column.CHANGE: f"{wording.UP} +0.00",
    Column.PERCENT: f"+0.00{wording.NARROW}%",
    Column.BID: "000.00",
    Column.ASK: "000.00",
    Column.SPREAD: "0.00",
    Column.VOLUME: f"00.0{wording.NARROW}k",
    Column.HIGH: "000.00",
    Column.LOW: "000.00",
    Column.AGE: f"00{wording.NARROW}min",
}
_DIGITS = str.maketrans("123456789", "000000000")


class ColumnFit(QObject):
    """The columns of one table.

    Widths follow what is shown and only grow, so numbers never move a neighbour, and no width
    that a user drags can cut a number off.

    Signals:
        arranged: the user moved a column or changed a width.
        fitted: other columns are shown, or other widths are needed.
    """

    arranged = Signal()
    fitted = Signal()

    def __init__(self, table: QTableView, model: WatchlistModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._header: QHeaderView = table.horizontalHeader()
        self._needed_px = dict.fromkeys(Column, 0)
        self._chosen_px: dict[Column, int] = {}
        self._wanted = frozenset(Column)
        self._measured: dict[str, int] = {}
        self._is_ours = False
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._header.sectionMoved.connect(self._on_section_moved)
        self._header.sectionResized.connect(self._on_section_resized)
        self._header.sectionHandleDoubleClicked.connect(self._on_handle_double_clicked)
        self.fit(range(0))

    # --- what was chosen ---

    def arrange(self, choices: Sequence[ColumnChoice]) -> None:
        """Take the columns as they were arranged, from the left; unknown ones are ignored."""
        known = [(BY_NAME[each.name], each) for each in choices if each.name in BY_NAME]
        self._wanted = frozenset(column for column, each in known if each.shown) | {Column.SYMBOL}
        self._chosen_px = {
            column: each.width_px for column, each in known if each.width_px is not None
        }
        with self._our_own():
            for place, (column, _) in enumerate(known):
                self._header.moveSection(self._header.visualIndex(column), place)
        self.make_room()

    def choices(self) -> tuple[ColumnChoice, ...]:
        """How the columns are arranged now, from the left."""
        order = (Column(self._header.logicalIndex(place)) for place in range(len(Column)))
        return tuple(
            ColumnChoice(NAMES[column], column in self._wanted, self._chosen_px.get(column))
            for column in order
        )

    def without_room(self) -> frozenset[Column]:
        """The columns that are wanted and not shown."""
        return self._wanted - self._shown()

    # --- widths ---

    def fit(self, rows: range) -> None:
        """Make sure that what these rows say can be read."""
        before = dict(self._needed_px)
        for column in Column:
            widest = max(self._widths(column, rows))
            self._needed_px[column] = max(self._needed_px[column], widest + 2 * PADDING)
        if self._needed_px != before:
            self.make_room()

    def forget(self) -> None:
        """Other rows are shown, which may need less room."""
        self._needed_px = dict.fromkeys(Column, 0)

    def measure_again(self) -> None:
        """The text is of another size."""
        self._measured.clear()
        self.forget()
        self.fit(range(len(self._model.rows)))

    def make_room(self) -> None:
        """Show the columns that have room; what is left over goes to the spark line."""
        room_px = self._table.viewport().width()
        shown = fitting(self._wanted, self._widths_px(), room_px)
        widths = self._widths_px()
        if Column.SPARK in shown:
            spare_px = room_px - sum(widths[column] for column in shown)
            widths[Column.SPARK] += max(spare_px, 0)
        with self._our_own():
            for column in Column:
                self._header.setSectionHidden(column, column not in shown)
                if column in shown and self._header.sectionSize(column) != widths[column]:
                    self._header.resizeSection(column, widths[column])
        self.fitted.emit()

    def preferred_px(self) -> int:
        """How wide the table likes to be."""
        widths = self._widths_px()
        return sum(
            widths[column] for column in fitting(self._wanted, widths, theme.px(_PREFERRED_PX))
        )

    def least_px(self) -> int:
        """Less than this would cut a price off."""
        widths = self._widths_px()
        return sum(widths[column] for column in fitting(self._wanted, widths, 0))

    def _shown(self) -> frozenset[Column]:
        return frozenset(each for each in Column if not self._header.isSectionHidden(each))

    def _widths_px(self) -> dict[Column, int]:
        return {
            column: max(needed, theme.px(self._chosen_px.get(column, 0)))
            for column, needed in self._needed_px.items()
        }

    def _widths(self, column: Column, rows: range) -> Iterator[int]:
        yield self._advance(f"{HEADINGS[column].short} ↓")
        if column is Column.SPARK:
            yield theme.px(SPARK_PX)
            return
        yield self._advance(_SAMPLES[column])
        room_for_arrow = f"{wording.UP} " if column is Column.LAST else ""
        now_us = self._model.now_us
        for row in self._model.rows[rows.start : rows.stop]:
            yield self._advance(room_for_arrow + text(column, row, now_us))

    def _advance(self, said: str) -> int:
        """Digits are all equally wide, so texts of one shape are measured once."""
        shape = said.translate(_DIGITS)
        known = self._measured.get(shape)
        if known is None:
            known = QFontMetrics(self._table.font()).horizontalAdvance(shape)
            self._measured[shape] = known
        return known

    # --- what the user does with the heading ---

    def _on_section_moved(self, _column: int, _old: int, _new: int) -> None:
        if not self._is_ours:
            self.fitted.emit()
            self.arranged.emit()

    def _on_section_resized(self, section: int, _old_px: int, new_px: int) -> None:
        if self._is_ours:
            return
        column = Column(section)
        room_px = self._table.viewport().width()
        most_px = widest_px(column, self._wanted, self._widths_px(), room_px)
        chosen_px = max(min(new_px, most_px), self._needed_px[column])
        self._chosen_px[column] = round(chosen_px / theme.scale())
        self.make_room()
        self.arranged.emit()

    def _on_handle_double_clicked(self, section: int) -> None:
        # Qt has just made it as wide as what it asked the model for, which was told as dragged.
        self._chosen_px.pop(Column(section), None)
        self.make_room()
        self.arranged.emit()

    @contextmanager
    def _our_own(self) -> Iterator[None]:
        """What changes meanwhile is not the user's doing."""
        before, self._is_ours = self._is_ours, True
        try:
            yield
        finally:
            self._is_ours = before
