"""What the tests of the widgets share: a session made by hand, and windows that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.compare.standin_comparing import StandInComparing
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.look_settings import Theme
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.window import MainWindow

ShowWindow = Callable[..., MainWindow]


@pytest.fixture
def session() -> StandInSession:
    """Three symbols, no price yet, pushed."""
    return StandInSession()


@pytest.fixture(autouse=True)
def text_is_of_the_usual_size(qapp: QApplication) -> Iterator[None]:
    """How large text is belongs to the application, so a test shall not pass it on."""
    yield
    if theme.scale() != 1:
        theme.set_scale(1)


@pytest.fixture
def comparing() -> StandInComparing:
    """Four lanes that measure nothing by themselves."""
    return StandInComparing()


@pytest.fixture
def show_window(
    session: StandInSession, comparing: StandInComparing, qtbot: QtBot
) -> Iterator[ShowWindow]:
    """Opens windows that look at the session only when a test tells them to."""
    opened: list[MainWindow] = []

    def show(shown: Session = session, *, size: QSize | None = None, **parts: Any) -> MainWindow:
        window = MainWindow(shown, Theme.DARK, comparing=comparing, bundled=True, **parts)
        qtbot.addWidget(window)
        if size is not None:
            window.resize(size)
        with qtbot.waitActive(window):
            window.show()
        window.bridge.stop()
        opened.append(window)
        return window

    yield show
    for window in opened:
        window.close()


@pytest.fixture
def window(session: StandInSession, show_window: ShowWindow) -> MainWindow:
    """A window with a price of each symbol."""
    for symbol in session.symbols:
        session.tick(symbol, 100.0)
    return show_window()
