"""Where a bubble stands beside what it points at. Pure: rectangles in, a corner out."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize

GAP_PX = 12


def place(bubble: QSize, target: QRect | None, room: QRect) -> QPoint:
    """The top left corner of a bubble: beside its target where there is room, else upon it.

    Args:
        bubble: its size.
        target: what it points at; None: nothing, so it stands in the middle.
        room: it stands within this.
    """
    if target is None:
        return _within(QRect(QPoint(), bubble), room.center(), room)
    beside = (
        QPoint(target.center().x(), target.bottom() + GAP_PX + bubble.height() // 2),
        QPoint(target.center().x(), target.top() - GAP_PX - bubble.height() // 2),
        QPoint(target.right() + GAP_PX + bubble.width() // 2, target.center().y()),
        QPoint(target.left() - GAP_PX - bubble.width() // 2, target.center().y()),
    )
    for centre in beside:
        corner = _within(QRect(QPoint(), bubble), centre, room)
        if not QRect(corner, bubble).intersects(target):
            return corner
    return _within(QRect(QPoint(), bubble), target.center(), room)


def _within(bubble: QRect, centre: QPoint, room: QRect) -> QPoint:
    bubble.moveCenter(centre)
    left = max(min(bubble.left(), room.right() + 1 - bubble.width()), room.left())
    top = max(min(bubble.top(), room.bottom() + 1 - bubble.height()), room.top())
    return QPoint(left, top)
