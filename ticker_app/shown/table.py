"""A table of exact values: columns of numbers that know what they mean."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Content(Enum):
    """What the numbers of a column are."""

    MOMENT = "moment"
    """µs since the Unix epoch, int64."""
    PRICE = "price"
    """float64, exact: shown with the decimals of its column, and with more if it has more."""
    FIGURE = "figure"
    """float64, computed: shown rounded to the decimals of its column."""
    AMOUNT = "amount"
    """Shares or contracts, float64."""
    COUNT = "count"
    """int64."""
    DURATION = "duration"
    """µs, float64."""
    WORD = "word"
    """Numbers of the column's words."""


class Column(NamedTuple):
    """One column. What is not known is NaN.

    name: in a file.  title: on the screen.  meaning: one sentence.
    values: ``(n,)``, oldest first.
    decimals: to show; of the seconds, if they are moments (0 or 3).
    """

    name: str
    title: str
    meaning: str
    content: Content
    values: NDArray[Any]
    decimals: int = 0
    words: tuple[str, ...] = ()

    def cut(self, rows: slice) -> Column:
        """The same of these rows only."""
        return self._replace(values=self.values[rows])

    @property
    def description(self) -> tuple[object, ...]:
        """All but the values."""
        return self.name, self.title, self.meaning, self.content, self.decimals, self.words


class Table(NamedTuple):
    """What one chart shows, oldest first. The first column is the time, and never decreases.

    symbol: of the chart; '' if there is none yet.  what: ``ticks``, ``5s candles``.
    """

    symbol: str
    what: str
    columns: tuple[Column, ...]

    @property
    def length(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].values) if self.columns else 0

    @property
    def moments_us(self) -> NDArray[np.int64]:
        """The time of each row, µs."""
        return self.columns[0].values if self.columns else np.empty(0, np.int64)

    def cut(self, rows: slice) -> Table:
        """These rows only."""
        return self._replace(columns=tuple(column.cut(rows) for column in self.columns))

    def between(self, from_us: int, until_us: int) -> Table:
        """The rows of a stretch of time, both ends included."""
        first = int(np.searchsorted(self.moments_us, from_us))
        stop = int(np.searchsorted(self.moments_us, until_us, side="right"))
        return self.cut(slice(first, stop))

    def is_like(self, other: Table) -> bool:
        """Whether the other one differs in nothing but its values."""
        return self._description == other._description

    @property
    def _description(self) -> tuple[object, ...]:
        return self.symbol, self.what, *(column.description for column in self.columns)


NO_TABLE = Table("", "", ())
