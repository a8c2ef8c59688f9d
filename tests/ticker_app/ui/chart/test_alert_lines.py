"""Lines at the prices that alerts wait for, under a pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ticker_app.alerts.alert import Alert, Condition
from ticker_app.chart_settings import PriceScale
from ticker_app.ui import theme
from ticker_app.ui.chart.alert_lines import AlertLines, Place, nearest
from ticker_app.ui.chart.panes import PricePane
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.price_axis import PriceAxis
from ticker_app.ui.chart.view import ChartView
from ticker_app.ui.palette import DARK, LIGHT

AXIS = PriceAxis(PriceScale.LINEAR, 1.0, 2)


def alert(level: float, number: int = 1, condition: Condition = Condition.CROSSING) -> Alert:
    return Alert("AAA", condition, level, id=number)


class Stage:
    """A pane from 90 to 110 with lines, and what they told."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.window.resize(400, 300)
        self.view = ChartView()
        QVBoxLayout(self.window).addWidget(self.view)
        self.pane = PricePane(theme.font(), DARK)
        self.view.ci.addItem(self.pane.box, 0, 0)
        self.lines = AlertLines(self.pane, self.view, theme.font(), DARK, self.view)
        self.told: list[tuple[object, ...]] = []
        self.lines.moved.connect(lambda *what: self.told.append(("moved", *what)))
        self.lines.asked.connect(lambda what: self.told.append(("asked", what)))
        self.lines.removed.connect(lambda what: self.told.append(("removed", what)))

    def show(self, *alerts: Alert, axis: PriceAxis = AXIS) -> None:
        bottom, top = axis.units(90.0), axis.units(110.0)
        self.pane.set_range(Frame(0, 100, 1), (bottom, top))
        self.pane.axis = axis
        self.lines.show(alerts)

    def at(self, price: float, axis: PriceAxis = AXIS) -> QPoint:
        """Where a price stands, px of the viewport."""
        in_pane = QPointF(100, self.pane.y_px(axis.units(price)))
        return QPoint(self.view.mapFromScene(self.pane.box.mapToScene(in_pane)))

    def mouse(self, kind: QEvent.Type, at: QPoint, *, left: bool = False) -> None:
        """The pointer does something."""
        button = Qt.MouseButton.LeftButton if left else Qt.MouseButton.NoButton
        where = QPointF(at)
        event = QMouseEvent(kind, where, where, button, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.view.viewport(), event)

    def drag(self, from_price: float, to_price: float) -> None:
        """Press, move, release."""
        self.mouse(QEvent.Type.MouseButtonPress, self.at(from_price), left=True)
        self.mouse(QEvent.Type.MouseMove, self.at(to_price), left=True)
        self.mouse(QEvent.Type.MouseButtonRelease, self.at(to_price), left=True)

    def cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape(self.view.viewport().cursor().shape())


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    made = Stage()
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitUntil(lambda: made.pane.size.height() > 100)
    return made


def test_the_nearest_line_is_meant_if_it_is_near_enough() -> None:
    places = [Place(alert(1, 1), 10.0), Place(alert(2, 2), 14.0)]
    assert nearest(places, 13.0) == places[1]
    assert nearest(places, 5.0) == places[0]
    assert nearest(places, 20.0) is None
    assert nearest([], 0.0) is None


def test_alerts_that_wait_for_a_price_in_view_have_a_line(stage: Stage) -> None:
    assert stage.lines.texts == []
    stage.show(
        alert(100.0, 1, Condition.ABOVE),
        alert(95.0, 2, Condition.BELOW),
        alert(105.5, 3),
        alert(120.0, 4),
        Alert("AAA", Condition.ABOVE, 101.0, enabled=False, id=5),
        Alert("AAA", Condition.MOVES, percent=1.0, window_s=60.0, id=6),
    )
    assert stage.lines.texts == [
        "alert at 100.00 or above",
        "alert at 95.00 or below",
        "alert at 105.50",
    ]


@pytest.mark.parametrize(
    "axis", [AXIS, PriceAxis(PriceScale.LOG, 1.0, 2), PriceAxis(PriceScale.PERCENT, 100.0, 2)]
)
def test_a_line_is_dragged_to_another_price_on_any_scale(stage: Stage, axis: PriceAxis) -> None:
    stage.show(alert(100.0), axis=axis)
    stage.mouse(QEvent.Type.MouseButtonPress, stage.at(100.0, axis), left=True)
    stage.mouse(QEvent.Type.MouseMove, stage.at(105.0, axis), left=True)
    (text,) = stage.lines.texts
    stage.mouse(QEvent.Type.MouseButtonRelease, stage.at(105.0, axis), left=True)
    ((what, number, level),) = stage.told
    assert (what, number) == ("moved", 1)
    assert level == pytest.approx(105.0, abs=0.2)
    assert text == f"alert at {level:.2f}"


