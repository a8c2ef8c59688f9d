"""The panel of the fault desk."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.ticker_app.ui.compare.standin_comparing import StandInComparing
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.fault_stand import FaultStand
from ticker_app.faults.plan import Faults
from ticker_app.faults.presets import PRESETS
from ticker_app.ui.faults.panel import FaultsPanel


class StandIn(FaultStand):
    """Keeps what it was asked for."""

    def __init__(self, *, ours: bool = True) -> None:
        super().__init__("http://desk:1", (), restart=self._note if ours else None)
        self.asked: list[str] = []

    def _note(self) -> None:
        self.asked.append("restart")

    @override
    def cut(self) -> None:
        self.asked.append("cut")


@pytest.fixture
def stand() -> StandIn:
    return StandIn()


@pytest.fixture
def panel(stand: StandIn, qtbot: QtBot) -> FaultsPanel:
    made = FaultsPanel(stand, StandInComparing())
    qtbot.addWidget(made)
    made.show()
    return made


def checked(panel: FaultsPanel) -> list[str]:
    return [button.text() for button in panel.presets if button.isChecked()]


def test_at_first_lanes_go_straight(panel: FaultsPanel, stand: StandIn) -> None:
    assert not panel.through.isChecked()
    assert not panel.cut.isEnabled()
    assert checked(panel) == []
    assert not stand.is_open


def test_a_preset_goes_wrong_at_once_and_shows_in_the_controls(
    panel: FaultsPanel, stand: StandIn
) -> None:
    panel.presets[2].click()
    assert stand.is_open
    assert stand.faults == PRESETS[2].faults
    assert panel.through.isChecked()
    assert checked(panel) == ["Cut every 10 s"]
    assert panel.controls.cuts.currentText() == "every 10 s"


def test_a_control_takes_the_preset_back(panel: FaultsPanel, stand: StandIn) -> None:
    panel.presets[2].click()
    panel.controls.block.click()
    assert stand.faults.blocks_websocket
    assert stand.faults.cut_every is not None
    assert checked(panel) == []


def test_all_is_well_keeps_the_desk_and_the_switch_takes_it_away(
    panel: FaultsPanel, stand: StandIn
) -> None:
    panel.presets[4].click()
    panel.presets[0].click()
    assert (stand.faults, stand.is_open) == (Faults(), True)
    assert checked(panel) == ["All is well"]
    panel.through.click()
    assert not stand.is_open
    panel.through.click()
    assert stand.is_open


def test_ending_all_faults_shows(panel: FaultsPanel, stand: StandIn) -> None:
    panel.presets[4].click()
    panel.end_faults()
    assert (stand.faults, stand.is_open) == (Faults(), False)
    assert not panel.controls.hole.isChecked()


def test_what_can_be_done_once_is_done_once(panel: FaultsPanel, stand: StandIn) -> None:
    panel.restart.click()
    panel.cut.click()
    assert stand.asked == ["restart", "cut"]
    assert stand.is_open


def test_a_restart_says_whose_server_it_is(qtbot: QtBot) -> None:
    panels = [FaultsPanel(StandIn(ours=ours), StandInComparing()) for ours in (True, False)]
    for one in panels:
        qtbot.addWidget(one)
    tips = [one.restart.toolTip() for one in panels]
    assert "begins anew" in tips[0]
    assert "not ours" in tips[1]


def test_it_shows_the_lanes_and_what_was_done(
    panel: FaultsPanel, stand: StandIn, session: StandInSession
) -> None:
    panel.refresh(session, session.now_us)
    assert panel.model.rowCount() == 5
    assert panel.said.text() == ""
    stand.said.append("cut 5 connections")
    stand.open()
    panel.refresh(session, session.now_us)
    assert panel.said.text() == "cut 5 connections"
    assert panel.through.isChecked()


def test_what_nobody_sees_is_not_read(panel: FaultsPanel, session: StandInSession) -> None:
    panel.hide()
    panel.refresh(session, session.now_us)
    assert panel.model.rowCount() == 0
