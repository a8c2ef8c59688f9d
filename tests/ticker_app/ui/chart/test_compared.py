"""Other symbols on the chart, in percent of where each began."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from server.wire import Candle, SymbolInfo
from tests.ticker_app.ui.chart.conftest import MakeChart, Refresh
from tests.ticker_app.ui.chart.some_candles import a_walk, candle
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings, PriceScale, Timeframe
from ticker_app.indicators.specs import Sma
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.chart.compare_menu import MOST_COMPARED, Symbols, fill_compare_menu, toggled
from ticker_app.ui.chart.line_look import LOOKS
from ticker_app.ui.palette import LIGHT

S = 1_000_000
CANDLES = ChartSettings(timeframe=Timeframe.S1, compared=("BBB",))


def doubling(numbers: range) -> list[Candle]:
    """From 10 to 20 within these seconds."""
    steps = len(numbers) - 1
    closes = [10 + 10 * (n - numbers[0]) / steps for n in numbers]
    return [candle(n, close, close) for n, close in zip(numbers, closes, strict=True)]


@pytest.fixture
def session(session: StandInSession) -> StandInSession:
    """AAA walks about, BBB doubles within the minute in view."""
    session.hold("1s", doubling(range(-40, 61)))
    session.held["BBB", "1s"] = session.held["AAA", "1s"]
    session.hold("1s", a_walk(range(-40, 61)))
    return session


def legend(chart: Chart) -> list[str]:
    return [row.words for row in chart.panes.price.legend.rows]


def test_both_begin_at_nothing_and_stand_on_one_scale_of_percents(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(CANDLES)
    refresh(chart, session)
    points = chart.picture.compared._items[0].points
    zero = chart.panes.price.y_px(0.0)
    first = np.flatnonzero(points.x >= 0)[0]
    assert points.y[first] == pytest.approx(zero)
    line = chart.picture.compared._symbols[0].line
    assert line is not None
    expected = (20 / line.base - 1) * 100
    assert legend(chart) == [f"BBB +{expected:.2f}\u202f%"]
    assert chart.panes.price.values[0] < 0 < expected < chart.panes.price.values[1]
    assert all("%" in text for _, text in chart.panes.price.scale.labels)


def test_ticks_are_compared_too(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    for step, (one, other) in enumerate(((100.0, 10.0), (101.0, 11.0), (99.0, 12.0))):
        session.now_us += step * S
        session.tick("AAA", one)
        session.tick("BBB", other)
    chart = make_chart(ChartSettings(compared=("BBB",)))
    refresh(chart, session)
    assert legend(chart) == ["BBB +20.00\u202f%"]
    assert len(chart.picture.compared._items[0].points.x) > 3


@pytest.mark.parametrize("timeframe", [Timeframe.TICK, Timeframe.S1])
def test_a_symbol_without_prices_has_no_line_and_no_percents(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh, timeframe: Timeframe
) -> None:
    session.tick("AAA", 100.0)
    chart = make_chart(ChartSettings(timeframe=timeframe, compared=("CCC",)))
    refresh(chart, session)
    assert legend(chart) == ["CCC –"]


def test_a_price_of_nothing_is_no_base(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    session.hold("1s", [candle(n, 0, 0) for n in range(-40, 61)])
    session.held["BBB", "1s"] = session.held["AAA", "1s"]
    session.hold("1s", a_walk(range(-40, 61)))
    chart = make_chart(CANDLES)
    refresh(chart, session)
    assert legend(chart) == ["BBB –"]


def test_how_far_it_had_gone_under_the_pointer_is_told(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(CANDLES)
    refresh(chart, session)
    newest = legend(chart)
    chart.show_crosshair(chart.time_in_view[0] + 30)
    refresh(chart, session)
    assert legend(chart) != newest
    chart.show_crosshair(1.0)
    refresh(chart, session)
    assert legend(chart) == ["BBB –"]


def test_the_charted_symbol_is_not_compared_with_itself(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(ChartSettings(timeframe=Timeframe.S1, compared=("AAA", "BBB")))
    refresh(chart, session)
    assert chart.picture.compared.symbols == ("BBB",)
    session.select("BBB")
    refresh(chart, session)
    assert chart.picture.compared.symbols == ("AAA",)


def test_lines_of_symbols_and_indicators_do_not_look_alike(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    settings = ChartSettings(timeframe=Timeframe.S1, compared=("BBB",), indicators=(Sma(5),))
    chart = make_chart(settings)
    refresh(chart, session)
    chart.set_palette(LIGHT)
    refresh(chart, session)
    chart.grab()
    pens = [row.parts[0].pen for row in chart.panes.price.legend.rows]
    assert pens == [LOOKS[0].pen(LIGHT), LOOKS[1].pen(LIGHT)]


def test_what_is_compared_no_more_leaves_nothing(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(CANDLES)
    refresh(chart, session)
    chart.apply(ChartSettings(timeframe=Timeframe.S1))
    refresh(chart, session)
    assert not len(chart.picture.compared._items[0].points.x)
    assert legend(chart) == []
    assert not any("%" in text for _, text in chart.panes.price.scale.labels)


def submenu(chart: Chart) -> QMenu:
    chart.header.more.choices.aboutToShow.emit()
    entries = chart.header.more.choices.actions()
    found = next(action for action in entries if action.text() == "&Compare with").menu()
    assert isinstance(found, QMenu)
    return found


def test_symbols_are_compared_from_the_menu(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(ChartSettings(timeframe=Timeframe.S1, scale=PriceScale.LOG))
    refresh(chart, session)
    assert [action.text() for action in submenu(chart).actions()] == ["BBB", "CCC"]
    submenu(chart).actions()[1].trigger()
    assert chart.settings.compared == ("CCC",)
    chart.header.more.choices.aboutToShow.emit()
    scales = chart.header.more.choices.actions()[:3]
    assert not any(action.isEnabled() for action in scales)
    assert scales[2].isChecked()


def filled(parent: QWidget, symbols: list[str], compared: Symbols, told: list[Symbols]) -> QMenu:
    menu = QMenu(parent)
    fill_compare_menu(menu, symbols, compared, told.append, parent)
    return menu


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_no_more_are_compared_than_can_be_told_apart(parent: QWidget) -> None:
    symbols = [f"S{number}" for number in range(MOST_COMPARED + 2)]
    compared = tuple(symbols[:MOST_COMPARED])
    told: list[Symbols] = []
    menu = filled(parent, symbols, compared, told)
    enabled = {action.text() for action in menu.actions() if action.isEnabled()} - {""}
    assert enabled == {*compared, "Remove &all"}
    menu.actions()[-1].trigger()
    assert told == [()]


def test_without_other_symbols_the_menu_says_so(parent: QWidget) -> None:
    assert [action.text() for action in filled(parent, [], (), []).actions()] == [
        "no other symbols"
    ]


def test_of_many_symbols_one_is_asked_for_by_name(parent: QWidget) -> None:
    symbols = [f"S{number}" for number in range(500)]
    told: list[Symbols] = []
    menu = filled(parent, symbols, ("S1",), told)
    assert len([action for action in menu.actions() if action.text()]) == 2
    menu.actions()[-1].trigger()
    dialog = parent.findChild(QInputDialog)
    assert dialog is not None
    for text in ("nothing", "S1", " s77 "):
        dialog.textValueSelected.emit(text)
    assert told == [("S1", "S77")]
    dialog.reject()


def test_choosing_one_again_takes_it_away() -> None:
    assert toggled("B", ("A",)) == ("A", "B")
    assert toggled("A", ("A", "B")) == ("B",)


def test_another_symbol_in_the_session_can_be_compared_at_once(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(CANDLES)
    refresh(chart, session)
    session.symbols = {**session.symbols, "DDD": SymbolInfo("DDD", "", 2)}
    refresh(chart, session)
    assert "DDD" in [action.text() for action in submenu(chart).actions()]
