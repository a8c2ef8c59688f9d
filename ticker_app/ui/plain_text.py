"""Words that came from a server, shown as they are: Qt takes whatever looks like HTML for HTML."""

from __future__ import annotations

from html import escape

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

_NO_MARKUP = str.maketrans("<>&", "‹›＆")


def plain_label(label: QLabel) -> QLabel:
    """The same label, which takes its text as it is."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def plain_tip(text: str) -> str:
    """What a tooltip has to say so that it shows this text as it is."""
    return f"<p>{escape(text)}</p>" if QtGui.Qt.mightBeRichText(text) else text


def plain_entry(text: str) -> str:
    """What a menu or a button has to say so that it shows this text as it is: & is special."""
    return text.replace("&", "&&")


def plain_notice(text: str) -> str:
    """The nearest to this text that every desktop shows alike in a notice.

    Some take it for HTML and others do not (Desktop Notifications Specification, "Markup"), so
    what could be markup gives way to signs that look like it. Lines stay.
    """
    shown = "".join(one if one.isprintable() or one == "\n" else " " for one in text)
    return shown.translate(_NO_MARKUP)
