"""The rows over the chart: what it shows and how, how much time, and what the lines mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from ticker_app.chart_settings import ChartSettings, Timeframe
from ticker_app.ui import theme
from ticker_app.ui.chart.choice_button import ChoiceButton, MenuButton
from ticker_app.ui.chart.fitting_row import FittingRow
from ticker_app.ui.chart.indicator_menu import OF_CANDLES, fill_indicator_menu
from ticker_app.ui.chart.legend import TickLegend
from ticker_app.ui.chart.more_menu import MoreButton
from ticker_app.ui.chart.names import (
    STYLES,
    TIMEFRAME_MEANINGS,
    TIMEFRAMES,
    span_text,
    spans_s,
)
from ticker_app.ui.chart.readout import Field
from ticker_app.ui.chart.readout_bar import ReadoutBar
from ticker_app.ui.palette import Palette, blend
from ticker_app.ui.plain_text import plain_label

_SPANS = 4


class ChartHeader(QWidget):
    """Symbol, candles, time spans, Follow and Compare; below them the legend.

    Signals:
        chosen (str, object): a field of the settings and what it shall be.
        follow_chosen: by a click.
        compare_chosen: lanes side by side, by a click.
    """

    chosen = Signal(str, object)
    follow_chosen = Signal()
    compare_chosen = Signal()

    def __init__(self, settings: ChartSettings, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._timeframe, self._indicators = settings.timeframe, settings.indicators
        self.symbol = plain_label(QLabel(self))
        self.symbol.setFont(theme.font(bold=True))
        self.timeframe = ChoiceButton(
            TIMEFRAME_MEANINGS, "Timeframe", shorts=TIMEFRAMES, parent=self
        )
        self.style_ = ChoiceButton(STYLES, "Style of the candles", parent=self)
        self.indicators = MenuButton("Indicators: lines computed from the candles", self)
        self.indicators.show_text("Indicators")
        self.indicators.choices.aboutToShow.connect(self._on_indicators_wanted)
        self.more = MoreButton(settings, self)
        self.spans = [self._button("", "") for _ in range(_SPANS)]
        self._span_group = QButtonGroup(self)
        for number, button in enumerate(self.spans):
            self._span_group.addButton(button, number)
        self.follow = self._button("Follow", "Scroll with time again (F)")
        self.follow.setChecked(True)
        self.compare = self._button("Compare", "Lanes side by side (C)")
        self.compare.setCheckable(False)
        self.legend = TickLegend(self)
        self.readout = ReadoutBar(palette, self)
        self._connect()
        self._lay_out()
        self.show_settings(settings)

    @property
    def _ticks(self) -> bool:
        return self._timeframe is Timeframe.TICK

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.legend.set_palette(palette)
        self.readout.set_palette(palette)
        hover = blend(palette.text, palette.raised, 0.08)
        chosen = blend(palette.text, palette.raised, 0.16)
        self.setStyleSheet(f"""
            QPushButton {{ background: {palette.raised}; color: {palette.muted};
                border: 1px solid {palette.line}; border-radius: 6px; padding: 3px 7px; }}
            QPushButton::menu-indicator {{ image: none; width: 0; }}
            QPushButton:hover {{ background: {hover}; color: {palette.text}; }}
            QPushButton:checked {{ background: {chosen}; color: {palette.text};
                border-color: {palette.muted}; }}
            QPushButton:focus {{ border-color: {palette.text}; }}""")

    def show_settings(self, settings: ChartSettings) -> None:
        """Show what is chosen, without asking for it."""
        self._timeframe, self._indicators = settings.timeframe, settings.indicators
        ticks = self._ticks
        self.timeframe.show_choice(settings.timeframe)
        self.style_.show_choice(settings.style)
        self.more.show_settings(settings)
        # Ticks have a legend in that place, which must not grow under the pointer.
        self.readout.most_lines = 1 if ticks else 2
        self.readout.start_over()
        self.show_readout(())
        offered = spans_s(settings.timeframe)
        for button, span_s in zip(self.spans, offered, strict=True):
            tip = f"Show {span_text(span_s)} of time"
            button.setText(span_text(span_s))
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        # A span without a button of its own unchecks all.
        self._span_group.setExclusive(settings.span_s in offered)
        for button, span_s in zip(self.spans, offered, strict=True):
            button.setChecked(span_s == settings.span_s)
        self._offer()

    def show_symbol(self, symbol: str | None) -> None:
        """Name the symbol of a chart that does not follow the selected one."""
        self.symbol.setText(symbol or "")
        self._offer()

    def show_readout(self, fields: Sequence[Field]) -> None:
        """Say this in the place of the legend; nothing: the legend, where there is one."""
        self.readout.show_fields(fields)
        reads = bool(fields) or not self._ticks
        if self.readout.isHidden() is reads or self.legend.isHidden() is not reads:
            self.readout.setVisible(reads)
            self.legend.setVisible(not reads)

    def set_following(self, following: bool) -> None:
        """Show whether the chart scrolls with time."""
        self.follow.setChecked(following)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setCheckable(True)
        button.setFont(theme.font())
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        # Space is the key of push and pull everywhere; a focused button would take it.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _connect(self) -> None:
        self.timeframe.chosen.connect(partial(self.chosen.emit, "timeframe"))
        self.style_.chosen.connect(partial(self.chosen.emit, "style"))
        self.more.chosen.connect(self.chosen)
        self._span_group.idClicked.connect(self._on_span_clicked)
        self.follow.clicked.connect(self._on_follow_clicked)
        self.compare.clicked.connect(self.compare_chosen)

    def _lay_out(self) -> None:
        menus = (self.timeframe, self.style_, self.indicators, self.more)
        left = (self.symbol, *menus, *self.spans)
        right = (self.follow, self.compare)
        self._row = FittingRow(left, right, 2 * theme.UNIT, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.UNIT)
        layout.addWidget(self._row)
        layout.addWidget(self.legend)
        layout.addWidget(self.readout)
        self.legend.setFixedHeight(self.readout.sizeHint().height())

    def _offer(self) -> None:
        """What the row shows, from the widest chart to the narrowest."""
        symbol = [self.symbol] if self.symbol.text() else []
        style = [] if self._ticks else [self.style_]
        indicators = [] if self._ticks else [self.indicators]
        first = [*symbol, self.timeframe]
        self._row.offer(
            [
                [*first, *style, *indicators, self.more, *self.spans, self.follow, self.compare],
                [*first, *style, *indicators, self.more, *self.spans, self.follow],
                [*first, *style, self.more, *self.spans, self.follow],
                [*first, *style, self.more, *self.spans],
                [*first, *style, self.more, self.follow],
                [*first, *style, self.more],
                [*first, self.more],
            ]
        )

    def _on_indicators_wanted(self) -> None:
        menu = self.indicators.choices
        self.indicators.empty()
        if self._ticks:
            menu.addAction(OF_CANDLES).setEnabled(False)
            return
        choose = partial(self.chosen.emit, "indicators")
        fill_indicator_menu(menu, self._indicators, choose, self.window())

    def _on_span_clicked(self, number: int) -> None:
        self.chosen.emit("span_s", float(spans_s(self._timeframe)[number]))

    def _on_follow_clicked(self) -> None:
        # A click on a checked button would uncheck it: following ends by moving the chart.
        self.follow.setChecked(True)
        self.follow_chosen.emit()
