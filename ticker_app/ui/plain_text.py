"""Words that came from a server, shown as they are: Qt takes whatever looks like HTML for HTML."""

from __future__ import annotations

from html import escape

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def plain_label(label: QLabel) -> QLabel:
    """The same label, which takes its text as it is."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def plain_tip(text: str) -> str:
    """What a tooltip has to say so that it shows this text as it is."""
    return f"<p>{escape(text)}</p>" if QtGui.Qt.mightBeRichText(text) else text
