"""Flashes that fade in steps: of which symbols, how strongly, and which to repaint."""

from __future__ import annotations

FLASH_US = 800_000
STEPS = 5
"""A fade in a few steps repaints a few times, not at every frame."""
APART_US = 334_000
"""No more than three flashes a second in one place (WCAG 2.2, 2.3.1)."""


class _Flash:
    """The running flash of a symbol, and the one that waits. step: 0 is over."""

    __slots__ = ("began_us", "direction", "step", "waiting")

    def __init__(self, direction: int, now_us: int) -> None:
        self.begin(direction, now_us)

    def begin(self, direction: int, now_us: int) -> None:
        self.began_us, self.direction, self.step, self.waiting = now_us, direction, STEPS, 0


class Flashes:
    """The flashes of a list of symbols. A newer flash of a symbol replaces the older one."""

    def __init__(self) -> None:
        self._flashes: dict[str, _Flash] = {}

    def begin(self, symbol: str, direction: int, now_us: int) -> None:
        """A symbol rose (1) or fell (−1). Sooner than a third of a second after the last
        flash it waits; one that the other way has overtaken is over at once."""
        flash = self._flashes.get(symbol)
        if flash is None:
            self._flashes[symbol] = _Flash(direction, now_us)
        elif now_us - flash.began_us >= APART_US:
            flash.begin(direction, now_us)
        else:
            flash.waiting = direction
            if direction != flash.direction:
                flash.step = 0

    def strength(self, symbol: str) -> float:
        """From −1 (just fell) to 1 (just rose); 0: no flash."""
        flash = self._flashes.get(symbol)
        return 0.0 if flash is None else flash.direction * flash.step / STEPS

    def fade(self, now_us: int) -> list[str]:
        """Fade to ``now_us``; returns the symbols that look different now."""
        return [symbol for symbol in [*self._flashes] if self._fade_one(symbol, now_us)]

    def _fade_one(self, symbol: str, now_us: int) -> bool:
        flash = self._flashes[symbol]
        passed_us = now_us - flash.began_us
        if flash.waiting and passed_us >= APART_US:
            flash.begin(flash.waiting, now_us)
            return True
        step = STEPS - passed_us * STEPS // FLASH_US
        if step <= 0:
            del self._flashes[symbol]
        elif step >= flash.step:
            return False
        faded, flash.step = flash.step > 0, step
        return faded
