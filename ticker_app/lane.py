"""One running feed: retry, measure, report."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from ticker_app.choice import LaneChoice


class State(Enum):
    """How far what is on the screen can be trusted, from the age of the data."""

    CONNECTING = "Connecting"
    LIVE = "Live"
    POLLING = "Polling"
    DELAYED = "Delayed"
    STALE = "Stale"
    STALLED = "Stalled"
    RECONNECTING = "Reconnecting"
    OFFLINE = "Offline"


class Health(Struct, frozen=True):
    """A state and the words for it. text: ``Polling every 1 s``; detail: a sentence or ''."""

    state: State
    text: str
    detail: str = ""


class LaneFigures(Struct, frozen=True):
    """What one run of a lane measured, from its start. None: nothing to measure yet.

    Latency is over all symbols; age, unseen age and current are of the selected symbol.
    The definitions are those of the README's "What the numbers mean".
    """

    choice: LaneChoice
    running_s: float
    latency_p50_us: int | None
    latency_p99_us: int | None
    latency_bound_us: int | None
    age_now_us: int | None
    age_mean_us: float | None
    unseen_now_us: int | None
    unseen_mean_us: float | None
    current_share: float | None
    seen: int
    missed: int
    requests: int
    requests_per_s: float
    empty_share: float | None
    bytes_down_per_s: float
    bytes_up_per_s: float
