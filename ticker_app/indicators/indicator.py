"""What indicators have in common: lines kept up at the cost of what changed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ticker_app.candle_columns import CandleColumns
from ticker_app.indicators.growing import GrowingColumns
from ticker_app.indicators.specs import Spec

Lines: TypeAlias = dict[str, NDArray[np.float64]]


class Indicator(ABC):
    """Lines computed from candles: row i of each from candle i and those before it only.

    Because a row looks back and never ahead, the rows before the first candle that differs
    from last time stand. So it is all one whether a candle was added, the open one moved, an
    old one was corrected, or older ones were put before: what is computed anew is what follows
    the first difference. Finding that compares memory; everything else costs what changed.

    reads: the columns of the candles that matter, beside their start.
    carried: rows that are not shown, but that others are computed from.
    """

    reads: ClassVar[tuple[str, ...]] = ("close",)
    carried: ClassVar[tuple[str, ...]] = ()

    def __init__(self, spec: Spec) -> None:
        self._lines = tuple(line.name for line in spec.lines)
        floats = dict.fromkeys(self.reads, np.float64)
        self._candles = GrowingColumns({"start_us": np.int64, **floats})
        self._rows = GrowingColumns(dict.fromkeys((*self._lines, *self.carried), np.float64))

    def update(self, columns: CandleColumns) -> Lines:
        """The lines for these candles, each ``(n,)``, aligned with them, NaN where there are
        not enough candles yet.

        The arrays are read-only, and good until the next update.
        """
        begin = self._first_difference(columns)
        self._take(columns, begin)
        if begin < len(columns.start_us):
            self._fold(columns, begin)
        return {name: _read_only(self._rows[name]) for name in self._lines}

    def _first_difference(self, columns: CandleColumns) -> int:
        """How many candles, from the oldest on, are as they were."""
        same = min(len(self._candles), len(columns.start_us))
        for name in ("start_us", *self.reads):
            differs = self._candles[name][:same] != getattr(columns, name)[:same]
            first = int(differs.argmax()) if same else 0
            same = first if same and differs[first] else same
        return same

    def _take(self, columns: CandleColumns, begin: int) -> None:
        """Remember these candles, and have a row for each."""
        self._candles.resize(len(columns.start_us))
        self._rows.resize(len(columns.start_us))
        for name in ("start_us", *self.reads):
            self._candles[name][begin:] = getattr(columns, name)[begin:]

    @abstractmethod
    def _fold(self, columns: CandleColumns, begin: int) -> None:
        """Write the rows from ``begin`` on, at least one; those before it are right."""


def _read_only(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    rows.flags.writeable = False
    return rows
