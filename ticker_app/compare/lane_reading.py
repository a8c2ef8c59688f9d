"""What the compare view shows of one lane: its figures, what theory says, its state."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.measures.break_even import BreakEven, PollCost, PushCost, break_even
from ticker_app.measures.score import ScoreFigures
from ticker_app.measures.theory import Prediction


class Spending(Struct, frozen=True):
    """What a lane costs, a second. empty_share: of the answers of a pull; push has none."""

    requests_per_s: float
    bytes_down_per_s: float
    bytes_up_per_s: float
    empty_share: float | None

    @property
    def bytes_per_s(self) -> float:
        """In both directions."""
        return self.bytes_down_per_s + self.bytes_up_per_s


class LaneReading(Struct, frozen=True):
    """One lane as it is now. None: nothing to show yet.

    is_running: False while it is paused.
    state: one or two words.  detail: a sentence, or ''.
    """

    choice: LaneChoice
    is_running: bool
    state: str
    detail: str = ""
    score: ScoreFigures | None = None
    spending: Spending | None = None
    prediction: Prediction | None = None


class Verdict(Struct, frozen=True):
    """What follows from the figures. form: by which theory the predictions were made, or ''."""

    sentences: Sequence[str] = ()
    form: str = ""


def bytes_break_even(lanes: Sequence[LaneReading], rate_hz: float) -> BreakEven | None:
    """From which poll interval on polling takes fewer bytes than push.

    Of the first push lane and the first poll of a fixed interval that run; None without both of
    them, or before either of them spent anything.

    Args:
        lanes: as they are now.
        rate_hz: of ticks of all symbols together; above 0.
    """
    push = next((lane.spending for lane in lanes if _is_push(lane)), None)
    poll = next((lane.spending for lane in lanes if _is_fixed_poll(lane)), None)
    if push is None or poll is None or not (push.bytes_per_s and poll.requests_per_s):
        return None
    per_poll = poll.bytes_per_s / poll.requests_per_s
    return break_even(
        "interval_s",
        PushCost(push.bytes_per_s / rate_hz),
        PollCost(full=per_poll, empty=per_poll),
        rate_hz=rate_hz,
        interval_s=1 / poll.requests_per_s,
    )


def _is_push(lane: LaneReading) -> bool:
    return lane.is_running and lane.choice.mode is Mode.PUSH


def _is_fixed_poll(lane: LaneReading) -> bool:
    fixed = lane.choice.transport is Transport.POLL and lane.choice.longest_interval_s is None
    return lane.is_running and fixed
