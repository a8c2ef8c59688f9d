"""What each lane lost, got back and got late, as rows of a table."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from PySide6.QtCore import Qt
from typing_extensions import override

from ticker_app.choice import lane_name
from ticker_app.compare.comparing import Comparing
from ticker_app.measures.breaks import BreakFigures
from ticker_app.session import Session
from ticker_app.ui.headed_model import Head, HeadedModel

HEADS = (
    Head("Lane", "The way it hears; the first is the window's own"),
    Head("Lost", "Connections that ended by themselves or could not be had", is_number=True),
    Head(
        "Recovered",
        "Ticks of a break: published before the connection was made that delivered them",
        is_number=True,
    ),
    Head("Late", "Ticks that came more than a second after their publication", is_number=True),
    Head(
        "Missed", "Ticks published and never delivered, by each symbol's own count", is_number=True
    ),
    Head("Holes", "How often the lane was told that something is missing for good", is_number=True),
    Head("State", "As the lane itself sees it"),
)


class LaneRow(Struct, frozen=True):
    """One lane. name: as on the command line."""

    name: str
    state: str
    breaks: BreakFigures

    def texts(self) -> tuple[str, ...]:
        """What stands in its cells."""
        b = self.breaks
        numbers = (b.lost_connections, b.recovered, b.late, b.missed, b.holes)
        return (self.name, *map(str, numbers), self.state)


def rows_of(session: Session, comparing: Comparing, now_us: int) -> list[LaneRow]:
    """The window's own lane, and those of the compare view."""
    own = LaneRow(lane_name(session.choice), session.health(now_us).text, session.breaks())
    compared = [
        LaneRow(lane.name, "Paused" if health is None else health.text, lane.breaks())
        for lane in comparing.lanes
        for health in (lane.health(now_us),)
    ]
    return [own, *compared]


class LaneRowsModel(HeadedModel[LaneRow]):
    """The rows of all lanes."""

    def __init__(self) -> None:
        super().__init__(HEADS)

    def show_rows(self, rows: list[LaneRow]) -> None:
        """Show these; the same again changes nothing."""
        self.put(rows, are_others=len(rows) != len(self.rows))

    @override
    def cell(self, row: LaneRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts()[column]
        return HEADS[column].meaning if role == Qt.ItemDataRole.ToolTipRole else None
