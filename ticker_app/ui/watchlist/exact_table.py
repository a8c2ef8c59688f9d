"""A table that paints what changed, and no pixel more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTableView, QWidget
from typing_extensions import override


class ExactTable(QTableView):
    """Qt takes one pixel too much to the right and below a change, and so paints a row and a
    column that did not change: as many cells again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._extents: dict[tuple[int, int], tuple[int, int]] = {}

    def forget_extents(self) -> None:
        """The columns are not where they were."""
        self._extents.clear()

    @override
    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,
        bottomRight: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Paint these cells; whoever reads the screen aloud is told by Qt itself."""
        if QAccessible.isActive():
            super().dataChanged(topLeft, bottomRight, roles)
            return
        top = self.rowViewportPosition(topLeft.row())
        bottom = self.rowViewportPosition(bottomRight.row()) + self.rowHeight(bottomRight.row())
        if bottom > 0 and top < self.viewport().height():
            left, right = self._extent(topLeft.column(), bottomRight.column())
            self.viewport().update(left, top, right - left, bottom - top)

    def _extent(self, first: int, last: int) -> tuple[int, int]:
        """Where these columns begin and end; moved ones may have others between them."""
        extent = self._extents.get((first, last))
        if extent is None:
            header = self.horizontalHeader()
            shown = [each for each in range(first, last + 1) if header.sectionSize(each)]
            lefts = [header.sectionViewportPosition(each) for each in shown]
            rights = [
                left + header.sectionSize(each) for left, each in zip(lefts, shown, strict=True)
            ]
            extent = min(lefts, default=0), max(rights, default=0)
            self._extents[first, last] = extent
        return extent
