"""What the user chose last on each side, so that switching back finds it again."""

from __future__ import annotations

from ticker_app.choice import LaneChoice, Mode, Transport


class LaneMemory:
    """Makes the next choice from what is chosen now and what was chosen before."""

    def __init__(self) -> None:
        self._transports = {Mode.PUSH: Transport.WEBSOCKET, Mode.PULL: Transport.POLL}
        self._interval_s = LaneChoice().interval_s

    def remember(self, choice: LaneChoice) -> None:
        """This is what runs now."""
        self._transports[choice.mode] = choice.transport
        self._interval_s = choice.interval_s

    def with_mode(self, mode: Mode) -> LaneChoice:
        """The other side, by the way that was last used there."""
        return LaneChoice(self._transports[mode], self._interval_s)

    def with_transport(self, transport: Transport) -> LaneChoice:
        """Another way."""
        return LaneChoice(transport, self._interval_s)

    def with_interval(self, interval_s: float) -> LaneChoice:
        """Interval polling at another pace."""
        return LaneChoice(Transport.POLL, interval_s)
