"""Text grows and shrinks in a window that is open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.conftest import ShowWindow
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.look_settings import PRESENTER_SCALE, LookSettings
from ticker_app.series import Kind
from ticker_app.settings import Settings
from ticker_app.ui import theme
from ticker_app.ui.chart.items import pen
from ticker_app.ui.scaling import fitting_scale, rescale
from ticker_app.ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


Dressed = Callable[..., MainWindow]


@pytest.fixture
def dressed(session: StandInSession, show_window: ShowWindow) -> Dressed:
    """Opens windows with a price of each symbol that look so, by default as large as a screen."""
    for symbol in session.symbols:
        session.tick(symbol, 100.0)

    def show(look: LookSettings, size: QSize = QSize(1920, 1080)) -> MainWindow:  # noqa: B008
        settings = Settings(None)
        settings.write("look", look)
        window = show_window(settings=settings, size=size)
        window.bridge.look()
        return window

    return show


@pytest.fixture
def window(dressed: Dressed) -> MainWindow:
    return dressed(LookSettings())


def parts(window: QWidget) -> list[QWidget]:
    """All that is in the window, but for panels, whose bounds a layout decides."""
    QApplication.sendPostedEvents()
    return [part for part in window.findChildren(QWidget) if not isinstance(part, QDockWidget)]


def cut_off(window: QWidget) -> list[str]:
    """Words that could be seen but have no room."""
    shown = [
        (part, part.text())
        for part in parts(window)
        if isinstance(part, QLabel | QPushButton) and part.isVisible()
    ]
    return [
        text
        for part, text in shown
        if QFontMetrics(part.font()).horizontalAdvance(text) > part.width()
        and not (isinstance(part, QLabel) and part.wordWrap())
    ]


@pytest.mark.parametrize(
    ("wanted", "room", "scale"),
    [
        (1.6, QSize(1920, 1080), 1.6),
        (1.6, QSize(1366, 768), 1.2),
        (0.85, QSize(1366, 768), 0.85),
        (1.6, QSize(800, 600), 1.6),
    ],
)
def test_text_grows_as_far_as_the_screen_has_room(wanted: float, room: QSize, scale: float) -> None:
    assert fitting_scale(wanted, room, QSize(1024, 640)) == pytest.approx(scale)


def test_text_that_grew_and_shrank_leaves_no_trace(window: MainWindow) -> None:
    window.dressing.toggle_presenter()
    window.dressing.toggle_presenter()
    before = [
        (part, part.font().pointSizeF(), part.minimumSize(), part.maximumSize())
        for part in parts(window)
        if part.testAttribute(Qt.WidgetAttribute.WA_SetFont)
    ]
    for name in ("larger", "larger", "presenter", "smaller", "presenter", "smaller", "smaller"):
        window.action_table[f"size.{name}"].trigger()
        QApplication.sendPostedEvents()
    window.action_table["size.usual"].trigger()
    parts(window)
    for part, size_pt, least, most in before:
        assert part.font().pointSizeF() == size_pt
        assert (part.minimumSize(), part.maximumSize()) == (least, most)


def test_everything_with_a_font_of_its_own_grows(window: MainWindow) -> None:
    own = Qt.WidgetAttribute.WA_SetFont
    before = {part: part.font().pointSizeF() for part in parts(window) if part.testAttribute(own)}
    window.dressing.toggle_presenter()
    for part, size_pt in before.items():
        assert part.font().pointSizeF() == pytest.approx(size_pt * PRESENTER_SCALE)


def test_a_fixed_size_grows_with_the_text(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    fixed = QWidget(parent)
    fixed.setFixedSize(37, 19)
    for before, after in ((1.0, 0.75), (0.75, 1.6), (1.6, 1.0)):
        rescale(parent, before, after)
    assert fixed.minimumSize() == fixed.maximumSize() == QSize(37, 19)
    rescale(parent, 1.0, 2.0)
    assert fixed.minimumSize() == QSize(74, 38)


@pytest.mark.parametrize("look", [LookSettings(), LookSettings(presenter=True)])
def test_no_word_is_cut_off_at_the_usual_size_or_for_a_room(
    look: LookSettings, dressed: Dressed
) -> None:
    window = dressed(look)
    window.dressing.toggle_presenter()
    QTest.qWait(0)
    assert cut_off(window) == []


def test_keys_change_the_size_of_the_text(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Plus, CTRL)
    assert theme.scale() == 1.15
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert theme.scale() == pytest.approx(1.15 * PRESENTER_SCALE)
    QTest.keyClick(window, Qt.Key.Key_0, CTRL)
    assert theme.scale() == PRESENTER_SCALE
    QTest.keyClick(window, Qt.Key.Key_F5)
    QTest.keyClick(window, Qt.Key.Key_Minus, CTRL)
    assert theme.scale() == 0.85
    assert window.dressing.settings == LookSettings(text_percent=85)


def test_menus_and_dialogs_grow_too(window: MainWindow) -> None:
    before = QApplication.font().pointSizeF()
    window.dressing.toggle_presenter()
    assert QApplication.font().pointSizeF() == pytest.approx(before * PRESENTER_SCALE)
    window.dressing.toggle_presenter()
    assert QApplication.font().pointSizeF() == pytest.approx(before)


def test_a_window_that_was_large_begins_large(dressed: Dressed) -> None:
    window = dressed(LookSettings(presenter=True))
    assert theme.scale() == PRESENTER_SCALE
    assert window.figures.cards[0].figures[0].height() > 1.5 * 16
    assert window.action_table["size.presenter"].isChecked()


def test_rows_of_the_watchlist_grow_and_shrink(window: MainWindow) -> None:
    def row_px() -> int:
        return window.watchlist.table.rowHeight(0)

    before, width = row_px(), window.watchlist.width()
    window.dressing.toggle_presenter()
    assert row_px() == round(before * PRESENTER_SCALE)
    QTest.qWait(0)
    window.dressing.toggle_presenter()
    QTest.qWait(0)
    assert (row_px(), window.watchlist.width()) == (before, width)


def test_panels_stay_in_the_window_when_text_shrinks(window: MainWindow) -> None:
    window.resize(1400, 850)
    window.dressing.toggle_presenter()
    QTest.qWait(0)
    window.dressing.toggle_presenter()
    window.top.controls.switch.flip()
    QTest.qWait(0)
    figures = window.docks["figures"]
    assert figures.geometry().right() < window.width()
    assert figures.width() == figures.minimumSizeHint().width()


def test_numbers_on_a_chart_grow_with_the_text(dressed: Dressed) -> None:
    window = dressed(LookSettings())
    panes = window.grid.active.panes
    scales = [panes.time_scale, panes.price.scale, panes.age.scale]
    before = [(scale.font().pointSizeF(), scale.metrics.height()) for scale in scales]
    height_px = panes.time_scale.size().height()
    window.dressing.toggle_presenter()
    window.bridge.look()
    for scale, (size_pt, line_px) in zip(scales, before, strict=True):
        assert scale.font().pointSizeF() == pytest.approx(size_pt * PRESENTER_SCALE)
        assert scale.metrics.height() > line_px
    QTest.qWait(0)
    assert panes.time_scale.size().height() > height_px


def test_lines_on_a_chart_are_wider_for_a_room(window: MainWindow) -> None:
    stroke = window.grid.active.panes.price.prices[Kind.PUSHED]
    before = stroke.pen.width()
    window.dressing.toggle_presenter()
    assert stroke.pen.width() > before


@pytest.mark.parametrize(("ratio", "width"), [(1.0, 2), (1.5, 3), (2.0, 4)])
def test_lines_are_as_wide_on_a_fine_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ratio: float, width: int
) -> None:
    monkeypatch.setattr(QApplication, "devicePixelRatio", lambda _: ratio)
    made = pen("#ffffff", width_px=2)
    assert made.isCosmetic()
    assert made.width() == width


def test_a_window_that_is_not_large_leaves_the_charts_room_for_a_room(window: MainWindow) -> None:
    window.resize(1400, 900)
    QTest.qWait(0)
    width = window.watchlist.width()
    window.dressing.toggle_presenter()
    QTest.qWait(0)
    assert window.pages.width() > 0.25 * window.width()
    window.dressing.toggle_presenter()
    QTest.qWait(0)
    assert abs(window.watchlist.width() - width) <= 2


def test_a_window_that_is_first_shown_narrow_leaves_the_charts_room(dressed: Dressed) -> None:
    window = dressed(LookSettings(), QSize(1024, 640))
    QTest.qWait(0)
    assert window.watchlist.width() <= 300
    assert window.pages.width() > 350
