"""The line over the rows: which list is shown, and what is looked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.plain_text import plain_entry, plain_tip

_MOST_NAME_PX = 130
_FIND = "Find a symbol or a name. Enter puts the first on the chart, Esc shows all again"


class FindLine(QLineEdit):
    """Takes what is looked for.

    Signals:
        first_asked: the first find shall be on the chart.
        left: the keys shall go to the rows.
    """

    first_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self.setFont(theme.font())
        self.setPlaceholderText("Find  /")
        self.setAccessibleName("Find")
        self.setAccessibleDescription(_FIND)
        self.setToolTip(f"{_FIND} ( / )")
        self.setWhatsThis(_FIND)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(theme.px(60))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def event(self, event: QEvent) -> bool:
        # Elsewhere Esc may mean something to the whole window.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.first_asked.emit()
        elif key == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListBar(QWidget):
    """The name of the list, behind it the lists and what can be done with them; and the search.

    Signals:
        lists_asked: the menu of the lists shall open below the name.
    """

    lists_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.setFont(theme.font())
        self.lists = QPushButton(self)
        self.lists.setObjectName("flat")
        self.lists.setFont(theme.font(bold=True))
        # Space is the key of push and pull everywhere; a focused button would take it.
        self.lists.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.lists.clicked.connect(self.lists_asked)
        self.search = FindLine(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.UNIT, 0, theme.UNIT + 2, theme.UNIT)
        layout.setSpacing(theme.UNIT)
        layout.addWidget(self.lists)
        layout.addWidget(self.search, 1)

    def show_list(self, name: str) -> None:
        """Name the list that is shown."""
        self._name = name
        metrics = QFontMetrics(self.lists.font())
        short = metrics.elidedText(
            name, Qt.TextElideMode.ElideRight, theme.px(_MOST_NAME_PX), Qt.TextFlag.TextShowMnemonic
        )
        self.lists.setText(f"{plain_entry(short)} ▾")
        words = f"List: {name}. Other lists, and what can be done with them"
        self.lists.setAccessibleName(words)
        self.lists.setToolTip(plain_tip(words))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """In another font the name has other room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._name:
            self.show_list(self._name)
