"""Rows under fixed headings."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from typing_extensions import override

from ticker_app.ui.headed_model import Head, HeadedModel

ACROSS = Qt.Orientation.Horizontal
ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole


class Words(HeadedModel[str]):
    """A word, and how long it is."""

    def __init__(self) -> None:
        super().__init__((Head("Word", "As it is written"), Head("Length", "", is_number=True)))

    @override
    def cell(self, row: str, column: int, role: int) -> Any:
        return (row, str(len(row)))[column] if role == Qt.ItemDataRole.DisplayRole else None


@pytest.fixture
def words() -> Words:
    made = Words()
    made.put(["bid", "spread"], are_others=True)
    return made


def test_it_keeps_qts_rules(words: Words, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(words)  # type: ignore[no-untyped-call] # pytest-qt has no types here


def test_only_a_row_that_is_another_now_is_told(words: Words) -> None:
    told: list[tuple[int, int, int]] = []

    def on_changed(top_left: QModelIndex, bottom_right: QModelIndex) -> None:
        told.append((top_left.row(), bottom_right.row(), bottom_right.column()))

    words.dataChanged.connect(on_changed)
    words.put(["bid", "ask"], are_others=False)
    assert told == [(1, 1, 1)]
    assert words.index(1, 1).data() == "3"


def test_other_rows_make_a_view_begin_anew(words: Words, qtbot: QtBot) -> None:
    with qtbot.waitSignal(words.modelReset):
        words.put([], are_others=True)
    assert words.rowCount() == 0


def test_numbers_stand_to_the_right_under_their_heading(words: Words) -> None:
    for column, side in enumerate((Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)):
        assert words.headerData(column, ACROSS, ALIGNMENT) == side | Qt.AlignmentFlag.AlignVCenter
        assert words.index(0, column).data(ALIGNMENT) == words.headerData(column, ACROSS, ALIGNMENT)


def test_there_is_no_heading_beside_the_columns(words: Words) -> None:
    assert words.headerData(0, ACROSS) == "Word"
    assert words.headerData(2, ACROSS) is None
    assert words.headerData(0, Qt.Orientation.Vertical) is None
