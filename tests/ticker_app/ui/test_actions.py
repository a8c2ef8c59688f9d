"""The table of actions, and what is made of it: menu, keys, sheet, hints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ticker_app.ui.actions import CHART, HELP, VIEW, ActionSpec, ActionTable, KeyHint
from ticker_app.ui.keys_sheet import KeysSheet, columns
from ticker_app.ui.menu import MenuButton, made_menu, with_letters
from ticker_app.ui.window_actions import ACTIONS


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture
def table(window: QWidget) -> ActionTable:
    return ActionTable(window)


def nothing() -> None:
    """An action that does nothing."""


def test_a_key_does_what_its_action_does(window: QWidget, table: ActionTable) -> None:
    done: list[str] = []
    table.add(ActionSpec("a", VIEW, "&Grow", ("Ctrl++", "G")), lambda: done.append("grown"))
    QTest.keyClick(window, Qt.Key.Key_G)
    QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert done == ["grown", "grown"]


def test_no_two_actions_share_a_key_or_a_name(table: ActionTable) -> None:
    table.add(ActionSpec("a", VIEW, "One", ("G",)), nothing)
    with pytest.raises(ValueError, match="b: G is the key of a already"):
        table.add(ActionSpec("b", VIEW, "Other", ("H", "G")), nothing)
    with pytest.raises(ValueError, match="'a' already"):
        table.add(ActionSpec("a", VIEW, "Other"), nothing)


def test_of_one_choice_exactly_one_is_on(table: ActionTable) -> None:
    one, other = (
        table.add(ActionSpec(name, VIEW, name, one_of="theme"), nothing) for name in ("a", "b")
    )
    one.setChecked(True)
    other.setChecked(True)
    assert not one.isChecked()


def test_help_comes_last_and_groups_of_other_parts_before_it(table: ActionTable) -> None:
    for name, group in (("a", HELP), ("b", "Alerts"), ("c", VIEW), ("d", CHART)):
        table.add(ActionSpec(name, group, name), nothing)
    assert [group for group, _ in table.groups()] == [CHART, VIEW, "Alerts", HELP]


def test_the_sheet_has_all_keys_and_hints_but_no_action_without_a_key(
    table: ActionTable, qtbot: QtBot
) -> None:
    table.add(ActionSpec("a", VIEW, "&Grow", ("Ctrl+G", "F9")), nothing)
    table.add(ActionSpec("b", VIEW, "&Shrink"), nothing)
    table.hint(KeyHint(CHART, "↑ ↓", "Another symbol"))
    assert table.keys() == [
        (CHART, [("↑ ↓", "Another symbol")]),
        (VIEW, [("Ctrl+G  F9", "Grow")]),
    ]


def test_the_sheet_is_as_new_as_the_table(table: ActionTable, qtbot: QtBot) -> None:
    sheet = KeysSheet(table)
    qtbot.addWidget(sheet)
    table.add(ActionSpec("a", VIEW, "&Grow", ("G",)), nothing)
    sheet.toggle()
    assert sheet.words == [VIEW, "G", "Grow"]
    sheet.toggle()
    table.add(ActionSpec("b", CHART, "&Shrink", ("S",)), nothing)
    sheet.toggle()
    assert sheet.words == [CHART, "S", "Shrink", VIEW, "G", "Grow"]


def test_the_sheet_stops_nothing_and_goes_again(table: ActionTable, qtbot: QtBot) -> None:
    sheet = KeysSheet(table)
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.toggle()
    assert not sheet.isModal()
    QTest.keyClick(sheet, Qt.Key.Key_F1)
    assert not sheet.isVisible()


def test_the_bottom_names_the_first_key_and_the_most_important_last(table: ActionTable) -> None:
    table.add(ActionSpec("a", HELP, "Keys", ("F1", "K"), short="keys"), nothing)
    table.hint(KeyHint(VIEW, "↑ ↓", "Another symbol", "symbol"))
    table.add(ActionSpec("b", VIEW, "Quiet", ("Q",)), nothing)
    assert table.hints() == ["↑ ↓ symbol", "F1 keys"]


def test_the_menu_has_a_submenu_for_each_group(window: QWidget, table: ActionTable) -> None:
    grow = table.add(ActionSpec("a", VIEW, "&Grow", ("G",)), nothing)
    table.add(ActionSpec("b", HELP, "&Menu", ("F10",), in_menu=False), nothing)
    menu = made_menu(table, window)
    assert [action.text() for action in menu.actions()] == ["&View"]
    below = menu.actions()[0].menu()
    assert isinstance(below, QWidget)
    assert below.actions() == [grow]


def test_the_menu_opens_by_key_and_is_walked_by_key(
    window: QWidget, table: ActionTable, qtbot: QtBot
) -> None:
    done: list[str] = []
    table.add(ActionSpec("a", VIEW, "&Grow", ("G",)), lambda: done.append("grown"))
    button = MenuButton(table, window)
    button.open()
    menu = button.menu_shown
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Right)
    below = menu.actions()[0].menu()
    assert isinstance(below, QWidget)
    QTest.keyClick(below, Qt.Key.Key_Return)
    assert done == ["grown"]
    assert button.menu_shown is None


def test_every_action_of_the_window_has_a_name_and_keys_of_its_own() -> None:
    keys = [key for spec in ACTIONS for key in spec.keys]
    assert len(set(keys)) == len(keys)
    assert len({spec.name for spec in ACTIONS}) == len(ACTIONS)


def test_groups_of_keys_stand_in_as_few_columns_as_fit() -> None:
    assert columns([5, 4, 6], 20) == [[0, 1, 2]]
    assert columns([5, 4, 6], 10) == [[0, 1], [2]]
    assert columns([9, 2, 2, 2, 9], 13) == [[0, 1, 2], [3, 4]]
    assert columns([], 10) == [[]]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12), st.integers(1, 40))
def test_all_groups_are_on_the_sheet_in_their_order(rows: list[int], most_rows: int) -> None:
    found = columns(rows, most_rows)
    assert [index for column in found for index in column] == list(range(len(rows)))
    assert len(found) <= 4


def test_the_sheet_is_wholly_on_the_screen(window: QWidget, table: ActionTable) -> None:
    for number in range(60):
        key = f"{'Alt' if number < 30 else 'Ctrl'}+F{number % 30 + 1}"
        table.add(ActionSpec(f"a{number}", f"Group {number // 6}", "Do", (key,)), nothing)
    sheet = KeysSheet(table, window)
    window.move(700, 700)
    sheet.toggle()
    assert sheet.screen().availableGeometry().contains(sheet.geometry())


def test_each_group_of_the_menu_has_a_letter_of_its_own() -> None:
    names = ["Prices", "Chart", "View", "Charts", "Panels", "Colours", "Text size", "Help"]
    assert with_letters(names) == [
        "&Prices", "&Chart", "&View", "C&harts", "P&anels", "C&olours", "&Text size", "H&elp",
    ]  # fmt: skip
    assert with_letters(["A", "a"]) == ["&A", "&a"]
