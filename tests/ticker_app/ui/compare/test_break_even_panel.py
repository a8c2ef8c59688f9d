"""The break-even: what is chosen of it, and what its chart marks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.compare.standin_comparing import POINTS, StandInComparing
from tests.ticker_app.ui.standin import NOW_US
from ticker_app.compare.argument import Argument
from ticker_app.measures.break_even import Axis, What
from ticker_app.ui.compare.break_even_panel import BreakEvenPanel
from ticker_app.ui.compare.verdict_panel import VerdictPanel
from ticker_app.ui.palette import DARK, LIGHT, Palette
from ticker_app.ui.wording import NARROW


@pytest.fixture
def verdict(comparing: StandInComparing, qtbot: QtBot) -> Iterator[VerdictPanel]:
    made = VerdictPanel(DARK)
    qtbot.addWidget(made)
    made.resize(600, 320)
    made.show_verdict(comparing.verdict(comparing.readings(NOW_US)))
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


@pytest.fixture
def panel(verdict: VerdictPanel) -> BreakEvenPanel:
    return verdict.break_even


def button(panel: BreakEvenPanel, text: str) -> QAbstractButton:
    return next(each for each in panel.buttons if each.text() == text)


def test_bytes_by_the_interval_are_shown_first(panel: BreakEvenPanel) -> None:
    assert panel.isVisible()
    assert panel.chart.point is POINTS[What.BYTES][Axis.INTERVAL]
    assert panel.chart.accessibleName().startswith(
        "Break-even of the WebSocket and polling every 1 s. Polling is the cheaper one in bytes"
    )


def test_another_cost_and_another_axis_can_be_chosen(panel: BreakEvenPanel) -> None:
    button(panel, "messages").click()
    button(panel, "tick rate").click()
    assert panel.chart.point is POINTS[What.MESSAGES][Axis.RATE]
    assert "in messages" in panel.chart.accessibleName()


def test_the_keyboard_reaches_and_chooses(panel: BreakEvenPanel) -> None:
    chosen = button(panel, "bytes")
    chosen.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chosen, Qt.Key.Key_Right)
    assert panel.what is What.MESSAGES
    QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Tab)
    assert panel.window().focusWidget() is button(panel, "interval")
    QTest.keyClick(button(panel, "interval"), Qt.Key.Key_Right)
    assert panel.axis is Axis.RATE


def test_what_the_keyboard_reaches_comes_into_view(
    verdict: VerdictPanel, comparing: StandInComparing, qtbot: QtBot
) -> None:
    told = comparing.verdict(comparing.readings(NOW_US))
    verdict.show_verdict(
        replace(told, argument=replace(told.argument, sentences=["Polling."] * 40))
    )
    verdict.resize(600, 160)
    chart = verdict.break_even.chart
    qtbot.waitUntil(lambda: verdict.verticalScrollBar().maximum() > 0)
    assert chart.visibleRegion().isEmpty()
    first = button(verdict.break_even, "bytes")
    first.clearFocus()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: not chart.visibleRegion().isEmpty())


def test_what_is_not_known_is_said_in_the_place_of_the_chart(panel: BreakEvenPanel) -> None:
    button(panel, "server CPU").click()
    assert panel.chart.point is None
    assert "has not told" in panel.chart.accessibleName()
    assert not panel.chart.grab().toImage().isNull()
    with pytest.raises(ValueError, match="nothing is shown"):
        panel.chart.place(1.0, 1.0)


@pytest.mark.parametrize("palette", [DARK, LIGHT])
def test_the_present_point_is_marked_on_both_curves(
    verdict: VerdictPanel, palette: Palette
) -> None:
    verdict.set_palette(palette)
    chart = verdict.break_even.chart
    point = chart.point
    assert point is not None
    image = chart.grab().toImage()
    for cost, colour in ((point.push_now, palette.pushed), (point.poll_now, palette.polled)):
        x, y = chart.place(point.present, cost)
        assert image.pixelColor(round(float(x)), round(float(y))).name() == colour


def test_where_nothing_crosses_the_curves_are_drawn_all_the_same(panel: BreakEvenPanel) -> None:
    never = replace(POINTS[What.BYTES][Axis.INTERVAL], crossing=None)
    points = {What.BYTES: {Axis.INTERVAL: never}}
    panel.show_argument(replace(panel.argument, points=points))
    assert "within a thousand times" in panel.chart.accessibleName()
    assert not panel.chart.grab().toImage().isNull()


def test_without_two_lanes_to_hold_against_each_other_it_is_hidden(panel: BreakEvenPanel) -> None:
    panel.show_argument(Argument())
    assert not panel.isVisible()


def test_no_line_begins_with_a_unit(verdict: VerdictPanel, comparing: StandInComparing) -> None:
    told = comparing.verdict(comparing.readings(NOW_US))
    said = Argument(["With 1 s polls, polling missed 63 % of the ticks."])
    verdict.show_verdict(replace(told, argument=said))
    assert f"63{NARROW}%" in verdict.words.text()
    assert f"1{NARROW}s polls" in verdict.words.text()
