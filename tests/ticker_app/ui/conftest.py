"""What the tests of the widgets share: a session made by hand."""

from __future__ import annotations

import pytest

from tests.ticker_app.ui.standin import StandInSession
from tests.ticker_app.ui.standin_comparing import StandInComparing


@pytest.fixture
def session() -> StandInSession:
    """Three symbols, no price yet, pushed."""
    return StandInSession()


@pytest.fixture
def comparing() -> StandInComparing:
    """Four lanes that measure nothing by themselves."""
    return StandInComparing()
