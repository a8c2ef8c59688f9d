"""Flashes that fade in steps: which rows, how strongly, and which to repaint."""

from __future__ import annotations

FLASH_US = 800_000
STEPS = 5
"""A fade in a few steps repaints a few times, not at every frame."""


class Flashes:
    """The flashes of a list of rows. A newer flash of a row replaces the older one."""

    def __init__(self) -> None:
        self._began: dict[int, tuple[int, int]] = {}
        self._steps: dict[int, int] = {}

    def begin(self, row: int, direction: int, now_us: int) -> None:
        """A row rose (1) or fell (−1)."""
        self._began[row] = (now_us, direction)
        self._steps[row] = STEPS

    def strength(self, row: int) -> float:
        """From −1 (just fell) to 1 (just rose); 0: no flash."""
        if row not in self._began:
            return 0.0
        return self._began[row][1] * self._steps[row] / STEPS

    def fade(self, now_us: int) -> list[int]:
        """Fade to ``now_us``; returns the rows that look different now."""
        faded = []
        for row, (began_us, _) in list(self._began.items()):
            step = STEPS - int((now_us - began_us) * STEPS / FLASH_US)
            if step >= self._steps[row]:
                continue
            faded.append(row)
            self._steps[row] = step
            if step <= 0:
                del self._began[row], self._steps[row]
        return faded
