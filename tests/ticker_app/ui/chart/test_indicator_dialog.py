"""What an indicator can be set to, and what the menu refuses."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ticker_app.indicators.specs import Bollinger, Ema, Macd, Rsi, Sma, Vwap
from ticker_app.ui.chart.indicator_dialog import IndicatorDialog
from ticker_app.ui.chart.indicator_menu import (
    MOST_OVER_PRICE,
    MOST_PANES,
    Specs,
    can_add,
    changed,
    fill_indicator_menu,
    without,
)

OK = QDialogButtonBox.StandardButton.Ok


def test_the_fields_are_those_of_the_indicator(qtbot: QtBot) -> None:
    dialog = IndicatorDialog(Bollinger(30, 2.5))
    qtbot.addWidget(dialog)
    assert {name: box.value() for name, box in dialog.inputs.items()} == {
        "period": 30,
        "deviations": 2.5,
    }
    assert (dialog.inputs["period"].minimum(), dialog.inputs["deviations"].minimum()) == (2, 0.1)


def test_what_is_confirmed_is_told(qtbot: QtBot) -> None:
    dialog = IndicatorDialog(Bollinger())
    qtbot.addWidget(dialog)
    dialog.inputs["deviations"].setValue(1.5)
    with qtbot.waitSignal(dialog.chosen) as told:
        dialog.buttons.button(OK).click()
    assert told.args == [Bollinger(20, 1.5)]


def test_what_cannot_be_is_said_and_cannot_be_confirmed(qtbot: QtBot) -> None:
    dialog = IndicatorDialog(Macd())
    qtbot.addWidget(dialog)
    dialog.inputs["fast"].setValue(40)
    assert "not fewer than slow" in dialog.problem.text()
    assert not dialog.buttons.button(OK).isEnabled()
    dialog.inputs["fast"].setValue(10)
    assert dialog.problem.text() == ""
    assert dialog.buttons.button(OK).isEnabled()


def test_cancelling_changes_nothing(qtbot: QtBot) -> None:
    dialog = IndicatorDialog(Rsi())
    qtbot.addWidget(dialog)
    told: list[object] = []
    dialog.chosen.connect(told.append)
    dialog.inputs["period"].setValue(3)
    dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert told == []


def test_there_is_no_room_for_more_than_can_be_told_apart() -> None:
    averages = tuple(Sma(period) for period in range(2, 2 + MOST_OVER_PRICE))
    assert can_add(Ema(), averages[1:])
    assert not can_add(Ema(), averages)
    assert can_add(Rsi(), averages)
    assert not can_add(Macd(), tuple(Rsi(period) for period in range(2, 2 + MOST_PANES)))
    assert not can_add(Sma(), (Sma(),))


def test_one_is_changed_in_its_place_and_never_there_twice() -> None:
    assert changed(Sma(5), Sma(9), (Sma(5), Ema())) == (Sma(9), Ema())
    assert changed(Sma(5), Sma(9), (Sma(5), Sma(9))) == (Sma(9),)
    assert without(Ema(), (Sma(5), Ema())) == (Sma(5),)


def filled(parent: QWidget, specs: Specs, chosen: list[Specs]) -> QMenu:
    menu = QMenu(parent)
    fill_indicator_menu(menu, specs, chosen.append, parent)
    return menu


def test_changing_asks_for_the_parameters(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chosen: list[Specs] = []
    menu = filled(parent, (Sma(5), Vwap()), chosen)
    entry = next(action for action in menu.actions() if action.text() == "SMA 5")
    below = entry.menu()
    assert isinstance(below, QMenu)
    below.actions()[0].trigger()
    dialog = parent.findChild(IndicatorDialog)
    assert dialog is not None
    dialog.inputs["period"].setValue(7)
    dialog.buttons.button(OK).click()
    assert chosen == [(Sma(7), Vwap())]


def test_what_has_no_parameters_has_nothing_to_change(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = filled(parent, (Vwap(),), [])
    entry = next(action for action in menu.actions() if action.text() == "VWAP")
    below = entry.menu()
    assert isinstance(below, QMenu)
    assert [action.text() for action in below.actions()] == ["&Remove"]
