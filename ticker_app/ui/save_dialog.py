"""The question where a file is to be written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def save_dialog(parent: QWidget, title: str, suggested: str, choices: list[str]) -> QFileDialog:
    """A dialog that asks for a file to write, to be opened: a nested loop would leave tasks dead.

    Args:
        parent: what asks.
        title: what is to be saved.
        suggested: the name of a file; its ending is put behind a name without one.
        choices: kinds of files, as ``Tables (*.csv)``.
    """
    dialog = QFileDialog(parent, title, suggested)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(choices)
    dialog.setDefaultSuffix(suggested.rpartition(".")[2])
    return dialog
