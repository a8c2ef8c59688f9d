"""What the tests of the widgets share: a session made by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ticker_app.ui.compare.standin_comparing import StandInComparing
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.ui import theme


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
