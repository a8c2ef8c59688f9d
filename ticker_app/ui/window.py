"""The window: what its parts have to do with each other, its keys, what it shows when it looks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWhatsThis
from typing_extensions import override

from ticker_app.alert_desk import AlertDesk
from ticker_app.choice import LaneChoice
from ticker_app.compare.comparing import Comparing
from ticker_app.fault_stand import FaultStand
from ticker_app.look_settings import Theme
from ticker_app.session import Session
from ticker_app.settings import Settings
from ticker_app.ui.focus_order import neighbour
from ticker_app.ui.furnished_window import FurnishedWindow
from ticker_app.ui.layout_actions import add_chart_actions, add_panel_actions
from ticker_app.ui.palette import Palette
from ticker_app.ui.watch_actions import add_watch_actions
from ticker_app.ui.window_actions import ACTIONS, HINTS
from ticker_app.ui.window_alerts import connect_alerts
from ticker_app.ui.window_faults import connect_faults
from ticker_app.ui.window_memory import WindowMemory

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class MainWindow(FurnishedWindow):
    """One session on the screen. It shows and asks; it fetches and computes nothing.

    Signals:
        closed: the user closed the window.
    """

    closed = Signal()

    def __init__(
        self,
        session: Session,
        forced: Theme | None,
        *,
        comparing: Comparing,
        bundled: bool,
        settings: Settings | None = None,
        alerts: AlertDesk | None = None,
        faults: FaultStand | None = None,
    ) -> None:
        """
        Args:
            session: what is shown.
            forced: these colours, whatever was remembered; None: as remembered.
            comparing: the lanes of the compare view.
            bundled: the server is our own child.
            settings: what is remembered of earlier windows; None: nothing, then or later.
            alerts: whoever runs them; None: alerts that learn nothing of what was missed.
            faults: lets things go wrong between lanes and server; None: nobody does.
        """
        super().__init__(
            session,
            forced,
            comparing=comparing,
            bundled=bundled,
            settings=settings or Settings(None),
            alerts=alerts or AlertDesk(session),
            faults=faults or FaultStand("", ()),
        )
        self._comparing = comparing
        self._memory = WindowMemory(self, self.docks, self.grid, self.watchlist, self.remembering)
        self._connect()
        self._set_up_actions()
        self.dressing.dress()
        self.pages.make_room(self.width())
        self._memory.restore()
        if self.remembering.settings.problems:
            self.tell(" ".join(self.remembering.settings.problems))
        self.watchlist.table.setFocus()

    def _connect(self) -> None:
        self.bridge.session_changed.connect(self._on_session_changed)
        self.bridge.frame_passed.connect(self._on_frame_passed)
        self.bridge.quarter_passed.connect(self._on_quarter_passed)
        self.bridge.pause_changed.connect(self._on_pause_changed)
        self.paused.resumed.connect(self.bridge.toggle_pause)
        self.top.controls.choice_made.connect(self._on_choice_made)
        self.watchlist.symbol_chosen.connect(self._on_symbol_chosen)
        self.status.reference_toggled.connect(self._on_reference_toggled)
        self.notice.said.connect(self.announcer.say)
        self.top.pill.state_changed.connect(self.announcer.say)
        self.pages.turned.connect(self._on_turned)
        self.grid.compare_chosen.connect(self.toggle_compare)
        self.grid.symbol_wanted.connect(self._on_symbol_wanted)
        self.compare.closed.connect(self.toggle_compare)
        self.compare.failed.connect(self.tell)
        self.alerting.failed.connect(self.tell)
        self.alerting.symbol_wanted.connect(self._on_symbol_chosen)
        self.values.failed.connect(self.tell)
        self.dressing.palette_changed.connect(self._on_palette_changed)
        self.dressing.settings_changed.connect(partial(self.remembering.note, "look"))
        self.dressing.refused.connect(self.tell)
        self.dressing.rescaling.connect(self.pages.expect_other_size)
        self.dressing.rescaled.connect(self._on_rescaled)

    def _set_up_actions(self) -> None:
        do: dict[str, Callable[[], object]] = {
            "prices.flip": self.top.controls.switch.flip,
            "prices.reference": self.status.reference.click,
            "prices.pause": self.bridge.toggle_pause,
            "prices.reconnect": self._reconnect,
            "chart.compare": self.toggle_compare,
            "chart.follow": self.pages.follow,
            "chart.fit": self.pages.fit_prices,
            "view.full-screen": self._toggle_full_screen,
            "view.quit": self.close,
            "help.menu": self.top.menu.open,
            "help.what": QWhatsThis.enterWhatsThisMode,
            "help.keys": self.keys.toggle,
            "help.tour": self.touring.start,
        }
        for number in range(4):
            do[f"chart.span-{number + 1}"] = partial(self.pages.set_span_number, number)
        for spec in ACTIONS:
            self.action_table.add(spec, do[spec.name])
        add_chart_actions(self.action_table, self.grid)
        add_watch_actions(self.action_table, self.watchlist, self.docks["watchlist"])
        add_panel_actions(self.action_table, self.docks, self.remembering, self)
        connect_alerts(
            self.alerting,
            table=self.action_table,
            grid=self.grid,
            dressing=self.dressing,
            bridge=self.bridge,
            remembering=self.remembering,
        )
        connect_faults(self.faults, self._session, table=self.action_table, bridge=self.bridge)
        self.values.add_actions(self.action_table)
        for hint in HINTS:
            self.action_table.hint(hint)
        self.dressing.add_actions(self.action_table)
        self.action_table.grown.connect(self._on_actions_grown)
        self._on_actions_grown()

    def _on_actions_grown(self) -> None:
        self.status.keys.show_hints(self.action_table.hints())

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _reconnect(self) -> None:
        self._session.reconnect()
        self._comparing.reconnect()
        self.bridge.look_again()

    def toggle_compare(self) -> None:
        """Lanes side by side instead of the charts, or back to them."""
        if self.bridge.is_paused:
            self.bridge.toggle_pause()
        self.pages.turn()

    def _on_turned(self, compares: bool) -> None:
        self._session.see_charts(not compares)
        self.action_table["chart.compare"].setChecked(compares)
        self.pages.make_room(self.width())
        self.watchlist.table.setFocus()
        self.bridge.look_again()

    def _on_palette_changed(self, palette: Palette) -> None:
        for part in (self.top, self.watchlist, self.grid, self.figures, self.compare, self.values):
            part.set_palette(palette)
        self.bridge.look_again()

    def _on_rescaled(self) -> None:
        self.pages.make_room(self.width(), rescaled=True)

    def _on_session_changed(self, now_us: int) -> None:
        self.top.refresh(self.bridge.shown)
        self.watchlist.refresh(self.bridge.shown, now_us)
        self.show_notice()
        self.action_table["prices.reference"].setChecked(self._session.reference_on)
        self.status.refresh(self._session)
        self._memory.note_session(self._session)

    def _on_quarter_passed(self, now_us: int) -> None:
        self.top.refresh_health(self._session, self.bridge.looked_us)
        self.watchlist.refresh_ages(now_us)
        if not self.pages.compares:
            self.figures.refresh(self.bridge.shown, now_us)
        elif not self.bridge.is_paused:
            self.compare.refresh_figures(now_us)
        self.status.refresh_busy()

    def _on_frame_passed(self, now_us: int) -> None:
        self.watchlist.model.fade(now_us)
        if not self.pages.compares:
            self._session.chart(self.grid.symbols_in(self._session))
            self.grid.refresh(self.bridge.shown, now_us)
        elif not self.bridge.is_paused:
            self.compare.refresh_chart(*self._charted(), now_us)

    def _on_pause_changed(self, paused: bool) -> None:
        self.paused.show_pause(self.bridge.paused_us)
        self.announcer.say(self.paused.words.text() if paused else "The picture goes on")
        self.action_table["prices.pause"].setChecked(paused)

    def _charted(self) -> tuple[str | None, int]:
        """The selected symbol, and its decimals."""
        selected = self._session.selected
        known = self._session.symbols.get(selected) if selected else None
        return selected, known.decimals if known else 2

    def _on_choice_made(self, choice: LaneChoice) -> None:
        self._session.choose(choice)
        self.bridge.look_again()

    def _on_symbol_chosen(self, symbol: str) -> None:
        self.grid.show_symbol(symbol)
        self._on_symbol_wanted(symbol)

    def _on_symbol_wanted(self, symbol: str) -> None:
        self._session.select(symbol)
        self.bridge.look_again()

    def _on_reference_toggled(self, on: bool) -> None:
        self._session.set_reference(on)
        self.bridge.look_again()

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the window as one reads it."""
        found = neighbour(self, self.focusWidget(), forward=forward)
        if found is None:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason
        found.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Esc and the chart's keys mean something wherever no other widget wants them."""
        rows = _STEPS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self._toggle_full_screen()
        elif self.grid.isVisible() and self.grid.active.take_key(event):
            pass
        elif rows is not None:
            self.watchlist.step(rows)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pages.make_room(self.width())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.action_table["view.full-screen"].setChecked(self.isFullScreen())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.alerting.keep()
        self._memory.leave(self._session, self.pages.panels())
        self.closed.emit()
