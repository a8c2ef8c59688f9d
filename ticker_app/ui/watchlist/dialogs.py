"""The questions that the watchlist asks. None of them waits: a nested loop would stop the rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from ticker_app.ui.watchlist.add_dialog import AddDialog
from ticker_app.ui.watchlist.ask_line import AskLine
from ticker_app.ui.watchlist.column_fit import ColumnFit
from ticker_app.ui.watchlist.columns_dialog import ColumnsDialog
from ticker_app.ui.watchlist.desk import Desk


class Dialogs:
    """Opens dialogs over the list, and passes what they say to the desk.

    before: the symbol that a new one shall stand before; None: at the end.
    """

    def __init__(self, desk: Desk, fit: ColumnFit, parent: QWidget) -> None:
        self.before: str | None = None
        self._desk = desk
        self._fit = fit
        self._parent = parent

    def new_list(self, symbols: Sequence[str] = ()) -> QDialog:
        """Ask for the name of a new list."""

        def take(name: str) -> None:
            self._desk.new_list(name, symbols)

        return self._open(
            AskLine("New list", "Name of the list", take, button="Make it", parent=self._parent)
        )

    def rename_list(self) -> QDialog:
        """Ask for another name of the list that is shown."""
        return self._open(
            AskLine(
                "Rename the list",
                "Its new name",
                self._desk.rename_list,
                button="Rename",
                text=self._desk.settings.current or "",
                parent=self._parent,
            )
        )

    def add_symbols(self) -> QDialog:
        """Let symbols be found and put into the list that is shown."""
        shown = self._desk.settings.shown_list()
        return self._open(
            AddDialog(
                self._desk.settings.current or "",
                self._desk.known,
                shown.symbols if shown is not None else (),
                lambda typed: self._desk.add_typed(typed, self.before),
                self._parent,
            )
        )

    def columns(self) -> QDialog:
        """Let the columns be arranged."""
        dialog = ColumnsDialog(self._fit.choices(), self._fit.without_room(), self._parent)
        dialog.arranged.connect(self._desk.arrange)
        return self._open(dialog)

    def _open(self, dialog: QDialog) -> QDialog:
        dialog.open()
        return dialog
