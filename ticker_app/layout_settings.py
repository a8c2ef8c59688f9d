"""How the window was left: what a next start brings back."""

from __future__ import annotations

from msgspec import Struct

from ticker_app.choice import ChoiceError, LaneChoice, lane_name, parse_lane


class LayoutSettings(Struct, frozen=True):
    """Where the panels are.

    window, panels: what Qt says of the window's place and its panels, base64; '' for the usual.
    moving: whether panels show the titles by which they are moved.
    """

    window: str = ""
    panels: str = ""
    moving: bool = False


class WatchedSettings(Struct, frozen=True):
    """What was looked at, and how it came.

    lane: as on the command line of a comparison, ``websocket`` or ``poll:0.5``.
    """

    lane: str = "websocket"
    symbol: str | None = None
    reference: bool = True

    @property
    def choice(self) -> LaneChoice:
        """The lane; the usual one if a file names none that exists."""
        try:
            return parse_lane(self.lane)
        except ChoiceError:
            return LaneChoice()


def watched(choice: LaneChoice, symbol: str | None, *, reference: bool) -> WatchedSettings:
    """What to remember of a session."""
    return WatchedSettings(lane_name(choice), symbol, reference)
