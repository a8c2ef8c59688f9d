"""The look of a window: chosen in the menu, by keys or on the command line, applied at once."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from ticker_app.look_settings import Directions, LookSettings, Theme
from ticker_app.ui import theme
from ticker_app.ui.actions import ActionSpec, ActionTable
from ticker_app.ui.palette import Palette

COLOURS = "Colours"
_THEMES = {
    Theme.SYSTEM: ("As the &system", "Dark or light, as the desktop is"),
    Theme.DARK: ("&Dark", "Light on dark, whatever the desktop is"),
    Theme.LIGHT: ("&Light", "Dark on light, whatever the desktop is"),
}
_DIRECTIONS = {
    Directions.BLUE_VERMILION: (
        "Up &blue, down vermilion",
        "Told apart with any kind of colour vision",
    ),
    Directions.GREEN_RED: ("Up &green, down red", "As in Europe and America"),
    Directions.RED_GREEN: ("Up &red, down green", "As in China, Japan and Korea"),
}


class Dressing(QObject):
    """Knows how a window looks, and offers other looks.

    The colours follow the system unless a theme is chosen or forced. Parts take the palette
    when it changes; what the style sheet and Qt's own palette can do is done here.

    settings: what the user chose; this is what is to be remembered.
    palette: what is shown now.

    Signals:
        palette_changed (Palette): take these colours.
        settings_changed (LookSettings): the user chose another look.
    """

    palette_changed = Signal(object)
    settings_changed = Signal(object)

    def __init__(self, window: QWidget, settings: LookSettings, forced: Theme | None) -> None:
        """forced: goes before the remembered theme until the user chooses one."""
        super().__init__(window)
        self.settings = settings
        self._forced = forced
        self._window = window
        self._scheme = QGuiApplication.styleHints().colorScheme()
        self.palette = self._wanted()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def add_actions(self, table: ActionTable) -> None:
        """Offer the looks in the menu."""
        for chosen, (text, tip) in _THEMES.items():
            spec = ActionSpec(f"theme.{chosen}", COLOURS, text, tip=tip, one_of="theme")
            action = table.add(spec, partial(self.choose_theme, chosen))
            action.setChecked(chosen is self._theme)
        for pair, (text, tip) in _DIRECTIONS.items():
            spec = ActionSpec(f"directions.{pair}", COLOURS, text, tip=tip, one_of="directions")
            action = table.add(spec, partial(self.choose_directions, pair))
            action.setChecked(pair is self.settings.directions)

    def dress(self) -> None:
        """Give the window its colours, as at its beginning."""
        QApplication.setPalette(theme.qt_palette(self.palette))
        self._window.setStyleSheet(theme.style_sheet(self.palette))
        self.palette_changed.emit(self.palette)

    def choose_theme(self, chosen: Theme) -> None:
        """Dark, light, or as the system."""
        self._forced = None
        self._choose(replace(self.settings, theme=chosen))

    def choose_directions(self, directions: Directions) -> None:
        """Other colours for prices that rise and fall."""
        self._choose(replace(self.settings, directions=directions))

    def _choose(self, settings: LookSettings) -> None:
        if settings != self.settings:
            self.settings = settings
            self.settings_changed.emit(settings)
        self._show()

    def _show(self) -> None:
        wanted = self._wanted()
        if wanted != self.palette:
            self.palette = wanted
            self.dress()

    @property
    def _theme(self) -> Theme:
        return self._forced or self.settings.theme

    def _wanted(self) -> Palette:
        return theme.palette_for(self._theme, self._scheme, self.settings.directions)

    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self._show()
