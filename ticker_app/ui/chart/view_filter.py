"""What listens to the pointer on a chart before the chart itself does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QGraphicsView
from typing_extensions import override

Heard: TypeAlias = Mapping[QEvent.Type, Callable[[Any], bool]]
"""What each kind of event comes to."""


class ViewFilter(QObject):
    """Hears some kinds of events on a view; of several filters the one made last hears first.

    Args:
        view: the chart's.
        heard: for each kind of event what it comes to, and whether it was meant for this
            filter: then nobody else hears of it.
    """

    def __init__(
        self,
        view: QGraphicsView,
        heard: Heard,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.view = view
        self._heard = heard
        view.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        hear = self._heard.get(event.type())
        return hear is not None and hear(event)
