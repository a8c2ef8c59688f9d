"""Looks for symbols on the server and puts them into a list, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from server.wire import SymbolInfo
from ticker_app.ui import theme
from ticker_app.ui.plain_text import plain_label
from ticker_app.ui.watchlist.finding import ranked
from ticker_app.watch_settings import WatchError

_SYMBOL = int(Qt.ItemDataRole.UserRole)
_MOST = 200
_QUESTION = "Symbol or name"


class _Line(QLineEdit):
    """A line whose arrows move through the finds below it.

    Signals:
        stepped (int): so many finds further down.
    """

    stepped = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class AddDialog(QDialog):
    """Stays open until the user has enough. It does not wait: `open` it.

    Args:
        name: of the list.
        infos: the symbols of the server.
        held: those that the list has already.
        take: given a symbol, in whatever letters; raises `WatchError` with what is wrong, or
            returns a sentence.
    """

    def __init__(
        self,
        name: str,
        infos: Mapping[str, SymbolInfo],
        held: Collection[str],
        take: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._infos = infos
        self._held = {*held}
        self._take = take
        self.setWindowTitle(f"Add to {name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line = _Line(self)
        self.line.setAccessibleName(_QUESTION)
        self.finds = QListWidget(self)
        self.finds.setAccessibleName("What fits")
        self.finds.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.said = plain_label(QLabel(self))
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.line.textChanged.connect(self._find)
        self.line.stepped.connect(self._on_stepped)
        self.finds.itemClicked.connect(self._on_given)
        self._find()
        self.line.setFocus()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        add = buttons.addButton("Add", QDialogButtonBox.ButtonRole.AcceptRole)
        add.setDefault(True)
        buttons.accepted.connect(self._on_given)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[4 * theme.UNIT] * 4)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(QLabel(_QUESTION, self))
        layout.addWidget(self.line)
        layout.addWidget(self.finds, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self.resize(theme.px(360), theme.px(400))

    def _find(self) -> None:
        """Show what fits, best first; what the list has already cannot be chosen."""
        self.finds.clear()
        for symbol in ranked(self.line.text(), self._infos)[:_MOST]:
            name = self._infos[symbol].name
            is_held = symbol in self._held
            words = f"{symbol}   {name}" + ("   (already there)" if is_held else "")
            item = QListWidgetItem(words, self.finds)
            item.setData(_SYMBOL, symbol)
            if is_held:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            elif self.finds.currentRow() < 0:
                self.finds.setCurrentItem(item)

    def _on_stepped(self, rows: int) -> None:
        row = self.finds.currentRow() + rows
        while 0 <= row < self.finds.count():
            if self.finds.item(row).flags():
                self.finds.setCurrentRow(row)
                return
            row += rows

    def _on_given(self) -> None:
        """The chosen find, or what was typed if nothing fits it."""
        row = self.finds.currentRow()
        text = self.line.text() if row < 0 else str(self.finds.item(row).data(_SYMBOL))
        try:
            said = self._take(text)
        except WatchError as error:
            self._say(str(error))
            self.line.selectAll()
            return
        self._held.add(text)
        self._say(said)
        self.line.clear()
        self._find()

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
