from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.ui.loop_lag import BEAT_MS, LoopLag


@pytest.fixture
def lag(session: StandInSession, qtbot: QtBot) -> LoopLag:
    return LoopLag(session.clock)


def test_before_two_beats_nothing_is_known(lag: LoopLag) -> None:
    lag.beat()
    assert (lag.lag_us, lag.frame_us, lag.busy_us) == (None, None, None)


def test_a_late_beat_is_the_lag_and_an_early_one_is_none(
    session: StandInSession, lag: LoopLag
) -> None:
    lag.beat()
    session.now_us += BEAT_MS * 1000 - 500
    lag.beat()
    assert lag.lag_us == 0
    session.now_us += BEAT_MS * 1000 + 7_000
    lag.beat()
    assert lag.lag_us == 7_000


def test_95_of_100_frames_were_no_longer(lag: LoopLag) -> None:
    for took_us in range(1, 101):
        lag.add_frame(took_us)
    assert lag.frame_us == 95


def test_busy_is_the_longer_of_lag_and_frame(session: StandInSession, lag: LoopLag) -> None:
    lag.add_frame(3_000)
    assert lag.busy_us == 3_000
    lag.beat()
    session.now_us += BEAT_MS * 1000 + 9_000
    lag.beat()
    assert lag.busy_us == 9_000


def test_a_pause_is_no_lag(session: StandInSession, lag: LoopLag) -> None:
    lag.start()
    lag.beat()
    lag.stop()
    session.now_us += 60_000_000
    lag.start()
    lag.beat()
    lag.stop()
    assert lag.lag_us is None
