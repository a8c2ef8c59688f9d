"""The panels around the middle of the window: they can be moved, floated, closed and put back."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QPushButton, QWidget

from ticker_app.ui import theme

_MOVABLE = (
    QDockWidget.DockWidgetFeature.DockWidgetMovable
    | QDockWidget.DockWidgetFeature.DockWidgetFloatable
    | QDockWidget.DockWidgetFeature.DockWidgetClosable
)
BOTTOM_PX = 200
"""How high the panels below the charts are at first."""
VERSION = 3
"""Of the set of panels; what was remembered of another set does not fit."""


class Title(QWidget):
    """By this a panel is moved; a click puts it into a window of its own, or away."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        name = QLabel(dock.windowTitle(), self)
        name.setObjectName("muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.UNIT, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(name, 1)
        self.float = self._button("◱", f"{dock.windowTitle()}: a window of its own, or back")
        self.float.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        self.close_ = self._button("✕", f"Close {dock.windowTitle()}")
        self.close_.clicked.connect(dock.close)
        for button in (self.float, self.close_):
            layout.addWidget(button)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName("flat")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


class Docks:
    """The panels of one window.

    Without titles the window is calmer, and nothing moves by accident; so titles are shown
    only when the user wants to move something, and on a panel that floats.
    """

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._docks: dict[str, QDockWidget] = {}
        self._keys: dict[str, str] = {}
        self._first_state = ""
        self._moving = False
        self._bottom: QDockWidget | None = None
        self._unsized: set[QDockWidget] = set()
        window.setDockNestingEnabled(True)
        # A click on a corner's panel shall not make the middle narrower than it needs.
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)

    def add(
        self,
        name: str,
        title: str,
        panel: QWidget,
        area: Qt.DockWidgetArea,
        *,
        key: str = "",
        shown: bool = True,
    ) -> QDockWidget:
        """Put a panel at a side of the window.

        Args:
            name: what a layout remembers it by.
            title: in words.
            panel: what it holds.
            area: the side.
            key: shows and hides it; '' for none.
            shown: whether it is there in a first window.
        """
        dock = QDockWidget(title, self._window)
        dock.setObjectName(f"dock-{name}")
        dock.setWidget(panel)
        dock.setFeatures(_MOVABLE)
        dock.toggleViewAction().setText(title)
        dock.topLevelChanged.connect(lambda: self._show_title(dock))
        self._window.addDockWidget(area, dock)
        if area is Qt.DockWidgetArea.BottomDockWidgetArea:
            self._share_bottom(dock)
        dock.setVisible(shown)
        self._docks[name] = dock
        self._keys[name] = key
        self._show_title(dock)
        return dock

    def _share_bottom(self, dock: QDockWidget) -> None:
        """One above the other behind tabs, and no higher than the charts can spare."""
        if self._bottom is not None:
            self._window.tabifyDockWidget(self._bottom, dock)
        self._bottom = dock
        self._unsized.add(dock)
        dock.visibilityChanged.connect(lambda shown: self._size_once(dock, shown))

    def _size_once(self, dock: QDockWidget, shown: bool) -> None:
        if shown and dock in self._unsized:
            self._unsized.clear()
            height_px = theme.px(BOTTOM_PX)
            self._window.resizeDocks([dock], [height_px], Qt.Orientation.Vertical)

    def __getitem__(self, name: str) -> QDockWidget:
        """The panel of that name."""
        return self._docks[name]

    def width_px(self, name: str) -> int:
        """How wide a panel is."""
        return self._docks[name].width()

    def set_width(self, name: str, width_px: int) -> None:
        """Make a panel at the left or right so wide, as far as its neighbours let it."""
        horizontal = Qt.Orientation.Horizontal
        self._window.resizeDocks([self._docks[name]], [width_px], horizontal)

    def titles(self) -> dict[str, tuple[str, str]]:
        """By name: title and key of every panel, in the order they were added."""
        return {name: (dock.windowTitle(), self._keys[name]) for name, dock in self._docks.items()}

    def reset(self) -> None:
        """Put the panels where they are in a first window."""
        self.restore(self._first_state)

    def remember_first(self) -> None:
        """All panels are there, and nothing was moved yet."""
        self._first_state = self.state()

    @property
    def moving(self) -> bool:
        """Whether the panels show their titles."""
        return self._moving

    def set_moving(self, on: bool) -> None:
        """Show the titles by which panels are moved, or hide them."""
        self._moving = on
        for dock in self._docks.values():
            self._show_title(dock)

    def state(self) -> str:
        """Where the panels are, base64."""
        return _text(self._window.saveState(VERSION))

    def restore(self, state: str) -> bool:
        """Put the panels where they were; False: it does not fit, and nothing has moved."""
        found = _bytes(state)
        return found is not None and self._window.restoreState(found, VERSION)

    def _show_title(self, dock: QDockWidget) -> None:
        shown = self._moving or dock.isFloating()
        if isinstance(dock.titleBarWidget(), Title) is not shown or dock.titleBarWidget() is None:
            old = dock.titleBarWidget()
            dock.setTitleBarWidget(Title(dock) if shown else QWidget(dock))
            if old is not None:
                old.deleteLater()


def geometry_of(window: QWidget) -> str:
    """Where a window is on the screen, base64."""
    return _text(window.saveGeometry())


def restore_geometry(window: QWidget, geometry: str) -> bool:
    """Put a window where it was, on a screen that is there; False: it does not fit."""
    found = _bytes(geometry)
    return found is not None and window.restoreGeometry(found)


def _text(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode("ascii")


def _bytes(text: str) -> QByteArray | None:
    try:
        return QByteArray(base64.b64decode(text, validate=True)) if text else None
    except (binascii.Error, ValueError):
        return None
