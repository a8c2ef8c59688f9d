"""The row over the chart: what can be chosen, by mouse and by keyboard, wide and narrow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ticker_app.chart_settings import ChartSettings, PriceScale, Style, Timeframe
from ticker_app.ui.chart.header import ChartHeader
from ticker_app.ui.chart.names import TIMEFRAMES, fitting_span_s, span_text, spans_s
from ticker_app.ui.palette import DARK


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def header(parent: QWidget, qtbot: QtBot) -> ChartHeader:
    made = ChartHeader(ChartSettings(), DARK, parent)
    made.set_palette(DARK)
    made.resize(900, 60)
    with qtbot.waitExposed(parent):
        parent.show()
    return made


def chosen(header: ChartHeader) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = []
    header.chosen.connect(lambda field, value: told.append((field, value)))
    return told


def entries(header: ChartHeader) -> dict[str, bool]:
    """The entries of the menu and whether they are checked."""
    header.more.choices.aboutToShow.emit()
    actions = list(header.more.choices.actions())
    for action in header.more.choices.actions():
        below = action.menu()
        if below is not None:
            actions += below.actions()  # type: ignore[attr-defined]  # a QMenu
    return {action.text().replace("&", ""): action.isChecked() for action in actions}


def choose(header: ChartHeader, text: str) -> None:
    entries(header)
    actions = [*header.more.choices.actions()]
    for action in header.more.choices.actions():
        if action.menu() is not None:
            actions += action.menu().actions()  # type: ignore[attr-defined]  # a QMenu
    next(action for action in actions if action.text().replace("&", "") == text).trigger()


def test_a_timeframe_is_chosen_from_the_menu(header: ChartHeader) -> None:
    told = chosen(header)
    header.timeframe.action_of(Timeframe.M5).trigger()
    assert told == [("timeframe", Timeframe.M5)]


def test_the_buttons_say_what_is_chosen(header: ChartHeader) -> None:
    assert header.timeframe.text() == "Tick ▾"
    header.show_settings(ChartSettings(timeframe=Timeframe.M5, style=Style.BARS))
    assert (header.timeframe.text(), header.style_.text()) == ("5 m ▾", "Bars ▾")
    assert header.timeframe.accessibleName() == "Timeframe: 5 m: candles of 5 m"
    assert header.style_.action_of(Style.BARS).isChecked()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_a_menu_opens_by_key(header: ChartHeader, key: Qt.Key, qtbot: QtBot) -> None:
    QTest.keyClick(header.timeframe, key)
    menu = header.timeframe.choices
    qtbot.waitUntil(menu.isVisible)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_other_keys_open_nothing(header: ChartHeader) -> None:
    QTest.keyClick(header.timeframe, Qt.Key.Key_X)
    assert not header.timeframe.choices.isVisible()


def test_ticks_have_no_style(header: ChartHeader) -> None:
    assert header.style_.isHidden()
    assert not header.legend.isHidden()
    header.show_settings(ChartSettings(timeframe=Timeframe.S1))
    assert not header.style_.isHidden()
    assert header.legend.isHidden()


def test_the_spans_fit_the_timeframe(header: ChartHeader) -> None:
    header.show_settings(ChartSettings(timeframe=Timeframe.H1, span_s=7 * 86_400.0))
    assert [button.text() for button in header.spans] == ["3 d", "1 w", "30 d", "90 d"]
    assert [button.isChecked() for button in header.spans] == [False, True, False, False]
    told = chosen(header)
    header.spans[2].click()
    assert told == [("span_s", 30 * 86_400.0)]


def test_every_timeframe_has_four_spans_and_a_fitting_one() -> None:
    for timeframe in TIMEFRAMES:
        offered = spans_s(timeframe)
        assert len({span_text(span_s) for span_s in offered}) == 4
        assert list(offered) == sorted(offered)
        if timeframe.seconds:
            assert 40 <= offered[0] / timeframe.seconds <= 160
    assert fitting_span_s(Timeframe.H1, 60.0) == 3 * 86_400
    assert fitting_span_s(Timeframe.TICK, 90 * 86_400.0) == 3600


def test_the_menu_has_everything_there_is_for_candles(header: ChartHeader) -> None:
    header.show_settings(ChartSettings(timeframe=Timeframe.S1, scale=PriceScale.LOG))
    found = entries(header)
    assert found["Logarithmic scale"]
    assert not found["Linear scale"]
    assert found["Volume below"]
    assert found["Candles"]
    assert found["1 m"]


def test_the_menu_leaves_out_what_ticks_do_not_have(header: ChartHeader) -> None:
    assert "Volume below" not in entries(header)
    assert "Candles" not in entries(header)


def test_what_is_chosen_in_the_menu_is_told(header: ChartHeader) -> None:
    header.show_settings(ChartSettings(timeframe=Timeframe.S1))
    told = chosen(header)
    for text in ("Percent since the left end", "Age of the price below", "Area", "1 h"):
        choose(header, text)
    assert told == [
        ("scale", PriceScale.PERCENT),
        ("shows_age", False),
        ("style", Style.AREA),
        ("span_s", 3600.0),
    ]


@pytest.mark.parametrize("width", [900, 560, 420, 330, 200])
def test_no_button_is_cut_off(header: ChartHeader, width: int) -> None:
    header.show_settings(ChartSettings(timeframe=Timeframe.S15, style=Style.HEIKIN_ASHI))
    header.show_symbol("AAA")
    header.resize(width, 60)
    QApplication.processEvents()
    buttons: list[QPushButton] = [*header.spans, header.follow, header.compare]
    buttons += [header.timeframe, header.style_, header.more]
    shown = [button for button in buttons if not button.isHidden()]
    for button in shown:
        assert button.width() >= button.sizeHint().width()
        assert button.geometry().right() < width
    assert header.timeframe in shown
    assert header.more in shown
    assert (header.compare in shown) is (width == 900)


def test_a_menu_that_is_opened_again_keeps_nothing_of_before(header: ChartHeader) -> None:
    def made() -> int:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(header.more.choices.findChildren(QObject))

    entries(header)
    once = made()
    for _ in range(5):
        entries(header)
    assert made() == once
