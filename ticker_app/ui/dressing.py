"""The look of a window: chosen in the menu, by keys or on the command line, applied at once."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from ticker_app.look_settings import Directions, LookSettings, Theme
from ticker_app.ui import theme
from ticker_app.ui.actions import ActionSpec, ActionTable
from ticker_app.ui.palette import Palette
from ticker_app.ui.scaling import fitting_scale, panel_widths, rescale, settle

COLOURS, TEXT_SIZE = "Colours", "Text size"
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


_SIZES = (
    ActionSpec("size.larger", TEXT_SIZE, "&Larger", ("Ctrl++", "Ctrl+=")),
    ActionSpec("size.smaller", TEXT_SIZE, "&Smaller", ("Ctrl+-",)),
    ActionSpec("size.usual", TEXT_SIZE, "&Usual size", ("Ctrl+0",)),
    ActionSpec(
        "size.presenter",
        TEXT_SIZE,
        "For a &room",
        ("F5",),
        "Everything so large that it can be read from the last row",
        checkable=True,
    ),
)
_NO_ROOM = "This screen has no room for larger text."


class Dressing(QObject):
    """Knows how a window looks, and offers other looks.

    The colours follow the system unless a theme is chosen or forced. Parts take the palette
    when it changes, and with it the sizes; what the style sheet and Qt's own palette can do is
    done here.

    settings: what the user chose; this is what is to be remembered.
    palette: what is shown now.

    Signals:
        palette_changed (Palette): take these colours, and fonts anew.
        settings_changed (LookSettings): the user chose another look.
        rescaling, rescaled: all will be of another size, and is.
        refused (str): a sentence why a look is not as it was chosen.
    """

    palette_changed = Signal(object)
    settings_changed = Signal(object)
    rescaling = Signal()
    rescaled = Signal()
    refused = Signal(str)

    def __init__(
        self, window: QWidget, settings: LookSettings, forced: Theme | None, least: QSize
    ) -> None:
        """
        Args:
            window: its parts are made afterwards, so that they are as large as they should be.
            settings: as remembered.
            forced: goes before the remembered theme until the user chooses one.
            least: what the window needs at the usual size.
        """
        super().__init__(window)
        self.settings = settings
        self._forced = forced
        self._window = window
        self._least = least
        self._scheme = QGuiApplication.styleHints().colorScheme()
        self._scale = self._fitting_scale()
        theme.set_scale(self._scale)
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
        do = (self._enlarge, self._reduce, self._use_usual_size, self.toggle_presenter)
        for spec, one in zip(_SIZES, do, strict=True):
            table.add(spec, one)
        table["size.presenter"].setChecked(self.settings.presenter)

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

    def toggle_presenter(self) -> None:
        """So large that a room can read it, or as before."""
        self._choose(replace(self.settings, presenter=not self.settings.presenter))

    def _enlarge(self) -> None:
        if self._scale < self.settings.scale:
            self.refused.emit(_NO_ROOM)
        else:
            self._choose(self.settings.larger())

    def _reduce(self) -> None:
        self._choose(self.settings.smaller())

    def _use_usual_size(self) -> None:
        self._choose(replace(self.settings, text_percent=100))

    def _choose(self, settings: LookSettings) -> None:
        if settings != self.settings:
            self.settings = settings
            self.settings_changed.emit(settings)
        self._show()

    def _show(self) -> None:
        palette, scale = self._wanted(), self._fitting_scale()
        if (palette, scale) == (self.palette, self._scale):
            return
        before, self.palette, self._scale = self._scale, palette, scale
        widths = panel_widths(self._window)
        if scale != before:
            self.rescaling.emit()
            theme.set_scale(scale)
            rescale(self._window, before, scale)
        self.dress()
        if scale != before:
            ratio = scale / before
            settle(self._window, {panel: round(px * ratio) for panel, px in widths.items()})
            self.rescaled.emit()
        if scale > before and scale < self.settings.scale:
            self.refused.emit(_NO_ROOM)

    def _fitting_scale(self) -> float:
        room = self._window.screen().availableSize()
        return fitting_scale(self.settings.scale, room, self._least)

    @property
    def _theme(self) -> Theme:
        return self._forced or self.settings.theme

    def _wanted(self) -> Palette:
        return theme.palette_for(self._theme, self._scheme, self.settings.directions)

    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self._show()
