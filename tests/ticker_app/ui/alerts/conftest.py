from __future__ import annotations

import pytest

from tests.ticker_app.ui.alerts.stage import Stage
from tests.ticker_app.ui.standin import StandInSession


@pytest.fixture
def stage(session: StandInSession) -> Stage:
    """Alerts on a session made by hand."""
    return Stage(session)
