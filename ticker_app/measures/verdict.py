"""Which lane was staler, dearer, or missed ticks: in plain words, from measured figures only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.measures.batches import Estimate
from ticker_app.measures.break_even import BreakEven

ALIKE = 0.05
"""Bytes or ages that differ by a smaller share are alike."""
SIGMAS = 2.0
"""A difference of ages is clear from so many of its standard errors on."""

_NAMES = {
    Transport.WEBSOCKET: "the WebSocket",
    Transport.SSE: "the event stream",
    Transport.LONG_POLL: "long polling",
}


class Contender(Struct, frozen=True):
    """What a verdict wants to know of a lane. None: not measured yet.

    bytes_per_s: both ways.
    """

    choice: LaneChoice
    age_mean_us: Estimate | None
    seen_share: Estimate | None
    bytes_per_s: float


def verdict(rate_hz: float, lanes: Sequence[Contender]) -> list[str]:
    """A sentence for each lane beside the first push lane, and one about bytes.

    Without a push lane the first lane is what the others are held against; with fewer than
    two lanes there is nothing to say.

    Args:
        rate_hz: ticks a second of one symbol.
        lanes: measured over the same window.
    """
    if len(lanes) < 2:
        return []
    base = next((lane for lane in lanes if lane.choice.mode is Mode.PUSH), lanes[0])
    sentences = [_sentence(rate_hz, lane, base) for lane in lanes if lane is not base]
    return [*sentences, *_cheaper(lanes)]


def break_even_sentence(what: str, point: BreakEven) -> str:
    """Where push and polling cross over.

    Args:
        what: is counted, in the plural: "bytes".
        point: where.
    """
    if point.crossing is None:
        way = "push" if point.push_now < point.poll_now else "polling"
        varied = "interval" if point.axis == "interval_s" else "tick rate"
        return f"At no {varied} near this one would {way} stop taking fewer {what}."
    if point.axis == "interval_s":
        return f"Push and polling take equally many {what} at a poll every {point.crossing:.2g} s."
    rate = _rate(point.crossing)
    return f"Push and polling take equally many {what} at {rate}, all symbols together."


def _sentence(rate_hz: float, lane: Contender, base: Contender) -> str:
    parts = [_staleness(lane, base), *_bytes(lane, base), *_missed(lane, base)]
    *first, last = parts
    said = f"{', '.join(first)} and {last}" if first else last
    who = _name(lane.choice)
    if lane.choice.transport is Transport.POLL:
        return f"At {_rate(rate_hz)} and a poll {_period(lane.choice)}, polling {said}."
    return f"At {_rate(rate_hz)}, {who} {said}."


def _staleness(lane: Contender, base: Contender) -> str:
    mine, other, name = lane.age_mean_us, base.age_mean_us, _name(base.choice)
    if mine is None or other is None or mine.error is None or other.error is None:
        return f"was not measured long enough to compare its age with that of {name}"
    difference, ratio = mine.value - other.value, _ratio(mine.value, other.value)
    # Lanes hear the same ticks, so their errors go together and the difference errs less.
    if ratio is None or abs(difference) <= SIGMAS * math.hypot(mine.error, other.error):
        return f"showed no clear difference in age from {name}"
    return f"was {_number(ratio)} times as stale as {name}"


def _bytes(lane: Contender, base: Contender) -> Iterator[str]:
    if base.bytes_per_s > 0:
        ratio = _ratio(lane.bytes_per_s, base.bytes_per_s)
        used = "about as many bytes" if ratio is None else f"{_number(ratio)} times the bytes"
        yield f"used {used}"


def _missed(lane: Contender, base: Contender) -> Iterator[str]:
    if lane.seen_share is None:
        return
    also = ""
    if base.seen_share is not None and base.seen_share.value < 1:
        also = f" ({_name(base.choice)}: {_share(1 - base.seen_share.value)})"
    yield f"missed {_share(1 - lane.seen_share.value)} of the ticks{also}"


def _cheaper(lanes: Sequence[Contender]) -> Iterator[str]:
    """Whether push or pull took fewer bytes, by the cheapest lane of each."""
    pushed = [lane for lane in lanes if lane.choice.mode is Mode.PUSH and lane.bytes_per_s > 0]
    pulled = [lane for lane in lanes if lane.choice.mode is Mode.PULL and lane.bytes_per_s > 0]
    if not pushed or not pulled:
        return
    push, pull = (min(each, key=lambda lane: lane.bytes_per_s) for each in (pushed, pulled))
    ratio = _ratio(push.bytes_per_s, pull.bytes_per_s)
    if ratio is None:
        yield "In bytes neither push nor pull was clearly the cheaper one."
        return
    outcome = "dearer" if ratio > 1 else "cheaper"
    yield (
        f"In bytes push was the {outcome} one: {_name(push.choice)} took {_number(ratio)} times "
        f"what {_name(pull.choice)} took."
    )


def _ratio(mine: float, other: float) -> float | None:
    """How many times; None where that is 1 for all practical purposes."""
    return None if math.isclose(mine, other, rel_tol=ALIKE) else mine / other


def _name(choice: LaneChoice) -> str:
    return _NAMES.get(choice.transport) or f"polling {_period(choice)}"


def _period(choice: LaneChoice) -> str:
    longest = "" if choice.longest_interval_s is None else f" to {choice.longest_interval_s:g}"
    return f"every {choice.interval_s:g}{longest} s"


def _rate(rate_hz: float) -> str:
    number = _number(rate_hz)
    return f"{number} tick{'' if number == '1' else 's'} a second"


def _number(value: float) -> str:
    return f"{value:.2g}" if value < 99.5 else f"{value:.0f}"


def _share(share: float) -> str:
    """Neither none nor all is said of what is only nearly so."""
    if share in {0, 1}:
        return "none" if share == 0 else "all"
    if share < 0.005:
        return "under 1 %"
    return "over 99 %" if share > 0.995 else f"{share * 100:.0f} %"
