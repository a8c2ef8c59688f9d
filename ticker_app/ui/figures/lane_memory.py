"""What the user chose last on each side, so that switching back finds it again."""

from __future__ import annotations

from ticker_app.choice import LONGEST_INTERVAL_S, LaneChoice, Mode, Transport

_LONGEST_RATIO = 10.0
"""Adaptive polling asks at least this share as often as its shortest interval would."""


class LaneMemory:
    """Makes the next choice from what is chosen now and what was chosen before."""

    def __init__(self) -> None:
        self._transports = {Mode.PUSH: Transport.WEBSOCKET, Mode.PULL: Transport.POLL}
        self._interval_s = LaneChoice().interval_s
        self._longest_s: float | None = None

    def remember(self, choice: LaneChoice) -> None:
        """This is what runs now."""
        self._transports[choice.mode] = choice.transport
        self._interval_s = choice.interval_s
        if choice.transport is Transport.POLL:
            self._longest_s = choice.longest_interval_s

    def with_mode(self, mode: Mode) -> LaneChoice:
        """The other side, by the way that was last used there."""
        return self._choice(self._transports[mode], self._longest_s)

    def with_transport(self, transport: Transport, *, adaptive: bool = False) -> LaneChoice:
        """Another way. adaptive: a poll whose interval adapts, up to ten times as long."""
        longest_s = self._longest_s or _longest_s(self._interval_s)
        return self._choice(transport, longest_s if adaptive else None)

    def with_interval(self, interval_s: float) -> LaneChoice:
        """Interval polling at another pace, adaptive if it was."""
        longest_s = None if self._longest_s is None else _longest_s(interval_s)
        return LaneChoice(Transport.POLL, interval_s, longest_s)

    def _choice(self, transport: Transport, longest_s: float | None) -> LaneChoice:
        is_poll = transport is Transport.POLL
        return LaneChoice(transport, self._interval_s, longest_s if is_poll else None)


def _longest_s(interval_s: float) -> float:
    return min(_LONGEST_RATIO * interval_s, LONGEST_INTERVAL_S)
