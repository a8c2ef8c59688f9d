"""What a server says is shown as it is, wherever a window shows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from server.wire import SourceInfo, SymbolInfo
from tests.ticker_app.ui.conftest import ShowWindow
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.health import Health, State
from ticker_app.ui.plain_text import plain_tip
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.window import MainWindow

EVIL = "<b>evil</b>"


@pytest.fixture
def window(session: StandInSession, show_window: ShowWindow) -> MainWindow:
    session.symbols = {EVIL: SymbolInfo(EVIL, EVIL, 2, 100.0)}
    session.source = SourceInfo(EVIL, EVIL)
    session.selected, session.notice = EVIL, EVIL
    session.state = Health(State.LIVE, EVIL, EVIL)
    session.tick(EVIL, 100.0)
    return show_window()


def test_no_label_takes_a_name_for_html(window: MainWindow) -> None:
    shown = [label for label in window.findChildren(QLabel) if EVIL in label.text()]
    assert len(shown) >= 4
    for label in shown:
        assert label.textFormat() is Qt.TextFormat.PlainText, label.parent()


def test_no_tooltip_takes_a_name_for_html(window: MainWindow) -> None:
    tips = [
        text
        for widget in window.findChildren(QWidget)
        for text in (widget.toolTip(), widget.whatsThis())
    ]
    index = window.watchlist.model.index(0, Column.SYMBOL)
    tips.append(window.watchlist.model.data(index, Qt.ItemDataRole.ToolTipRole))
    assert sum("evil" in tip for tip in tips) >= 3
    assert not [tip for tip in tips if EVIL in tip]


@pytest.mark.parametrize("text", ["AT&T Inc.", "a < b", "two words", ""])
def test_a_tooltip_that_looks_like_no_html_is_left_as_it_is(text: str) -> None:
    assert plain_tip(text) == text


def test_one_that_does_is_escaped() -> None:
    assert plain_tip("<img src=x>") == "<p>&lt;img src=x&gt;</p>"
