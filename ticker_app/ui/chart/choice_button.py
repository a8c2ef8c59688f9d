"""A button that opens a short list of choices and shows the one in use: ``Tick ▾``."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from typing_extensions import override

from ticker_app.ui import theme

Choice = TypeVar("Choice", bound=StrEnum)
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class MenuButton(QPushButton):
    """Opens a menu by a click, or by Enter or the down key when it has the focus."""

    def __init__(self, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = QMenu(self)
        self.choices.setToolTipsVisible(True)
        self.setMenu(self.choices)
        self.setFont(theme.font())
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        # Space is the key of push and pull everywhere; a focused button would take it.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_text(self, text: str) -> None:
        """Show these words, with the sign of a menu."""
        self.setText(f"{text} ▾")

    def empty(self) -> None:
        """Take everything out of the menu, and away what was made for it."""
        self.choices.clear()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for kind in (QMenu, QActionGroup):
            for made in self.choices.findChildren(kind, options=direct):
                made.deleteLater()

    def open(self) -> None:
        """Open the menu below the button; where that has no room, at the window's foot."""
        place = self if self.isVisible() else self.window()
        self.choices.popup(place.mapToGlobal(place.rect().bottomLeft()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING:
            self.showMenu()
        else:
            super().keyPressEvent(event)


class ChoiceButton(MenuButton, Generic[Choice]):
    """One of several, and always exactly one.

    Signals:
        chosen: the user chose this one.
    """

    chosen = Signal(object)

    def __init__(
        self,
        texts: Mapping[Choice, str],
        tip: str,
        *,
        shorts: Mapping[Choice, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """shorts: what the button itself says; None: the same as the list."""
        super().__init__(tip, parent)
        self._tip = tip
        self._texts, self._shorts = texts, shorts or texts
        self._group = QActionGroup(self)
        self._actions: dict[Choice, QAction] = {}
        for choice, text in texts.items():
            action = self.choices.addAction(text)
            action.setCheckable(True)
            action.setData(choice.value)
            self._group.addAction(action)
            self._actions[choice] = action
        self._group.triggered.connect(self._on_triggered)

    def action_of(self, choice: Choice) -> QAction:
        """The entry of a choice."""
        return self._actions[choice]

    def show_choice(self, choice: Choice) -> None:
        """Show the one in use, without asking for it."""
        self._actions[choice].setChecked(True)
        self.show_text(self._shorts[choice])
        self.setAccessibleName(f"{self._tip}: {self._texts[choice]}")

    def _on_triggered(self, action: QAction) -> None:
        found = next(choice for choice, one in self._actions.items() if one is action)
        self.chosen.emit(found)
