"""The menu by which indicators are added, changed and removed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from ticker_app.indicators import KINDS, IndicatorSpec
from ticker_app.indicators.specs import Placement
from ticker_app.ui.chart.indicator_dialog import IndicatorDialog

MOST_OVER_PRICE, MOST_PANES = 8, 4
"""More lines could not be told apart, and more panes would leave none any room."""

OF_CANDLES = "of candles only: choose a timeframe first"
Specs = tuple[IndicatorSpec, ...]


def fill_indicator_menu(
    menu: QMenu, specs: Specs, choose: Callable[[Specs], None], parent: QWidget
) -> None:
    """Offer what can be done with these indicators.

    Args:
        menu: gets an entry for each kind, and one for each indicator there is.
        specs: those that are shown.
        choose: called with those that shall be shown.
        parent: of the dialog that asks for parameters.
    """
    menu.setToolTipsVisible(True)
    for kind in KINDS.values():
        usual = kind()
        action = menu.addAction(f"Add {usual.title}")
        action.setToolTip(usual.explained)
        action.setEnabled(can_add(usual, specs))
        action.triggered.connect(lambda _=False, spec=usual: choose((*specs, spec)))
    if specs:
        menu.addSeparator()
    for spec in specs:
        below = menu.addMenu(spec.label)
        if spec.parameters:
            change = below.addAction("&Change…")
            change.triggered.connect(lambda _=False, spec=spec: _ask(spec, specs, choose, parent))
        remove = below.addAction("&Remove")
        remove.triggered.connect(lambda _=False, spec=spec: choose(without(spec, specs)))
    if len(specs) > 1:
        menu.addAction("Remove &all").triggered.connect(lambda: choose(()))


def can_add(spec: IndicatorSpec, specs: Specs) -> bool:
    """Whether there is room for it, and it is not there already."""
    own = spec.placement is Placement.PANE
    same_place = [one for one in specs if (one.placement is Placement.PANE) is own]
    return spec not in specs and len(same_place) < (MOST_PANES if own else MOST_OVER_PRICE)


def without(spec: IndicatorSpec, specs: Specs) -> Specs:
    """All but one."""
    return tuple(one for one in specs if one != spec)


def changed(spec: IndicatorSpec, into: IndicatorSpec, specs: Specs) -> Specs:
    """With another in its place; one that is there already is not there twice."""
    return tuple(dict.fromkeys(into if one == spec else one for one in specs))


def _ask(
    spec: IndicatorSpec, specs: Specs, choose: Callable[[Specs], None], parent: QWidget
) -> None:
    dialog = IndicatorDialog(spec, parent)
    dialog.chosen.connect(lambda into: choose(changed(spec, into, specs)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
