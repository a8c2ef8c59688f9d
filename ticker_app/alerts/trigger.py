"""When an alert fires: a state for each kind of condition, moved on by prices."""

from __future__ import annotations

from abc import ABC, abstractmethod
from copy import copy

from msgspec import Struct
from typing_extensions import override

from ticker_app.alerts.alert import Alert
from ticker_app.alerts.extremes import Extremes

_ROUNDING = 1e-9
"""A move of exactly so many percent is met whatever binary fractions make of it."""


class Met(Struct, frozen=True):
    """A condition was met.

    direction: 1 by a rising price, −1 by a falling one.
    moved_share: how far it moved within the time; None for a level.
    """

    direction: int
    moved_share: float | None = None


class Trigger(ABC):
    """Looks at every price of one symbol, oldest first, and says when the condition is met."""

    @abstractmethod
    def see(self, price: float, at_us: int, *, follows: bool = True) -> Met | None:
        """Look at a price; the first one only tells the side.

        Args:
            price: the price.
            at_us: when it was published, client clock.
            follows: False where prices between the last one and this were not seen.
        """

    @abstractmethod
    def copy(self) -> Trigger:
        """One that goes its own way from here on."""

    side: int | None = None
    """Of its level the price was seen on: −1 below, 0 at, 1 above; None: not known, or no
    level."""

    @property
    def is_armed(self) -> bool:
        """Whether the next price could meet the condition."""
        return True


class LevelTrigger(Trigger):
    """Met when the price reaches its level from where it was, or goes through.

    Met once: before it can be met again the price must have been on the other side of the
    level. A price at the level is on neither.
    """

    def __init__(self, alert: Alert, level: float, side: int | None = None) -> None:
        """side: where the price was seen last."""
        self.side = side
        self._alert = alert
        self._level = level

    @property
    @override
    def is_armed(self) -> bool:
        condition = self._alert.condition
        return (self.side == -1 and condition.is_met_upwards) or (
            self.side == 1 and condition.is_met_downwards
        )

    @override
    def see(self, price: float, at_us: int, *, follows: bool = True) -> Met | None:
        was_armed, before = self.is_armed, self.side
        self.side = (price > self._level) - (price < self._level)
        return Met(-before) if was_armed and before and self.side != before else None

    @override
    def copy(self) -> Trigger:
        return LevelTrigger(self._alert, self._level, self.side)


class MoveTrigger(Trigger):
    """Met when the price is so many percent from the lowest or highest in the last seconds.

    The window begins anew whenever it is met, so a long move is met once for each time that it
    went so far. Where prices were not seen it says nothing that may not have been: a lane that
    brings few prices finds fewer moves.
    """

    def __init__(self, alert: Alert, share: float, extremes: Extremes) -> None:
        """share: how far, of the price before.  extremes: of the window, so far."""
        self._alert = alert
        self._share = share
        self._extremes = extremes

    @override
    def see(self, price: float, at_us: int, *, follows: bool = True) -> Met | None:
        low, high = self._extremes.add(price, at_us, follows=follows)
        met = self._met(price, low, high)
        if met is not None:
            self._extremes.restart()
        return met

    def _met(self, price: float, low: float, high: float) -> Met | None:
        rose, fell = _moved_share(price, low), _moved_share(price, high)
        least = self._share - _ROUNDING
        if self._alert.condition.is_met_upwards and rose >= least:
            return Met(1, rose)
        if self._alert.condition.is_met_downwards and -fell >= least:
            return Met(-1, fell)
        return None

    @override
    def copy(self) -> Trigger:
        return MoveTrigger(self._alert, self._share, copy(self._extremes))


def _moved_share(price: float, since: float) -> float:
    """Of a price that was zero nothing is a share."""
    return (price - since) / abs(since) if since else 0.0


def trigger_of(alert: Alert, side: int | None = None) -> Trigger:
    """What an alert waits for; side: where the price was seen last, None: not known."""
    if alert.level is not None and alert.condition.has_level:
        return LevelTrigger(alert, alert.level, side)
    share, window_us = (alert.percent or 0.0) / 100, round((alert.window_s or 0.0) * 1e6)
    return MoveTrigger(alert, share, Extremes(window_us))
