"""What can be done about charts and panels: how many, how they stand, what they share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMessageBox, QWidget

from ticker_app.grid_settings import GridSettings, Shape
from ticker_app.ui.actions import CHART, ActionSpec, ActionTable
from ticker_app.ui.chart.choice_button import MenuButton
from ticker_app.ui.chart_grid import ChartGrid
from ticker_app.ui.docks import Docks
from ticker_app.ui.remembering import Remembering

CHARTS, PANELS = "Charts", "Panels"
_MENUS = (
    ("timeframe", "&Timeframe…", "T"),
    ("style", "Style of the can&dles…", "S"),
    ("indicators", "&Indicators…", "I"),
    ("more", "All of this &chart…", "V"),
)
_SHAPES = {
    Shape.ONE: "&One chart",
    Shape.BESIDE: "Two &beside each other",
    Shape.ABOVE: "Two &above each other",
    Shape.THREE: "&Three, one of them wide",
    Shape.FOUR: "&Four charts",
}


def add_chart_actions(table: ActionTable, grid: ChartGrid) -> None:
    """Let the window arrange its charts."""
    for number, (shape, text) in enumerate(_SHAPES.items(), 1):
        spec = ActionSpec(
            f"charts.{shape}", CHARTS, text, (f"Alt+{number}",), one_of="charts.shape"
        )
        table.add(spec, partial(grid.set_shape, shape))
    for name, text, key in _MENUS:
        spec = ActionSpec(f"chart.{name}", CHART, text, (key,))
        table.add(spec, partial(_open_menu, grid, name))
    table.add(
        ActionSpec("charts.next", CHARTS, "&Next chart", ("F6",), "The keys are for it then"),
        grid.activate_next,
    )
    links = (
        ("charts.link-symbol", "Same &symbol in all", "L", grid.link_symbols),
        (
            "charts.link-crosshair",
            "Same &moment in all",
            "Shift+L",
            grid.link_crosshairs,
        ),
    )
    for name, text, key, link in links:
        spec = ActionSpec(name, CHARTS, text, (key,), checkable=True)
        table.add(spec, partial(_pass_checked, table, name, link))

    def show(settings: GridSettings) -> None:
        table[f"charts.{settings.shape}"].setChecked(True)
        table["charts.link-symbol"].setChecked(settings.links_symbol)
        table["charts.link-crosshair"].setChecked(settings.links_crosshair)

    grid.settings_changed.connect(show)
    show(grid.settings)


def add_panel_actions(
    table: ActionTable, docks: Docks, remembering: Remembering, window: QWidget
) -> None:
    """Let the window show, hide and move its panels, and forget what it remembers."""
    for name, (title, key) in docks.titles().items():
        spec = ActionSpec(
            f"panels.{name}", PANELS, f"&{title}", (key,) if key else (), checkable=True
        )
        action = table.add(spec, partial(_flip, docks, name))
        docks[name].visibilityChanged.connect(
            lambda _, action=action, name=name: action.setChecked(not docks[name].isHidden())
        )
        action.setChecked(not docks[name].isHidden())
    moving = ActionSpec(
        "panels.move",
        PANELS,
        "&Move panels",
        tip="Show the titles by which panels are moved",
        checkable=True,
    )
    table.add(moving, lambda: docks.set_moving(table["panels.move"].isChecked()))
    reset = ActionSpec("panels.reset", PANELS, "&Put panels back", tip="Where they were at first")
    table.add(reset, docks.reset)
    forget = ActionSpec(
        "panels.forget",
        PANELS,
        "Forget &everything…",
        tip="Layout, lists, alerts: the next start begins as the first one did",
    )
    table.add(forget, lambda: _ask_to_forget(remembering, window))


def _pass_checked(table: ActionTable, name: str, link: Callable[[bool], None]) -> None:
    link(table[name].isChecked())


def _open_menu(grid: ChartGrid, name: str) -> None:
    header = grid.active.header
    menus: dict[str, MenuButton] = {
        "timeframe": header.timeframe,
        "style": header.style_,
        "indicators": header.indicators,
        "more": header.more,
    }
    menus[name].open()


def _flip(docks: Docks, name: str) -> None:
    docks[name].setVisible(docks[name].isHidden())
    docks[name].raise_()


def _ask_to_forget(remembering: Remembering, window: QWidget) -> None:
    """Asks without waiting: a nested loop would leave other tasks dead."""
    box = QMessageBox(
        QMessageBox.Icon.Question,
        "Forget everything",
        "Forget layout, lists, alerts and everything else that this app remembers?",
        QMessageBox.StandardButton.Cancel,
        window,
    )
    forget = box.addButton("Forget", QMessageBox.ButtonRole.DestructiveRole)
    forget.clicked.connect(remembering.forget)
    box.finished.connect(box.deleteLater)
    box.open()