def test_a_line_cannot_be_dragged_out_of_view(stage: Stage) -> None:
    stage.show(alert(100.0))
    stage.drag(100.0, 150.0)
    assert stage.told == [("moved", 1, 110.0)]


def test_a_click_moves_nothing(stage: Stage) -> None:
    stage.show(alert(100.0))
    stage.mouse(QEvent.Type.MouseButtonPress, stage.at(100.0), left=True)
    stage.mouse(QEvent.Type.MouseButtonRelease, stage.at(100.0), left=True)
    assert stage.told == []
    assert stage.lines.texts == ["alert at 100.00"]


def test_an_alert_that_is_gone_meanwhile_is_told_all_the_same(stage: Stage) -> None:
    stage.show(alert(100.0))
    stage.mouse(QEvent.Type.MouseButtonPress, stage.at(100.0), left=True)
    stage.show()
    stage.mouse(QEvent.Type.MouseMove, stage.at(105.0), left=True)
    stage.mouse(QEvent.Type.MouseButtonRelease, stage.at(105.0), left=True)
    assert [what for what, *_ in stage.told] == ["moved"]
    assert stage.lines.texts == []


def test_beside_a_line_the_pointer_is_left_to_the_chart(stage: Stage, qtbot: QtBot) -> None:
    stage.show(alert(100.0))
    with qtbot.waitSignal(stage.view.pressed):
        stage.drag(95.0, 105.0)
    assert stage.told == []


def test_the_line_under_the_pointer_shows_that_it_can_be_dragged(stage: Stage) -> None:
    stage.show(alert(100.0))
    calm = stage.view.grab().toImage()
    stage.mouse(QEvent.Type.MouseMove, stage.at(100.0))
    assert stage.cursor() is Qt.CursorShape.SizeVerCursor
    assert stage.view.grab().toImage() != calm
    stage.mouse(QEvent.Type.MouseMove, stage.at(95.0))
    assert stage.cursor() is not Qt.CursorShape.SizeVerCursor
    stage.mouse(QEvent.Type.MouseMove, stage.at(100.0))
    QApplication.sendEvent(stage.view.viewport(), QEvent(QEvent.Type.Leave))
    assert stage.cursor() is not Qt.CursorShape.SizeVerCursor


def test_a_chart_that_is_dragged_over_a_line_does_not_mean_it(stage: Stage) -> None:
    stage.show(alert(100.0))
    stage.mouse(QEvent.Type.MouseMove, stage.at(100.0), left=True)
    assert stage.cursor() is not Qt.CursorShape.SizeVerCursor


def test_a_double_click_asks_for_the_alert(stage: Stage) -> None:
    stage.show(alert(100.0))
    stage.mouse(QEvent.Type.MouseButtonDblClick, stage.at(100.0), left=True)
    assert stage.told == [("asked", 1)]
    stage.mouse(QEvent.Type.MouseButtonDblClick, stage.at(95.0), left=True)
    assert len(stage.told) == 1


def test_the_menu_of_a_line_changes_or_deletes_the_alert(stage: Stage) -> None:
    stage.show(alert(100.0))
    for price in (100.0, 95.0):
        at = stage.at(price)
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, at, stage.view.viewport().mapToGlobal(at))
        QApplication.sendEvent(stage.view.viewport(), event)
    (menu,) = stage.view.findChildren(QMenu)
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert stage.told == [("asked", 1), ("removed", 1)]


def test_the_scale_beside_the_pane_has_no_lines(stage: Stage) -> None:
    stage.show(alert(100.0))
    QTest.mouseMove(stage.view.viewport(), QPoint(399, stage.at(100.0).y()))
    outside = QPoint(stage.view.width() + 50, stage.at(100.0).y())
    stage.mouse(QEvent.Type.MouseMove, outside)
    assert stage.cursor() is not Qt.CursorShape.SizeVerCursor


def test_other_colours_are_painted(stage: Stage) -> None:
    stage.show(alert(100.0), alert(109.9, 2))
    dark = stage.view.grab().toImage()
    stage.lines.set_look(theme.font(), LIGHT)
    assert stage.view.grab().toImage() != dark


def test_where_a_price_has_no_logarithm_it_has_no_line(stage: Stage) -> None:
    stage.show(alert(-5.0), axis=PriceAxis(PriceScale.LOG, 1.0, 2))
    assert stage.lines.texts == []
