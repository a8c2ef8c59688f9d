"""What the tests of the watchlist do and read, as a user would."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from ticker_app.ui.watchlist.watchlist import Watchlist


def shown(watchlist: Watchlist) -> str:
    """The symbols of its rows, from the top."""
    return " ".join(row.symbol for row in watchlist.model.rows)


def said(watchlist: Watchlist) -> str:
    """The sentence below the rows; empty if there is none."""
    return "" if watchlist.note.isHidden() else watchlist.note.sentence.text()


def press(widget: QWidget, key: Qt.Key, *, alt: bool = False) -> None:
    """Press a key, with or without Alt."""
    modifier = Qt.KeyboardModifier
    QTest.keyClick(widget, key, modifier.AltModifier if alt else modifier.NoModifier)


def opened(watchlist: Watchlist, kind: type[QDialog]) -> QDialog:
    """The one open dialog of a kind."""
    (dialog,) = watchlist.findChildren(kind)
    return dialog


def words(menu: QMenu) -> list[str]:
    """What a menu says; what cannot be chosen is in brackets."""
    texts = ((each.text().partition("\t")[0].replace("&", ""), each) for each in menu.actions())
    return [text if each.isEnabled() else f"({text})" for text, each in texts if text]


def action(menu: QMenu, words: str) -> QAction:
    """The first entry of a menu with these words."""
    return next(each for each in menu.actions() if words in each.text().replace("&", ""))
