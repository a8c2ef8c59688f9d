"""What each lane lost, as rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from tests.ticker_app.ui.compare.standin_comparing import StandInComparing
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.measures.breaks import BreakFigures
from ticker_app.ui.faults.lane_rows import HEADS, LaneRow, LaneRowsModel, rows_of

ROW = LaneRow("websocket", "Live", BreakFigures(1, 2, 3, 4, 5))


@pytest.fixture
def model() -> LaneRowsModel:
    return LaneRowsModel()


def cells(model: LaneRowsModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(len(HEADS))]


def test_it_is_a_model(model: LaneRowsModel, qtmodeltester: ModelTester) -> None:
    model.show_rows([ROW, ROW])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


def test_a_row_says_what_its_headings_say(model: LaneRowsModel) -> None:
    model.show_rows([ROW])
    assert cells(model, 0) == ["websocket", "1", "2", "3", "4", "5", "Live"]
    across = Qt.Orientation.Horizontal
    headings = [model.headerData(column, across) for column in range(len(HEADS))]
    assert headings == ["Lane", "Lost", "Recovered", "Late", "Missed", "Holes", "State"]
    tip = Qt.ItemDataRole.ToolTipRole
    assert model.headerData(3, across, tip) == model.index(0, 3).data(tip)
    align = Qt.ItemDataRole.TextAlignmentRole
    sides = [model.headerData(column, across, align) for column in range(len(HEADS))]
    assert sides == [model.index(0, column).data(align) for column in range(len(HEADS))]
    assert sides[0] == sides[6] != sides[1]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(99, across) is None


def test_only_rows_that_changed_are_told(model: LaneRowsModel) -> None:
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.show_rows([ROW, ROW])
    model.show_rows([ROW, LaneRow("sse", "Live", BreakFigures())])
    assert changed == [1]
    assert cells(model, 1)[0] == "sse"


def test_the_windows_own_lane_is_first_and_compared_ones_follow(session: StandInSession) -> None:
    rows = rows_of(session, StandInComparing(), session.now_us)
    assert [row.name for row in rows] == [
        "websocket",
        "websocket",
        "sse",
        "long-poll",
        "poll:1",
    ]
    assert rows[0].state == session.state.text
    assert rows[1].state == "Paused"
