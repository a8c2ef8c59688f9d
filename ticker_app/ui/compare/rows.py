"""The figures of the compare table: what each is, what theory says of it, who is best.

Pure: readings in, text and marks out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from operator import attrgetter

from msgspec import Struct

from ticker_app.choice import Mode
from ticker_app.compare.lane_reading import LaneReading, Spending
from ticker_app.measures.batches import Estimate
from ticker_app.measures.score import ScoreFigures
from ticker_app.measures.theory import Prediction
from ticker_app.ui import wording
from ticker_app.ui.local_text import number
from ticker_app.ui.wording import NARROW, NOTHING, Quantity

Read = Callable[[LaneReading], Estimate | None]


class Row(Struct, frozen=True):
    """One figure.

    predicted: what theory says; None: theory says nothing about this figure.
    of_pull: theory says something about a pull only.
    is_share: the residual is a difference in points rather than relative.
    more_is_better: else less is.
    """

    label: str
    meaning: str
    text: Callable[[float | None], Quantity]
    measured: Read
    predicted: Callable[[Prediction], float | None] | None = None
    of_pull: bool = False
    is_share: bool = False
    more_is_better: bool = False


class Cell(Struct, frozen=True):
    """One figure of one lane, ready to be painted. theory: ``0.61 s  +1.2 %``, or ''."""

    text: str = NOTHING
    theory: str = ""
    is_best: bool = False


def cells(row: Row, lanes: Sequence[LaneReading]) -> list[Cell]:
    """A row of the table, a cell for each lane."""
    values = [row.measured(lane) for lane in lanes]
    texts = [_text(row, value) for value in values]
    # Only what is measured in one window can be held against each other.
    compared = [
        value if lane.is_compared else None for lane, value in zip(lanes, values, strict=True)
    ]
    best = _best(row, compared, texts)
    return [
        Cell(text, _theory(row, lane, value), index in best)
        for index, (lane, value, text) in enumerate(zip(lanes, values, texts, strict=True))
    ]


def _text(row: Row, value: Estimate | None) -> str:
    return str(row.text(None if value is None else value.value))


def _best(row: Row, values: Sequence[Estimate | None], texts: Sequence[str]) -> set[int]:
    """Who is best, or as good within the errors of both; nobody where all are alike."""
    known = {index: value for index, value in enumerate(values) if value is not None}
    if len(known) < 2:
        return set()
    choose = max if row.more_is_better else min
    first = choose(known, key=lambda index: known[index].value)
    best = {
        index
        for index, value in known.items()
        if texts[index] == texts[first] or _alike(value, known[first])
    }
    return best if len(best) < len(known) else set()


def _alike(one: Estimate, other: Estimate) -> bool:
    if one.error is None or other.error is None:
        return False
    return abs(one.value - other.value) <= math.hypot(one.error, other.error)


def _theory(row: Row, lane: LaneReading, measured: Estimate | None) -> str:
    if row.predicted is None or lane.prediction is None:
        return ""
    if row.of_pull and lane.choice.mode is not Mode.PULL:
        return ""
    predicted = row.predicted(lane.prediction)
    if predicted is None:
        return ""
    text = str(row.text(predicted))
    return text if measured is None else f"{text}  {_residual(row, measured.value, predicted)}"


def _residual(row: Row, measured: float, predicted: float) -> str:
    """Measured less predicted: in points of a share, otherwise relative."""
    if row.is_share:
        return f"{wording.signed((measured - predicted) * 100, 1)}{NARROW}pp"
    if predicted == 0:
        return NOTHING
    percent = (measured / predicted - 1) * 100
    return f"{wording.signed(percent, 1 if abs(percent) < 99.5 else 0)}{NARROW}%"


def _score(read: Callable[[ScoreFigures], Estimate | None]) -> Read:
    return lambda lane: None if lane.score is None else read(lane.score)


def _spending(read: Callable[[Spending], float | None]) -> Read:
    return lambda lane: None if lane.spending is None else _exact(read(lane.spending))


def _exact(value: float | None) -> Estimate | None:
    return None if value is None else Estimate(value, None)


def _basis_points(value: float | None) -> Quantity:
    return wording.UNKNOWN if value is None else Quantity(number(value, 2), "bp")


def _count(value: float | None) -> Quantity:
    return wording.count(None if value is None else round(value))


# --- rows of one kind: a score and its prediction go by the same name ---


def _latency(label: str, share: str, name: str) -> Row:
    def read(score: ScoreFigures) -> Estimate | None:
        latency = score.latency_us
        return None if latency is None else _exact(getattr(latency, name))

    meaning = f"{share} of the ticks took at most this long from publication to delivery."
    return Row(label, meaning, wording.duration, _score(read))


def _age(label: str, meaning: str, name: str) -> Row:
    return Row(label, meaning, wording.duration, _score(attrgetter(name)), attrgetter(name))


def _share(label: str, meaning: str, name: str) -> Row:
    return Row(
        label,
        meaning,
        wording.share,
        _score(attrgetter(name)),
        attrgetter(name),
        is_share=True,
        more_is_better=True,
    )


def _bytes(label: str, what: str, name: str) -> Row:
    meaning = f"{what} a second as TCP payload, headers and handshakes included."
    return Row(label, meaning, wording.bytes_rate, _spending(attrgetter(name)))


ROWS = (
    _latency("latency p50", "Half", "p50_us"),
    _latency("latency p99", "99 of 100", "p99_us"),
    _age(
        "age mean",
        "How long ago the newest tick on the lane was published: its average over time.",
        "age_mean_us",
    ),
    _age(
        "age peak",
        "The age just before a delivery that brought news, on average.",
        "age_peak_mean_us",
    ),
    _age(
        "out of date",
        "Unseen age: for how long something newer had been published, averaged over time.",
        "unseen_mean_us",
    ),
    _share("current", "The share of time in which nothing newer had been published.", "current"),
    _share("ticks seen", "The share of the published ticks that the lane delivered.", "seen_share"),
    Row(
        "ticks missed",
        "Ticks that were published but never delivered, since the lane was begun.",
        _count,
        _score(lambda score: _exact(score.missed)),
    ),
    Row(
        "price error",
        "How far the lane's price was from the published one, averaged over time; 1 bp is "
        "a hundredth of a percent.",
        _basis_points,
        _score(lambda score: score.price_error_bps),
    ),
    Row(
        "requests",
        "HTTP requests and WebSocket handshakes a second.",
        wording.rate,
        _spending(lambda spending: spending.requests_per_s),
        lambda prediction: prediction.requests_per_s,
        of_pull=True,
    ),
    Row(
        "empty answers",
        "The share of answers that brought nothing new.",
        wording.share,
        _spending(lambda spending: spending.empty_share),
        lambda prediction: prediction.empty_share,
        is_share=True,
    ),
    _bytes("bytes down", "Received", "bytes_down_per_s"),
    _bytes("bytes up", "Sent", "bytes_up_per_s"),
)
