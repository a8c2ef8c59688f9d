"""The look in Qt's terms: palette, style sheet, fonts and measures, from one set of colours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from ticker_app.look_settings import Directions, Theme
from ticker_app.ui.palette import DARK, LIGHT, Palette, blend, with_directions

UNIT = 4
"""Spacing comes in multiples of this many pixels. It stays as it is where text grows."""
RADIUS = 8
TEXT_PT = 9.5
FIGURE_PT = 16.0
_SCALE, _SYSTEM_PT = "textScale", "systemTextPt"


def palette_for(
    theme: Theme,
    scheme: Qt.ColorScheme,
    directions: Directions = Directions.BLUE_VERMILION,
) -> Palette:
    """The colours for what the user chose and what the system says; dark if neither says."""
    systems = Theme.LIGHT if scheme is Qt.ColorScheme.Light else Theme.DARK
    shown = systems if theme is Theme.SYSTEM else theme
    return with_directions(LIGHT if shown is Theme.LIGHT else DARK, directions)


def scale() -> float:
    """How much larger than usual all is; it belongs to the application, as its palette does."""
    app = QApplication.instance()
    found = None if app is None else app.property(_SCALE)
    return 1.0 if found is None else float(found)


def set_scale(scale: float) -> None:
    """Make new widgets so large, and what Qt shows by itself: menus, dialogs, tooltips."""
    app = QApplication.instance()
    if app is None:
        return
    usual_pt = app.property(_SYSTEM_PT)
    if usual_pt is None:
        usual_pt = QApplication.font().pointSizeF()
        app.setProperty(_SYSTEM_PT, usual_pt)
    app.setProperty(_SCALE, scale)
    made = QFont(QApplication.font())
    made.setPointSizeF(usual_pt * scale)
    QApplication.setFont(made)
    QToolTip.setFont(font())


def pixel_ratio() -> float:
    """How many pixels of the finest screen make one of ours."""
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


def px(length: float) -> int:
    """A length that belongs to text: so many px at the usual size of the text."""
    return round(length * scale())


def font(points: float = TEXT_PT, *, bold: bool = False) -> QFont:
    """The system's interface font with digits that are all equally wide.

    points: at the usual size; the font is as large as the user wants text to be.
    """
    made = QFont(QApplication.font())
    made.setPointSizeF(points * scale())
    made.setFeature(QFont.Tag("tnum"), 1)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def qt_palette(colours: Palette) -> QPalette:
    """What Fusion paints with."""
    role = QPalette.ColorRole
    roles = {
        role.Window: colours.background,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.ink_on(colours.accent),
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.Light: colours.raised,
        role.Midlight: colours.raised,
        role.Mid: colours.line,
        role.Dark: colours.line,
        role.Shadow: colours.background,
    }
    made = QPalette()
    for one, colour in roles.items():
        made.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.muted))
    return made


def style_sheet(colours: Palette) -> str:
    """Frames, corners and states; fonts are set on the widgets."""
    c = colours
    hover = blend(c.text, c.raised, 0.08)
    return f"""
    QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line};
        padding: {UNIT}px; }}
    #card, #panel, #sheet {{ background: {c.surface}; border: 1px solid {c.line};
        border-radius: {RADIUS}px; }}
    #panel[active="true"] {{ border-color: {c.muted}; }}
    #muted {{ color: {c.muted}; }}
    #notice {{ background: {c.raised}; border: 1px solid {c.polled}; border-radius: {RADIUS}px; }}
    #paused {{ background: {c.raised}; border: 1px solid {c.accent}; border-radius: {RADIUS}px; }}
    #bubble {{ background: {c.raised}; border: 1px solid {c.accent}; border-radius: {RADIUS}px; }}
    #paused #flat {{ color: {c.text}; border-color: {c.muted}; }}
    #switch {{ background: {c.raised}; border: 1px solid {c.line}; border-radius: {px(19)}px; }}
    #switch QPushButton {{ border: 2px solid transparent; border-radius: {px(15)}px;
        padding: 0 {4 * UNIT}px; color: {c.muted}; background: transparent; }}
    #switch QPushButton:hover {{ color: {c.text}; }}
    #switch #push:checked {{ background: {c.pushed}; color: {c.ink_on(c.pushed)}; }}
    #switch #pull:checked {{ background: {c.polled}; color: {c.ink_on(c.polled)}; }}
    #switch QPushButton:focus {{ border-color: {c.text}; }}
    #flat {{ border: 1px solid transparent; border-radius: {UNIT}px; color: {c.muted};
        padding: 1px {UNIT}px; background: transparent; }}
    #flat:hover {{ background: {hover}; color: {c.text}; }}
    #flat:focus {{ border-color: {c.muted}; }}
    #find {{ background: {c.raised}; border: 1px solid transparent; border-radius: {UNIT}px;
        padding: 1px {UNIT}px; color: {c.text}; }}
    #find:focus {{ border-color: {c.muted}; }}
    QTableView {{ background: {c.surface}; border: none; outline: none; }}
    QHeaderView {{ background: transparent; border: none; }}
    QHeaderView::section {{ background: {c.surface}; color: {c.muted}; border: none;
        border-bottom: 1px solid {c.line}; padding: 0 {UNIT + 2}px; }}
    QHeaderView::section:hover {{ color: {c.text}; }}
    QHeaderView::up-arrow, QHeaderView::down-arrow {{ image: none; width: 0; height: 0; }}
    QCheckBox::indicator, QAbstractItemView::indicator {{ width: {px(12)}px; height: {px(12)}px;
        border: 1px solid {c.muted}; border-radius: 3px; background: {c.surface}; }}
    QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; }}
    QCheckBox::indicator:focus {{ border-color: {c.text}; }}
    QSplitter::handle {{ background: transparent; }}
    QMainWindow::separator {{ background: transparent; width: {2 * UNIT}px;
        height: {2 * UNIT}px; }}
    QMainWindow::separator:hover {{ background: {c.line}; }}
    QStatusBar::item {{ border: none; }}
    """
