"""A clock that only sleeping moves on."""

from __future__ import annotations

import math

from server.sources.pace import Pacer


class FakeTime:
    """Time for a ``Pacer``.

    Attributes:
        now_us: the time, to read or to set.
        slept_s: how long each sleep was asked to be.
        early_us: how much too early every sleep ends.
    """

    def __init__(self, early_us: int = 0) -> None:
        self.now_us = 1_000_000
        self.slept_s: list[float] = []
        self.early_us = early_us

    @property
    def pacer(self) -> Pacer:
        return Pacer(now_us=lambda: self.now_us, sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        asked_us = math.ceil(seconds * 1e6)
        self.now_us += asked_us - self.early_us if asked_us > self.early_us else asked_us
