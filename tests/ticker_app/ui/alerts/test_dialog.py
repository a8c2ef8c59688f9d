from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.ui.alerts.dialog import AlertDialog

MakeDialog = Callable[[Alert], AlertDialog]


@pytest.fixture
def dialog_of(session: StandInSession, qtbot: QtBot) -> MakeDialog:
    session.tick("AAA", 97.31)

    def make(alert: Alert) -> AlertDialog:
        dialog = AlertDialog(session, alert)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        return dialog

    return make


def new(condition: Condition = Condition.CROSSING, level: float = 97.31) -> Alert:
    return Alert("AAA", condition, level)


def choose(dialog: AlertDialog, condition: Condition) -> None:
    dialog.condition.setCurrentIndex(dialog.condition.findData(condition.value))


def test_an_alert_is_made_by_typing_a_price(dialog_of: MakeDialog, qtbot: QtBot) -> None:
    dialog = dialog_of(new())
    qtbot.waitUntil(dialog.level.hasFocus)
    with qtbot.waitSignal(dialog.made) as made:
        QTest.keyClicks(dialog.level, "97.5")
        QTest.keyClick(dialog.level, Qt.Key.Key_Return)
    assert made.args == [Alert("AAA", Condition.CROSSING, 97.5)]
    assert not dialog.isVisible()


def test_esc_makes_none(dialog_of: MakeDialog) -> None:
    dialog = dialog_of(new())
    made: list[Alert] = []
    dialog.made.connect(made.append)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert made == []
    assert not dialog.isVisible()


def test_every_field_is_in_the_alert(dialog_of: MakeDialog) -> None:
    dialog = dialog_of(new())
    dialog.symbol.setCurrentIndex(1)
    choose(dialog, Condition.FALLS)
    dialog.percent.setValue(1.5)
    dialog.window_s.setValue(90)
    dialog.note.setText(" sell half ")
    dialog.sound.click()
    dialog.repeats.click()
    assert dialog.alert() == Alert(
        "BBB",
        Condition.FALLS,
        percent=1.5,
        window_s=90.0,
        note="sell half",
        sound=True,
        repeats=False,
    )


@pytest.mark.parametrize(
    "alert",
    [
        Alert("BBB", Condition.BELOW, 12.5, note="buy", sound=True, repeats=False, id=7),
        Alert("AAA", Condition.MOVES, percent=2.0, window_s=300.0, id=8),
        Alert("GONE", Condition.ABOVE, 3.0, id=9),
    ],
)
def test_an_alert_that_is_not_changed_stays_as_it_was(dialog_of: MakeDialog, alert: Alert) -> None:
    dialog = dialog_of(alert)
    assert dialog.alert() == alert
    assert dialog.windowTitle() == "Change alert"


def test_only_the_fields_of_the_condition_are_shown(dialog_of: MakeDialog) -> None:
    dialog = dialog_of(new())
    assert (dialog.level.isVisible(), dialog.percent.isVisible()) == (True, False)
    choose(dialog, Condition.RISES)
    assert (dialog.level.isVisible(), dialog.percent.isVisible()) == (False, True)
    assert dialog.window_s.isVisible()


def test_another_symbol_brings_its_last_price_and_digits(
    session: StandInSession, dialog_of: MakeDialog
) -> None:
    session.tick("BBB", 12.5)
    dialog = dialog_of(new(level=90.0))
    assert dialog.level.value() == 90.0
    dialog.symbol.setCurrentIndex(1)
    assert dialog.level.value() == 12.5
    assert dialog.level.text() == "12.50"


@pytest.mark.parametrize(
    ("condition", "level", "hint"),
    [
        (Condition.ABOVE, 98.0, "AAA is at 97.31 now."),
        (Condition.ABOVE, 97.0, "there already. Fires once it was below"),
        (Condition.BELOW, 97.0, "AAA is at 97.31 now."),
        (Condition.BELOW, 98.0, "there already. Fires once it was above"),
        (Condition.CROSSING, 97.31, "right there. Fires once it was away"),
        (Condition.CROSSING, 97.0, "AAA is at 97.31 now."),
    ],
)
def test_the_hint_says_whether_the_price_is_there_already(
    dialog_of: MakeDialog, condition: Condition, level: float, hint: str
) -> None:
    dialog = dialog_of(new())
    choose(dialog, condition)
    dialog.level.setValue(level)
    assert hint in dialog.hint.text()


def test_without_a_price_the_hint_says_so(dialog_of: MakeDialog) -> None:
    dialog = dialog_of(Alert("CCC", Condition.ABOVE, 0.0))
    assert dialog.hint.text() == "There is no price of CCC yet."


def deletes(dialog: AlertDialog) -> list[QAbstractButton]:
    """The buttons that delete."""
    buttons = dialog.buttons.buttons()
    destructive = QDialogButtonBox.ButtonRole.DestructiveRole
    return [one for one in buttons if dialog.buttons.buttonRole(one) is destructive]


def test_only_an_alert_that_there_is_can_be_deleted(dialog_of: MakeDialog, qtbot: QtBot) -> None:
    assert deletes(dialog_of(new())) == []
    dialog = dialog_of(Alert("AAA", Condition.ABOVE, 98.0, id=7))
    (delete,) = deletes(dialog)
    with qtbot.waitSignal(dialog.removed) as removed:
        delete.click()
    assert removed.args == [7]
    assert not dialog.isVisible()
