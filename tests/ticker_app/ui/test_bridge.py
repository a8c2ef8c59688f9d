from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.ui.bridge import SLOW_US, Bridge, frame_rate_hz


@pytest.fixture
def bridge(session: StandInSession, qtbot: QtBot) -> Bridge:
    return Bridge(session)


class Ear:
    """Counts what a bridge tells."""

    def __init__(self, bridge: Bridge) -> None:
        self.heard: list[str] = []
        bridge.session_changed.connect(lambda _: self.heard.append("changed"))
        bridge.quarter_passed.connect(lambda _: self.heard.append("quarter"))
        bridge.frame_passed.connect(lambda _: self.heard.append("frame"))


def test_the_first_look_tells_everything(bridge: Bridge) -> None:
    ear = Ear(bridge)
    bridge.look()
    assert ear.heard == ["changed", "quarter", "frame"]


def test_a_look_at_nothing_new_only_lets_time_pass(bridge: Bridge) -> None:
    bridge.look()
    ear = Ear(bridge)
    bridge.look()
    assert ear.heard == ["frame"]


def test_a_change_is_told_at_the_next_look(session: StandInSession, bridge: Bridge) -> None:
    bridge.look()
    ear = Ear(bridge)
    session.tick("AAA", 1.0)
    bridge.look()
    assert ear.heard == ["changed", "frame"]


def test_figures_are_read_four_times_a_second(session: StandInSession, bridge: Bridge) -> None:
    bridge.look()
    ear = Ear(bridge)
    for _ in range(60):
        session.now_us += 1_000_000 // 60
        bridge.look()
    assert 1_000_000 // SLOW_US == 4
    assert ear.heard.count("quarter") in {3, 4}


def test_looking_again_tells_what_has_not_changed(bridge: Bridge) -> None:
    bridge.look()
    ear = Ear(bridge)
    bridge.look_again()
    bridge.look()
    assert ear.heard == ["changed", "quarter", "frame"]


def test_it_measures_how_long_a_look_takes(session: StandInSession, bridge: Bridge) -> None:
    def slow(_: int) -> None:
        session.now_us += 2_100

    bridge.frame_passed.connect(slow)
    bridge.look()
    assert bridge.took_us == 2_100


def test_it_looks_at_the_rate_of_the_screen_and_stops(bridge: Bridge, qtbot: QtBot) -> None:
    bridge.start(50.0)
    assert bridge.is_running
    with qtbot.waitSignal(bridge.frame_passed):
        pass
    bridge.stop()
    assert not bridge.is_running


def test_a_screen_that_says_no_rate_is_taken_for_60_hz(qtbot: QtBot) -> None:
    assert frame_rate_hz(None) == 60.0


def test_a_pause_shows_one_moment_while_time_goes_on(
    session: StandInSession, bridge: Bridge
) -> None:
    session.tick("AAA", 1.0)
    told: list[int] = []
    bridge.frame_passed.connect(told.append)
    paused_us = session.now_us
    bridge.toggle_pause()
    session.now_us += 5_000_000
    session.tick("AAA", 2.0)
    bridge.look()
    assert told == [paused_us, paused_us]
    assert bridge.paused_us == paused_us
    assert bridge.shown.quotes["AAA"].tick.price == 1.0
    assert bridge.looked_us == session.now_us


def test_going_on_shows_now_at_once(session: StandInSession, bridge: Bridge) -> None:
    bridge.toggle_pause()
    session.now_us += 5_000_000
    ear = Ear(bridge)
    told: list[bool] = []
    bridge.pause_changed.connect(told.append)
    bridge.toggle_pause()
    assert told == [False]
    assert ear.heard == ["changed", "quarter", "frame"]
    assert not bridge.is_paused
    assert bridge.shown is session


def test_a_pause_still_tells_four_times_a_second(session: StandInSession, bridge: Bridge) -> None:
    bridge.toggle_pause()
    ear = Ear(bridge)
    for _ in range(60):
        session.now_us += 1_000_000 // 60
        bridge.look()
    assert ear.heard.count("quarter") in {3, 4}
