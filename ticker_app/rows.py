"""A table of numbers that grows at its end and forgets at its beginning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

FEWEST = 32
"""Rows of the first allocation: hundreds of symbols that rarely tick must stay small."""


class Rows:
    """Named columns of equal length, oldest row first, never more than ``capacity`` rows.

    Columns are contiguous, so a slice of one is a view. A view that was handed out never
    changes: rows are only written behind it, and moving them takes new memory.
    """

    def __init__(self, dtypes: Mapping[str, DTypeLike], capacity: int) -> None:
        self.capacity = capacity
        self._columns: dict[str, NDArray[Any]] = {
            name: np.empty(0, dtype) for name, dtype in dtypes.items()
        }
        self._allocated = self._start = self._stop = 0

    def __len__(self) -> int:
        return self._stop - self._start

    def __getitem__(self, name: str) -> NDArray[Any]:
        """One column, read-only, oldest first."""
        view = self._columns[name][self._start : self._stop]
        view.flags.writeable = False
        return view

    def append(self, *values: float) -> None:
        """Add one row, its values in the order of the columns."""
        if self._stop == self._allocated:
            self._reallocate(len(self))
        for column, value in zip(self._columns.values(), values, strict=True):
            column[self._stop] = value
        self._stop += 1
        self._start = max(self._start, self._stop - self.capacity)

    def replace(self, columns: Mapping[str, NDArray[Any]]) -> None:
        """Hold these rows instead; of more than ``capacity`` the newest stay."""
        length = len(next(iter(columns.values())))
        kept = min(length, self.capacity)
        self._start = self._stop = 0
        self._reallocate(kept)
        for name, column in self._columns.items():
            column[:kept] = columns[name][length - kept :]
        self._stop = kept

    def bound(self, capacity: int) -> None:
        """Hold so many rows at most from now on; of more than that the newest stay."""
        self.capacity = capacity
        if self._allocated > _most_allocated(capacity):
            self.replace({name: self[name] for name in self._columns})

    def clear(self) -> None:
        """Hold no rows any more."""
        self.replace({name: column[:0] for name, column in self._columns.items()})

    def _reallocate(self, length: int) -> None:
        """Move to new memory with room behind ``length`` rows.

        A quarter of slack beyond the capacity makes forgetting cheap: once it is full, rows
        move only every ``capacity / 4`` appends.
        """
        wanted = max(2 * length, FEWEST)
        self._allocated = min(wanted, _most_allocated(self.capacity))
        for name, old in self._columns.items():
            rows = old[self._start : self._stop]
            self._columns[name] = np.empty(self._allocated, old.dtype)
            self._columns[name][: len(rows)] = rows
        self._start, self._stop = 0, self._stop - self._start


def _most_allocated(capacity: int) -> int:
    return capacity + capacity // 4 + 1
