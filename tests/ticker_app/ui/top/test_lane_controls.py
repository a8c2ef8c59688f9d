from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.ui.top.interval_picker import STEPS_S, nearest_step
from ticker_app.ui.top.lane_controls import LaneControls

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def made() -> list[LaneChoice]:
    return []


@pytest.fixture
def controls(qtbot: QtBot, made: list[LaneChoice]) -> LaneControls:
    widget = LaneControls(LaneChoice())
    qtbot.addWidget(widget)
    widget.choice_made.connect(made.append)
    widget.show()
    return widget


def test_a_click_on_the_other_side_switches(controls: LaneControls, made: list[LaneChoice]) -> None:
    QTest.mouseClick(controls.switch.sides[Mode.PULL], LEFT)
    assert made == [LaneChoice(Transport.POLL)]
    assert controls.switch.sides[Mode.PULL].isChecked()


def test_a_click_on_the_side_in_use_asks_for_nothing(
    controls: LaneControls, made: list[LaneChoice]
) -> None:
    QTest.mouseClick(controls.switch.sides[Mode.PUSH], LEFT)
    assert made == []


def test_the_arrow_keys_move_the_switch(controls: LaneControls, made: list[LaneChoice]) -> None:
    controls.switch.sides[Mode.PUSH].setFocus()
    QTest.keyClick(controls.switch.sides[Mode.PUSH], Qt.Key.Key_Right)
    assert [choice.mode for choice in made] == [Mode.PULL]


def test_flipping_goes_there_and_back(controls: LaneControls, made: list[LaneChoice]) -> None:
    controls.switch.flip()
    controls.switch.flip()
    assert [choice.mode for choice in made] == [Mode.PULL, Mode.PUSH]


def test_showing_a_choice_asks_for_nothing(controls: LaneControls, made: list[LaneChoice]) -> None:
    controls.show_choice(LaneChoice(Transport.POLL, 5.0))
    controls.show_choice(LaneChoice(Transport.POLL, 5.0))
    assert controls.interval.box.value() == 5.0
    assert made == []


def test_only_the_ways_of_the_mode_in_use_are_offered(controls: LaneControls) -> None:
    picker = controls.transport
    pushed = [picker.itemText(n) for n in range(picker.count())]
    controls.switch.flip()
    polled = [picker.itemText(n) for n in range(picker.count())]
    assert pushed == ["WebSocket", "Server-Sent Events"]
    assert polled == ["Interval polling", "Adaptive polling", "Long poll"]


def test_another_way_is_remembered_across_a_switch(
    controls: LaneControls, made: list[LaneChoice]
) -> None:
    controls.transport.setCurrentIndex(1)
    controls.transport.activated.emit(1)
    controls.switch.flip()
    controls.switch.flip()
    assert [choice.transport for choice in made] == [
        Transport.SSE, Transport.POLL, Transport.SSE,
    ]  # fmt: skip


def test_the_interval_shows_only_for_interval_polling_and_keeps_its_place(
    controls: LaneControls,
) -> None:
    place = controls.transport.geometry(), controls.width()
    assert not controls.interval.isVisible()
    controls.switch.flip()
    assert controls.interval.isVisible()
    controls.show_choice(LaneChoice(Transport.LONG_POLL))
    assert not controls.interval.isVisible()
    assert (controls.transport.geometry(), controls.width()) == place


def test_adaptive_polling_goes_up_to_ten_times_the_interval(
    controls: LaneControls, made: list[LaneChoice]
) -> None:
    controls.show_choice(LaneChoice(Transport.POLL, 0.5))
    controls.transport.activated.emit(1)
    assert made == [LaneChoice(Transport.POLL, 0.5, 5.0)]
    assert controls.transport.currentText() == "Adaptive polling"
    assert controls.interval.isVisible()
    controls.transport.activated.emit(0)
    assert made[-1] == LaneChoice(Transport.POLL, 0.5)
    assert controls.transport.currentText() == "Interval polling"


def test_the_slider_goes_in_sensible_steps(controls: LaneControls, made: list[LaneChoice]) -> None:
    controls.show_choice(LaneChoice(Transport.POLL, 1.0))
    QTest.keyClick(controls.interval.slider, Qt.Key.Key_Right)
    assert made == [LaneChoice(Transport.POLL, 2.0)]
    assert controls.interval.box.value() == 2.0


def test_a_slider_on_its_way_only_says_where_it_stands(
    controls: LaneControls, made: list[LaneChoice]
) -> None:
    controls.show_choice(LaneChoice(Transport.POLL, 1.0))
    controls.interval.slider.sliderMoved.emit(len(STEPS_S) - 1)
    assert controls.interval.box.text() == "60\u202fs"
    assert made == []


def test_the_box_takes_any_interval(controls: LaneControls, made: list[LaneChoice]) -> None:
    controls.show_choice(LaneChoice(Transport.POLL, 1.0))
    box = controls.interval.box
    box.selectAll()
    QTest.keyClicks(box, "0.25")
    assert made == []
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert made == [LaneChoice(Transport.POLL, 0.25)]


@pytest.mark.parametrize(("typed", "interval_s"), [("0.01", 0.1), ("99", 60.0)])
def test_the_box_stays_within_its_bounds(
    controls: LaneControls, made: list[LaneChoice], typed: str, interval_s: float
) -> None:
    controls.show_choice(LaneChoice(Transport.POLL, 1.0))
    controls.interval.box.setValue(float(typed))
    assert made == [LaneChoice(Transport.POLL, interval_s)]


def test_the_box_leaves_the_space_bar_to_the_window(controls: LaneControls) -> None:
    no_keys = Qt.KeyboardModifier.NoModifier
    for key, text, taken in ((Qt.Key.Key_Space, " ", False), (Qt.Key.Key_1, "1", True)):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, no_keys, text)
        event.ignore()
        QApplication.sendEvent(controls.interval.box, event)
        assert event.isAccepted() is taken


@pytest.mark.parametrize(
    ("interval_s", "step_s"), [(0.1, 0.1), (0.3, 0.2), (0.35, 0.5), (7.0, 5.0), (45.0, 60.0)]
)
def test_the_slider_stands_at_the_nearest_step(interval_s: float, step_s: float) -> None:
    assert STEPS_S[nearest_step(interval_s)] == step_s


def test_in_a_narrow_window_the_box_alone_stays(controls: LaneControls) -> None:
    controls.show_choice(LaneChoice(Transport.POLL))
    interval = controls.interval
    interval.resize(interval.minimumWidth(), interval.height())
    assert interval.box.isVisible()
    assert not interval.slider.isVisible()
    interval.resize(interval.maximumWidth(), interval.height())
    assert interval.slider.isVisible()
