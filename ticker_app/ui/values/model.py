"""What a chart shows as a Qt model: one row per tick or candle, newest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
)
from typing_extensions import override

from ticker_app.shown.edit import Edit, edit_between
from ticker_app.shown.table import NO_TABLE, Content, Table
from ticker_app.ui.headed_model import Index, cell_alignment
from ticker_app.ui.values.texts import CellTexts, exact_moment

_WORDS = {Content.MOMENT, Content.WORD}


class ValuesModel(QAbstractTableModel):
    """Takes one table after the other, and says which rows came, left or changed."""

    def __init__(self, locale: QLocale, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = CellTexts(locale)
        self._table = NO_TABLE
        self._dated = False
        self._roles: dict[int, Callable[[int, int], Any]] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.ToolTipRole: self._tip,
            Qt.ItemDataRole.TextAlignmentRole: lambda _, column: self._alignment(column),
        }

    def show(self, table: Table, now_us: int) -> None:
        """Show this table. now_us: says which day needs no telling."""
        edit = edit_between(self._table, table)
        if edit is None:
            self.beginResetModel()
            self._table, self._dated = table, _has_other_days(table, now_us)
            self.endResetModel()
            return
        self._apply(edit, table)
        if self._dated is not _has_other_days(table, now_us):
            self._dated = not self._dated
            self._tell(range(table.length))

    def text(self, rows: list[int] | None = None) -> str:
        """These rows (counted from the newest), or all, as lines of tab-separated cells."""
        titles = (column.title for column in self._table.columns)
        cells = [
            [self._text(row, column) for column in range(self.columnCount())]
            for row in (range(self.rowCount()) if rows is None else rows)
        ]
        return "\n".join("\t".join(line) for line in [titles, *cells])

    def _apply(self, edit: Edit, table: Table) -> None:
        # Qt asks between any two of these steps, and has to find as many rows as it was told.
        none = QModelIndex()
        before, after = self._table.length, table.length
        if edit.drop_newest:
            self.beginRemoveRows(none, 0, edit.drop_newest - 1)
            self._table = self._table.cut(slice(before - edit.drop_newest))
            self.endRemoveRows()
        if edit.drop_oldest:
            last = self._table.length - 1
            self.beginRemoveRows(none, last - edit.drop_oldest + 1, last)
            self._table = self._table.cut(slice(edit.drop_oldest, None))
            self.endRemoveRows()
        if edit.add_oldest:
            first = self._table.length
            self.beginInsertRows(none, first, first + edit.add_oldest - 1)
            self._table = table.cut(slice(after - edit.add_newest))
            self.endInsertRows()
        if edit.add_newest:
            self.beginInsertRows(none, 0, edit.add_newest - 1)
            self._table = table
            self.endInsertRows()
        self._table = table
        self._tell(edit.changed)

    def _tell(self, changed: range) -> None:
        """Rows counted from the oldest have other texts now."""
        if changed:
            top, bottom = self._table.length - changed.stop, self._table.length - 1 - changed.start
            right = self.columnCount() - 1
            self.dataChanged.emit(self.index(top, 0), self.index(bottom, right))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._table.length

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._table.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        read = self._roles.get(role)
        return None if read is None else read(index.row(), index.column())

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        column = self._table.columns[section]
        answers = {
            Qt.ItemDataRole.DisplayRole: column.title,
            Qt.ItemDataRole.ToolTipRole: column.meaning,
            Qt.ItemDataRole.TextAlignmentRole: self._alignment(section),
        }
        return answers.get(Qt.ItemDataRole(role))

    def _text(self, row: int, column: int) -> str:
        shown = self._table.columns[column]
        return self._texts.text(shown, self._table.length - 1 - row, dated=self._dated)

    def _tip(self, row: int, column: int) -> str | None:
        shown = self._table.columns[column]
        if shown.content is not Content.MOMENT:
            return None
        return exact_moment(int(shown.values[self._table.length - 1 - row]))

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return cell_alignment(is_number=self._table.columns[column].content not in _WORDS)


def _has_other_days(table: Table, now_us: int) -> bool:
    """Whether some of it did not happen today."""
    ends = [*table.moments_us[:1].tolist(), *table.moments_us[-1:].tolist(), now_us]
    return (
        len({QDateTime.fromMSecsSinceEpoch(at_us // 1000).date().toJulianDay() for at_us in ends})
        > 1
    )
