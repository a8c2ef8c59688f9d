"""Tables whose columns are always the same: rows under headings that say what they mean."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")


class Head(Struct, frozen=True):
    """What stands over a column, and what it means in a sentence."""

    title: str
    meaning: str
    is_number: bool = False


class HeadedModel(QAbstractTableModel, Generic[Row]):
    """One value for each row; what its cells say is settled by whoever knows such values.

    rows: from the top.

    Args:
        heads: of the columns, from the left.
    """

    def __init__(self, heads: Sequence[Head], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._heads = heads

    @abstractmethod
    def cell(self, row: Row, column: int, role: int) -> Any:
        """What a cell is in this role, other than where its text stands; None: nothing."""

    def put(self, rows: list[Row], *, are_others: bool) -> None:
        """Show these. are_others: they are not the same things as before, in the same order."""
        if are_others:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        before, self.rows = self.rows, rows
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.tell(number, number)

    def tell(self, top: int, bottom: int) -> None:
        """Say that these rows have other texts now."""
        right = len(self._heads) - 1
        self.dataChanged.emit(self.index(top, 0), self.index(bottom, right))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return cell_alignment(is_number=self._heads[index.column()].is_number)
        return self.cell(self.rows[index.row()], index.column(), role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section not in range(len(self._heads)):
            return None
        head = self._heads[section]
        answers = {
            Qt.ItemDataRole.DisplayRole: head.title,
            Qt.ItemDataRole.ToolTipRole: head.meaning,
            Qt.ItemDataRole.TextAlignmentRole: cell_alignment(is_number=head.is_number),
        }
        return answers.get(Qt.ItemDataRole(role))


def cell_alignment(*, is_number: bool) -> Qt.AlignmentFlag:
    """Numbers end under each other, words begin so."""
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
