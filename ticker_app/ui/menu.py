"""The menu: everything the window can do, by group, with the keys beside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ticker_app.ui import theme
from ticker_app.ui.actions import ActionTable

_TIP = "Menu: everything this window can do (F10)"


class MenuButton(QPushButton):
    """Opens the menu. It is made anew at each opening, so it knows what was added since."""

    def __init__(self, table: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__("≡", parent)
        self._table = table
        self.menu_shown: QMenu | None = None
        self.setObjectName("flat")
        self.setFont(theme.font(theme.FIGURE_PT))
        self.setAccessibleName("Menu")
        self.setToolTip(_TIP)
        self.setWhatsThis(_TIP)
        # Space is the key of push and pull everywhere; a focused button would take it.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.open)

    def open(self) -> None:
        """Show the menu below the button; returns at once."""
        menu = made_menu(self._table, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.aboutToHide.connect(self._on_hidden)
        self.menu_shown = menu
        corner = self.mapToGlobal(QPoint(self.width(), self.height()))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))
        menu.setActiveAction(menu.actions()[0])

    def _on_hidden(self) -> None:
        self.menu_shown = None


def with_letters(names: Sequence[str]) -> list[str]:
    """Names with ``&`` before a letter that chooses each of them and no other, if there is one."""
    taken: set[str] = set()
    texts = []
    for name in names:
        free = (
            at for at, letter in enumerate(name.lower()) if letter not in taken and letter != " "
        )
        at = next(free, 0)
        taken.add(name[at].lower())
        texts.append(f"{name[:at]}&{name[at:]}")
    return texts


def made_menu(table: ActionTable, parent: QWidget) -> QMenu:
    """A menu with a submenu for each group."""
    menu = QMenu(parent)
    groups = table.groups()
    texts = with_letters([group for group, _ in groups])
    for text, (_, actions) in zip(texts, groups, strict=True):
        below = menu.addMenu(text)
        below.setToolTipsVisible(True)
        below.addActions(actions)
    return menu
