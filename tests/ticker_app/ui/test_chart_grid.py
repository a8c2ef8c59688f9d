from __future__ import annotations

from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings
from ticker_app.grid_settings import GridSettings, Shape
from ticker_app.ui.chart_grid import ChartGrid
from ticker_app.ui.palette import DARK, LIGHT


@pytest.fixture
def grid(qtbot: QtBot, session: StandInSession) -> ChartGrid:
    made = ChartGrid(DARK, GridSettings(Shape.BESIDE))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    for symbol in session.symbols:
        session.tick(symbol, 100.0)
    made.refresh(session, session.now_us)
    return made


def symbols(grid: ChartGrid, session: StandInSession) -> list[str | None]:
    return [chart.symbol_in(session) for chart in grid.shown]


@pytest.mark.parametrize("shape", Shape)
def test_a_shape_shows_its_number_of_charts(
    grid: ChartGrid, session: StandInSession, shape: Shape
) -> None:
    grid.set_shape(shape)
    assert [chart.isVisible() for chart in grid.charts].count(True) == len(shape.places)
    assert grid.settings.shape is shape


def test_a_chart_that_was_hidden_comes_back_as_it_was(
    grid: ChartGrid, session: StandInSession
) -> None:
    grid.charts[1].set_span_s(900)
    grid.set_shape(Shape.ONE)
    grid.set_shape(Shape.BESIDE)
    assert grid.shown[1].span_s == 900
    assert grid.settings.charts[1].span_s == 900


def test_linked_charts_show_the_selected_symbol(grid: ChartGrid, session: StandInSession) -> None:
    grid.show_symbol("BBB")
    session.select("BBB")
    assert symbols(grid, session) == ["BBB", "BBB"]
    assert grid.symbols_in(session) == ("BBB",)


def test_without_the_link_only_the_active_chart_changes(
    grid: ChartGrid, session: StandInSession
) -> None:
    grid.link_symbols(False)
    grid.activate_next()
    grid.show_symbol("CCC")
    assert symbols(grid, session) == ["AAA", "CCC"]
    assert grid.symbols_in(session) == ("AAA", "CCC")


def test_turning_to_a_chart_with_its_own_symbol_asks_for_it(
    grid: ChartGrid, session: StandInSession, qtbot: QtBot
) -> None:
    wanted: list[str] = []
    grid.symbol_wanted.connect(wanted.append)
    grid.activate_next()
    assert wanted == []
    grid.link_symbols(False)
    grid.show_symbol("CCC")
    grid.charts[0].activated.emit()
    grid.charts[0].activated.emit()
    assert wanted == ["AAA"]
    assert grid.active is grid.charts[0]


def test_linking_again_brings_all_to_the_selected_symbol(
    grid: ChartGrid, session: StandInSession
) -> None:
    grid.link_symbols(False)
    grid.show_symbol("BBB")
    grid.link_symbols(True)
    assert symbols(grid, session) == ["AAA", "AAA"]


def test_a_chart_out_of_view_cannot_become_active(grid: ChartGrid) -> None:
    grid.set_shape(Shape.ONE)
    grid.charts[1].activated.emit()
    assert grid.active is grid.charts[0]


def test_only_among_several_the_active_one_is_marked(grid: ChartGrid) -> None:
    assert [chart.property("active") for chart in grid.charts] == [True, False]
    grid.set_shape(Shape.ONE)
    assert grid.charts[0].property("active") is False


def test_what_a_user_changes_is_told(grid: ChartGrid) -> None:
    told: list[GridSettings] = []
    grid.settings_changed.connect(told.append)
    grid.set_shape(Shape.BESIDE)
    assert told == []
    grid.charts[0].set_span_s(300)
    grid.link_crosshairs(False)
    assert told[-1].charts[0].span_s == 300
    assert not told[-1].links_crosshair


def test_an_alert_is_asked_for_the_charts_own_symbol(
    grid: ChartGrid, session: StandInSession
) -> None:
    asked: list[tuple[str, float]] = []
    grid.alert_asked.connect(lambda symbol, price: asked.append((symbol, price)))
    grid.charts[0].alert_asked.emit(99.5)
    grid.charts[1].apply(ChartSettings("CCC"))
    grid.charts[1].alert_asked.emit(101.0)
    assert asked == [("AAA", 99.5), ("CCC", 101.0)]


def test_without_a_symbol_there_is_nothing_to_be_alerted_of(qtbot: QtBot) -> None:
    grid = ChartGrid(LIGHT)
    qtbot.addWidget(grid)
    grid.alert_asked.connect(lambda *_: pytest.fail("there is no symbol"))
    grid.active.alert_asked.emit(1.0)


def test_the_moment_under_the_pointer_is_marked_in_all_that_are_linked(
    grid: ChartGrid, session: StandInSession
) -> None:
    first, second = grid.charts
    at_s = session.now_us / 1e6

    def marked() -> list[bool]:
        grid.refresh(session, session.now_us)
        frame = second.steering.frame
        return [first.pointer.aim(frame) is not None, second.pointer.aim(frame) is not None]

    first.crosshair_moved.emit(at_s)
    assert marked() == [False, True]
    first.crosshair_moved.emit(None)
    assert marked() == [False, False]
    first.crosshair_moved.emit(at_s)
    grid.link_crosshairs(False)
    assert marked() == [False, False]
    first.crosshair_moved.emit(at_s)
    assert marked() == [False, False]


def test_of_four_charts_the_active_one_is_shown_in_each_frame_and_the_others_by_turns(
    grid: ChartGrid, session: StandInSession
) -> None:
    grid.set_shape(Shape.FOUR)
    for _ in range(2):
        grid.refresh(session, session.now_us)
    shown: list[list[bool]] = []
    for _ in range(4):
        session.now_us += 10_000_000
        grid.refresh(session, session.now_us)
        shown.append([chart.time_in_view[1] > session.now_us / 1e6 for chart in grid.shown])
    active = grid.charts.index(grid.active)
    assert all(frame[active] for frame in shown)
    for one, next_one in pairwise(shown):
        assert [a or b for a, b in zip(one, next_one, strict=True)] == [True] * 4
        assert one != next_one
