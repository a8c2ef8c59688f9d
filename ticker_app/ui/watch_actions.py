"""What can be done in the watchlist by key and from the menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDockWidget

from ticker_app.ui.actions import ActionSpec, ActionTable, KeyHint
from ticker_app.ui.watchlist.watchlist import Watchlist

WATCHLIST = "Watchlist"
_HINTS = (
    KeyHint(WATCHLIST, "Ins", "Add symbols to a list of your own"),
    KeyHint(WATCHLIST, "Del", "Take the chosen symbol out of it"),
    KeyHint(WATCHLIST, "Alt+↑  Alt+↓", "Move the chosen symbol in it"),
)


def add_watch_actions(table: ActionTable, watchlist: Watchlist, dock: QDockWidget) -> None:
    """Let the window find symbols, keep lists, and arrange columns."""

    def shown(do: Callable[[], object]) -> Callable[[], None]:
        """What happens in a panel is seen only if that is there."""

        def show_and_do() -> None:
            dock.show()
            do()

        return show_and_do

    actions = (
        (
            ActionSpec(
                "watchlist.find",
                WATCHLIST,
                "&Find a symbol or name",
                ("/", "Ctrl+F"),
                "Enter puts the first on the chart, Esc shows all again",
                short="find",
            ),
            watchlist.start_search,
        ),
        (ActionSpec("watchlist.lists", WATCHLIST, "&Lists", ("W",)), watchlist.open_lists),
        (ActionSpec("watchlist.new", WATCHLIST, "&New list…"), watchlist.dialogs.new_list),
        (ActionSpec("watchlist.columns", WATCHLIST, "&Columns…"), watchlist.dialogs.columns),
    )
    for spec, do in actions:
        table.add(spec, shown(do))
    for hint in _HINTS:
        table.hint(hint)
