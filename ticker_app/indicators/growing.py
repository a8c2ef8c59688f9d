"""Columns whose end is rewritten in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


class GrowingColumns:
    """Named columns of equal length; what is beyond a new length is not written yet."""

    def __init__(self, dtypes: Mapping[str, DTypeLike]) -> None:
        self._memory: dict[str, NDArray[Any]] = {
            name: np.empty(0, dtype) for name, dtype in dtypes.items()
        }
        self._allocated = self._length = 0

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, name: str) -> NDArray[Any]:
        """One column, ``(len(self),)``, to be written to; a view, good until it is resized."""
        return self._memory[name][: self._length]

    def resize(self, length: int) -> None:
        """Keep the first rows and have ``length`` of them; takes twice the room when full."""
        if length > self._allocated:
            self._allocated = 2 * length
            for name, old in self._memory.items():
                self._memory[name] = np.empty(self._allocated, old.dtype)
                self._memory[name][: self._length] = old[: self._length]
        self._length = length
