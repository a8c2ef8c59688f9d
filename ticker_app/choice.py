"""What a user chooses between: push or pull, by which transport, how often."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

SHORTEST_INTERVAL_S = 0.1
LONGEST_INTERVAL_S = 60.0

_POLL = "poll:"
# float() alone would take 'nan', '1_0' and '1e-1', whose minus would look like a range.
_INTERVALS = re.compile(r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?", re.ASCII)


class ChoiceError(Exception):
    """Words that name no choice: one sentence with what was given and what would do."""


class Mode(StrEnum):
    """Who begins: the server (push) or the client (pull)."""

    PUSH = "push"
    PULL = "pull"


class Transport(StrEnum):
    """The four ways to hear a feed, by the names of the command line."""

    WEBSOCKET = "websocket"
    SSE = "sse"
    LONG_POLL = "long-poll"
    POLL = "poll"

    @property
    def mode(self) -> Mode:
        """Which side begins on this transport."""
        pushed = (Transport.WEBSOCKET, Transport.SSE)
        return Mode.PUSH if self in pushed else Mode.PULL


class LaneChoice(Struct, frozen=True):
    """One way to hear the feed.

    interval_s: between two polls; only ``poll`` uses it.
    longest_interval_s: if not None, polling is adaptive: the interval goes from interval_s,
        while news comes, up to this, while none does.
    """

    transport: Transport = Transport.WEBSOCKET
    interval_s: float = 1.0
    longest_interval_s: float | None = None

    @property
    def mode(self) -> Mode:
        """Push or pull."""
        return self.transport.mode


def parse_lane(text: str) -> LaneChoice:
    """Read a lane: ``websocket``, ``sse``, ``long-poll``, ``poll:1``, ``poll:0.5-5``.

    Raises:
        ChoiceError: it is none.
    """
    if text.startswith(_POLL):
        return LaneChoice(Transport.POLL, *parse_intervals(text.removeprefix(_POLL)))
    try:
        return LaneChoice(Transport(text))
    except ValueError:
        names = ", ".join(Transport)
        raise ChoiceError(
            f"{text!r} is not a lane; one is {names}, {_POLL}SECONDS or {_POLL}SHORTEST-LONGEST"
        ) from None


def lane_name(choice: LaneChoice) -> str:
    """What `parse_lane` reads: ``websocket``, ``poll:1``, ``poll:0.5-5``."""
    if choice.transport is not Transport.POLL:
        return choice.transport.value
    bounds = (choice.interval_s, choice.longest_interval_s)
    return _POLL + "-".join(_number(seconds) for seconds in bounds if seconds is not None)


def parse_intervals(text: str) -> tuple[float, float | None]:
    """Read ``SECONDS`` or, for adaptive polling, ``SHORTEST-LONGEST``.

    Returns:
        The interval, or the shortest one, and the longest one if there are two.

    Raises:
        ChoiceError: it is neither, or out of bounds.
    """
    found = _INTERVALS.fullmatch(text)
    if found is not None:
        shortest_s = float(found[1])
        longest_s = None if found[2] is None else float(found[2])
        top_s = shortest_s if longest_s is None else longest_s
        is_range = longest_s is None or shortest_s < longest_s
        if is_range and shortest_s >= SHORTEST_INTERVAL_S and top_s <= LONGEST_INTERVAL_S:
            return shortest_s, longest_s
    raise ChoiceError(
        f"{text!r} is not a number of seconds from {SHORTEST_INTERVAL_S:g} to "
        f"{LONGEST_INTERVAL_S:g}, nor a range of them like 0.5-5"
    )


def _number(seconds: float) -> str:
    return str(float(seconds)).removesuffix(".0")


class Switch(Struct, frozen=True):
    """The user switched to ``choice`` at ``at_us`` (client clock)."""

    at_us: int
    choice: LaneChoice
