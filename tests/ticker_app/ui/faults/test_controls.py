"""Every fault by itself."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ticker_app.faults.plan import Every, Faults, Way
from ticker_app.faults.presets import PRESETS, Preset
from ticker_app.ui.faults.controls import FaultControls


@pytest.fixture
def controls(qtbot: QtBot) -> FaultControls:
    made = FaultControls()
    qtbot.addWidget(made)
    return made


def test_at_first_nothing_goes_wrong(controls: FaultControls) -> None:
    assert controls.faults() == Faults()


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_preset_can_be_shown_and_nobody_is_told(
    preset: Preset, controls: FaultControls
) -> None:
    chosen: list[Faults] = []
    controls.faults_chosen.connect(chosen.append)
    controls.show_faults(preset.faults)
    assert controls.faults() == preset.faults
    assert chosen == []


def test_every_control_changes_one_thing(controls: FaultControls) -> None:
    chosen: list[Faults] = []
    controls.faults_chosen.connect(chosen.append)
    controls.delays[0].setValue(40)
    controls.jitters[1].setValue(10)
    controls.bandwidths[0].setCurrentText("64 kbit/s")
    controls.cuts.setCurrentText("every 10 s")
    controls.answers.setCurrentText("503, busy")
    controls.hole.setChecked(True)
    controls.refuse.setChecked(True)
    controls.block.setChecked(True)
    assert len(chosen) == 8
    assert chosen[-1] == Faults(
        down=Way(delay_ms=40, bits_per_s=64_000),
        up=Way(jitter_ms=10),
        silent_after_s=0,
        cut_every=Every(10, 10),
        refuses=True,
        answer=503,
        retry_after_s=3,
        blocks_websocket=True,
    )
