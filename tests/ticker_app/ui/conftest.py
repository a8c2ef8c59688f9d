"""What the tests of the widgets share: a session made by hand."""

from __future__ import annotations

import pytest

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.loop import Application


@pytest.fixture
def session() -> StandInSession:
    """Three symbols, no price yet, pushed."""
    return StandInSession()


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    """The app's own application, for whichever test is the first to want one."""
    return Application
