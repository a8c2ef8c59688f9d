"""The questions that the watchlist asks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from server.wire import SymbolInfo
from ticker_app.ui.watchlist.add_dialog import AddDialog
from ticker_app.ui.watchlist.ask_line import AskLine
from ticker_app.ui.watchlist.columns import NAMES, Column
from ticker_app.ui.watchlist.columns_dialog import ColumnsDialog
from ticker_app.watch_settings import ColumnChoice, WatchError

INFOS = {
    symbol: SymbolInfo(symbol, name, 2)
    for symbol, name in (("ACME", "Acme Anvils"), ("BOLT", "Bolt Steel"), ("BOA", "Boa Steel"))
}
AS_USUAL = [ColumnChoice(name) for name in NAMES.values()]


class Taker:
    """Takes what is given, unless it is told to refuse."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.refuses = False

    def __call__(self, text: str) -> None:
        if self.refuses:
            raise WatchError("No.")
        self.taken.append(text)

    def add(self, text: str) -> str:
        self(text)
        return f"{text} is in."


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture
def ask(taker: Taker, qtbot: QtBot) -> AskLine:
    dialog = AskLine("Rename", "Its name", taker, button="Rename", text="Old")
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.open()
    return dialog


@pytest.fixture
def add(taker: Taker, qtbot: QtBot) -> AddDialog:
    dialog = AddDialog("Tech", INFOS, ["ACME"], taker.add)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.open()
    return dialog


def finds(dialog: AddDialog) -> list[str]:
    texts = (dialog.finds.item(row).text() for row in range(dialog.finds.count()))
    return [text.split("   ")[0] for text in texts]


def enter(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_an_answer_is_given_by_enter(ask: AskLine, taker: Taker) -> None:
    QTest.keyClicks(ask.line, "New")
    enter(ask.line)
    assert (taker.taken, ask.isVisible()) == (["New"], False)


def test_an_answer_that_cannot_be_used_is_told_and_asked_for_again(
    ask: AskLine, taker: Taker
) -> None:
    taker.refuses = True
    enter(ask.line)
    assert (ask.said.text(), ask.isVisible(), ask.line.selectedText()) == ("No.", True, "Old")


def test_giving_up_changes_nothing(ask: AskLine, taker: Taker) -> None:
    QTest.keyClick(ask, Qt.Key.Key_Escape)
    assert (taker.taken, ask.isVisible()) == ([], False)


def test_finds_stand_best_first_and_what_is_held_cannot_be_chosen(add: AddDialog) -> None:
    assert finds(add) == ["ACME", "BOLT", "BOA"]
    assert add.finds.currentRow() == 1
    QTest.keyClicks(add.line, "boa")
    assert finds(add) == ["BOA"]


def test_enter_adds_the_chosen_find_and_stays_for_more(add: AddDialog, taker: Taker) -> None:
    QTest.keyClicks(add.line, "steel")
    QTest.keyClick(add.line, Qt.Key.Key_Down)
    enter(add.line)
    assert (taker.taken, add.said.text()) == (["BOA"], "BOA is in.")
    assert (add.line.text(), add.isVisible()) == ("", True)
    assert not add.finds.item(2).flags()


def test_arrows_pass_over_what_is_held(add: AddDialog) -> None:
    QTest.keyClick(add.line, Qt.Key.Key_Up)
    assert add.finds.currentRow() == 1


def test_what_fits_nothing_is_refused_as_it_was_typed(add: AddDialog, taker: Taker) -> None:
    taker.refuses = True
    QTest.keyClicks(add.line, "zzz")
    enter(add.line)
    assert (add.said.text(), add.line.selectedText()) == ("No.", "zzz")


def test_a_click_adds_a_find(add: AddDialog, taker: Taker) -> None:
    place = add.finds.visualItemRect(add.finds.item(2)).center()
    left, no = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(add.finds.viewport(), left, no, place)
    assert taker.taken == ["BOA"]


@pytest.fixture
def columns(qtbot: QtBot) -> ColumnsDialog:
    dialog = ColumnsDialog(AS_USUAL, {Column.SPREAD}, None)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    with qtbot.waitActive(dialog):
        dialog.open()
    return dialog


def names(dialog: ColumnsDialog) -> list[str]:
    return [choice.name for choice in dialog.choices()]


def test_a_column_without_room_says_so(columns: ColumnsDialog) -> None:
    assert columns.list.item(Column.SPREAD).text() == "Spread — no room now"
    assert [*columns.choices()] == AS_USUAL


def test_space_hides_a_column_at_once(columns: ColumnsDialog, qtbot: QtBot) -> None:
    columns.list.setCurrentRow(Column.BID)
    with qtbot.waitSignal(columns.arranged) as arranged:
        QTest.keyClick(columns.list, Qt.Key.Key_Space)
    assert arranged.args is not None
    assert arranged.args[0][Column.BID] == ColumnChoice("bid", shown=False)


def test_the_symbol_cannot_be_hidden(columns: ColumnsDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(columns.arranged):
        QTest.keyClick(columns.list, Qt.Key.Key_Space)


def test_alt_and_arrows_move_a_column(columns: ColumnsDialog) -> None:
    columns.list.setCurrentRow(Column.LAST)
    QTest.keyClick(columns.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(columns)[:3] == ["symbol", "change", "last"]
    QTest.keyClick(columns.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(columns)[:3] == ["symbol", "last", "change"]


def test_no_column_moves_beyond_the_ends(columns: ColumnsDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(columns.arranged):
        columns.move_current(-1)


def test_all_can_be_as_usual_again(columns: ColumnsDialog, qtbot: QtBot) -> None:
    columns.move_current(3)
    with qtbot.waitSignal(columns.arranged) as arranged:
        columns._on_usual_clicked()
    assert arranged.args == [AS_USUAL]


def test_it_is_closed_by_its_button(columns: ColumnsDialog) -> None:
    (box,) = columns.findChildren(QDialogButtonBox)
    box.button(QDialogButtonBox.StandardButton.Close).click()
    assert not columns.isVisible()
