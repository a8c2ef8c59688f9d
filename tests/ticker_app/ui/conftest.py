"""What the tests of the widgets share: a session made by hand."""

from __future__ import annotations

import pytest

from tests.ticker_app.ui.compare.standin_comparing import StandInComparing
from tests.ticker_app.ui.standin import StandInSession


@pytest.fixture
def session() -> StandInSession:
    """Three symbols, no price yet, pushed."""
    return StandInSession()


@pytest.fixture
def comparing() -> StandInComparing:
    """Four lanes that measure nothing by themselves."""
    return StandInComparing()
