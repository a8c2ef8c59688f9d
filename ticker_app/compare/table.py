"""A comparison in plain text, for a terminal or a file."""

from __future__ import annotations

from collections.abc import Sequence

from ticker_app.compare.outcome import Outcome
from ticker_app.compare.rows import Cell, Row, rows_of

BEST = "*"


def table_text(outcome: Outcome) -> str:
    """A column for each lane; beneath a figure what theory expects and how far off it was."""
    rows = rows_of(outcome)
    lines = [["", *(lane.name for lane in outcome.lanes)]]
    for row in rows:
        lines += _lines(row)
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    first, *others = (_aligned(line, widths) for line in lines)
    return "\n".join([first, "─" * (sum(widths) + 2 * len(widths) - 2), *others])


def _lines(row: Row) -> list[list[str]]:
    label = f"{row.label}, {row.unit}" if row.unit else row.label
    lines = [[label, *(_measured(cell) for cell in row.cells)]]
    if any(cell.predicted for cell in row.cells):
        lines.append(["  theory", *(_theory(cell) for cell in row.cells)])
    return lines


def _measured(cell: Cell) -> str:
    # The place of the mark is kept free in every cell, so that the digits stand in one column.
    return f"{cell.measured} {BEST if cell.is_best else ' '}"


def _theory(cell: Cell) -> str:
    return f"{cell.predicted}  {cell.residual}  " if cell.predicted else ""


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    label, *cells = line
    aligned = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
    return "  ".join([label.ljust(widths[0]), *aligned]).rstrip()
