"""The menu by which other symbols come beside the charted one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from ticker_app.ui.plain_text import plain_entry, plain_tip

MOST_COMPARED = 4
"""More lines than these nobody tells apart at a glance."""
_LISTED = 24
"""Up to so many symbols stand in the menu itself; of more one is asked for by name."""

Symbols = tuple[str, ...]


def fill_compare_menu(
    menu: QMenu,
    symbols: Sequence[str],
    compared: Symbols,
    choose: Callable[[Symbols], None],
    parent: QWidget,
) -> None:
    """Offer what can be compared.

    Args:
        symbols: all there are beside the charted one.
        compared: those that are.
        choose: called with those that shall be.
        parent: of the dialog that asks for a name.
    """
    full = len(compared) >= MOST_COMPARED
    listed = symbols if len(symbols) <= _LISTED else compared
    for symbol in listed:
        action = menu.addAction(plain_entry(symbol))
        action.setToolTip(plain_tip(symbol))
        action.setCheckable(True)
        action.setChecked(symbol in compared)
        action.setEnabled(symbol in compared or not full)
        action.triggered.connect(lambda _=False, one=symbol: choose(toggled(one, compared)))
    if len(symbols) > _LISTED:
        menu.addSeparator()
        action = menu.addAction("&Another symbol…")
        action.setEnabled(not full)
        action.triggered.connect(lambda: _ask(symbols, compared, choose, parent))
    if len(compared) > 1:
        menu.addSeparator()
        menu.addAction("Remove &all").triggered.connect(lambda: choose(()))
    if not symbols:
        menu.addAction("no other symbols").setEnabled(False)


def toggled(symbol: str, compared: Symbols) -> Symbols:
    """With it, or without it if it was there."""
    if symbol in compared:
        return tuple(one for one in compared if one != symbol)
    return (*compared, symbol)


def _ask(
    symbols: Sequence[str], compared: Symbols, choose: Callable[[Symbols], None], parent: QWidget
) -> None:
    dialog = QInputDialog(parent)
    dialog.setWindowTitle("Compare with")
    dialog.setLabelText("Symbol")
    dialog.setComboBoxItems([symbol for symbol in symbols if symbol not in compared])
    dialog.setComboBoxEditable(True)

    def on_chosen(text: str) -> None:
        known = {symbol.upper(): symbol for symbol in symbols}
        symbol = known.get(text.strip().upper())
        if symbol is not None and symbol not in compared:
            choose((*compared, symbol))

    dialog.textValueSelected.connect(on_chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
