"""What the compare view shows of one lane: its figures, what theory says, its state."""

from __future__ import annotations

from msgspec import Struct

from ticker_app.choice import LaneChoice
from ticker_app.compare.argument import Argument, Rival
from ticker_app.measures.score import ScoreFigures
from ticker_app.measures.theory import Prediction


class Spending(Struct, frozen=True):
    """What a lane costs, a second. empty_share: of the answers of a pull; push has none."""

    requests_per_s: float
    bytes_down_per_s: float
    bytes_up_per_s: float
    empty_share: float | None


class LaneReading(Struct, frozen=True):
    """One lane as it is now. None: nothing to show yet.

    is_running: False while it is paused.
    state: one or two words.  detail: a sentence, or ''.
    rival: what an argument wants to know of it.
    is_compared: whether it is measured in the window of all; not while it is paused.
    seconds: for how long it is measured, or was until its pause.
    """

    choice: LaneChoice
    is_running: bool
    state: str
    detail: str = ""
    score: ScoreFigures | None = None
    spending: Spending | None = None
    prediction: Prediction | None = None
    rival: Rival | None = None
    is_compared: bool = True
    seconds: float | None = None


class Verdict(Struct, frozen=True):
    """What follows from the figures. form: by which theory the predictions were made, or ''."""

    argument: Argument = Argument()
    form: str = ""
