"""The menu of a chart: everything it can be set to, however narrow it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ticker_app.chart_settings import ChartSettings, Timeframe
from ticker_app.ui.chart.choice_button import MenuButton
from ticker_app.ui.chart.compare_menu import fill_compare_menu
from ticker_app.ui.chart.indicator_menu import OF_CANDLES, fill_indicator_menu
from ticker_app.ui.chart.names import SCALES, STYLES, span_text, spans_s

_HEIGHTS = {"higher": 1.25, "lower": 0.8}


class MoreButton(MenuButton):
    """Opens the menu, which is made anew at each opening.

    Signals:
        chosen (str, object): a field of the settings and what it shall be.
    """

    chosen = Signal(str, object)

    def __init__(self, settings: ChartSettings, parent: QWidget | None = None) -> None:
        super().__init__("Everything this chart can be set to", parent)
        self._settings = settings
        self._symbols: Sequence[str] = ()
        self.show_text("View")
        self.choices.aboutToShow.connect(self._on_about_to_show)

    def show_settings(self, settings: ChartSettings) -> None:
        """What is chosen now."""
        self._settings = settings

    def show_symbols(self, symbols: Sequence[str]) -> None:
        """The symbols that the charted one can be compared with."""
        self._symbols = symbols

    def _on_about_to_show(self) -> None:
        menu, settings = self.choices, self._settings
        self.empty()
        ticks = settings.timeframe is Timeframe.TICK
        self._add_choices(menu, "scale", SCALES, settings.drawn_scale)
        for action in menu.actions():
            # Several symbols have only percents in common.
            action.setEnabled(not settings.compared)
        compare = partial(self.chosen.emit, "compared")
        below = menu.addMenu("&Compare with")
        fill_compare_menu(below, self._symbols, settings.compared, compare, self.window())
        menu.addSeparator()
        if not ticks:
            self._add_switch("shows_volume", "&Volume below", on=settings.shows_volume)
        self._add_switch("shows_age", "&Age of the price below", on=settings.shows_age)
        self._add_heights(menu.addMenu("Pane &heights"))
        menu.addSeparator()
        if not ticks:
            self._add_submenu("St&yle", "style", STYLES, settings.style)
        indicators = menu.addMenu("&Indicators")
        if ticks:
            indicators.addAction(OF_CANDLES).setEnabled(False)
        else:
            choose = partial(self.chosen.emit, "indicators")
            fill_indicator_menu(indicators, settings.indicators, choose, self.window())
        spans = {float(span_s): span_text(span_s) for span_s in spans_s(settings.timeframe)}
        self._add_submenu("&Time span", "span_s", spans, settings.span_s)

    def _add_heights(self, menu: QMenu) -> None:
        """What the borders between the panes do under the mouse."""
        settings = self._settings
        for name in settings.lower_panes:
            title = name if name.isupper() else name.capitalize()
            for word, factor in _HEIGHTS.items():
                share = settings.share_of(name) * factor
                shares = settings.with_shares({name: share}).shares
                action = menu.addAction(f"{title}: {word}")
                action.triggered.connect(
                    lambda _on, shares=shares: self.chosen.emit("shares", shares)
                )
        usual = menu.addAction("All as &usual")
        usual.triggered.connect(lambda: self.chosen.emit("shares", ()))
        usual.setEnabled(bool(settings.shares))

    def _add_submenu(self, title: str, field: str, texts: Mapping[Any, str], current: Any) -> None:
        self._add_choices(self.choices.addMenu(title), field, texts, current)

    def _add_choices(self, menu: QMenu, field: str, texts: Mapping[Any, str], current: Any) -> None:
        group = QActionGroup(menu)
        for value, text in texts.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == current)
            group.addAction(action)
            action.triggered.connect(lambda _on, value=value: self.chosen.emit(field, value))

    def _add_switch(self, field: str, text: str, *, on: bool) -> None:
        action = self.choices.addAction(text)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda checked: self.chosen.emit(field, checked))
