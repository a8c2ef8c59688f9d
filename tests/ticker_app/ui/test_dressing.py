"""Looks are chosen, forced and remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ticker_app.look_settings import Directions, LookSettings, Theme
from ticker_app.ui import theme
from ticker_app.ui.actions import ActionTable
from ticker_app.ui.dressing import Dressing
from ticker_app.ui.palette import DARK, LIGHT, Palette, with_directions

LEAST = QSize(1024, 640)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def table_of(dressing: Dressing, window: QWidget) -> ActionTable:
    table = ActionTable(window)
    dressing.add_actions(table)
    return table


def test_the_system_is_followed_until_a_theme_is_chosen(window: QWidget) -> None:
    dressing = Dressing(window, LookSettings(), None, LEAST)
    hints = QApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert dressing.palette == LIGHT
    dressing.choose_theme(Theme.DARK)
    assert dressing.palette == DARK
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert dressing.palette == DARK


def test_a_theme_that_is_forced_is_not_remembered(window: QWidget) -> None:
    told: list[LookSettings] = []
    dressing = Dressing(window, LookSettings(Theme.DARK), Theme.LIGHT, LEAST)
    dressing.settings_changed.connect(told.append)
    assert dressing.palette == LIGHT
    dressing.choose_directions(Directions.GREEN_RED)
    assert told == [LookSettings(Theme.DARK, Directions.GREEN_RED)]
    assert dressing.palette == with_directions(LIGHT, Directions.GREEN_RED)


def test_a_theme_that_is_chosen_goes_before_the_forced_one(window: QWidget) -> None:
    dressing = Dressing(window, LookSettings(Theme.DARK), Theme.LIGHT, LEAST)
    dressing.choose_theme(Theme.DARK)
    assert dressing.palette == DARK


def test_parts_are_told_of_other_colours_once(window: QWidget) -> None:
    told: list[Palette] = []
    dressing = Dressing(window, LookSettings(Theme.DARK), None, LEAST)
    dressing.palette_changed.connect(told.append)
    dressing.choose_theme(Theme.LIGHT)
    dressing.choose_theme(Theme.LIGHT)
    assert told == [LIGHT]
    assert LIGHT.surface in window.styleSheet()
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.background)


def test_the_menu_offers_the_looks_and_shows_which_is_on(window: QWidget) -> None:
    dressing = Dressing(window, LookSettings(Theme.DARK, Directions.RED_GREEN), Theme.LIGHT, LEAST)
    table = table_of(dressing, window)
    assert table["theme.light"].isChecked()
    assert table["directions.red-green"].isChecked()
    table["directions.blue-vermilion"].trigger()
    table["theme.system"].trigger()
    assert dressing.settings == LookSettings()
    assert not table["directions.red-green"].isChecked()


def test_text_that_has_no_room_to_grow_says_so(window: QWidget) -> None:
    room = window.screen().availableSize()
    refused: list[str] = []
    look = LookSettings(text_percent=150)
    dressing = Dressing(window, look, None, QSize(room.width() // 2, room.height() // 2))
    dressing.refused.connect(refused.append)
    table = table_of(dressing, window)
    table["size.presenter"].trigger()
    assert theme.scale() == pytest.approx(2.0)
    assert refused == ["This screen has no room for larger text."]
    table["size.larger"].trigger()
    assert len(refused) == 2
    assert dressing.settings.text_percent == 150
    table["size.presenter"].trigger()
    assert theme.scale() == 1.5
    assert len(refused) == 2
