"""Which lane was staler, dearer, or missed ticks: in plain words, from measured figures only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.measures.batches import Estimate
from ticker_app.measures.break_even import What
from ticker_app.measures.words import ALIKE, capitalised, listed, number, rate, ratio, share

SIGMAS = 2.0
"""A difference of ages is clear from so many of its standard errors on."""

_NAMES = {
    Transport.WEBSOCKET: "the WebSocket",
    Transport.SSE: "the event stream",
    Transport.LONG_POLL: "long polling",
}


class Contender(Struct, frozen=True):
    """What a verdict wants to know of a lane. None: not measured yet.

    costs: what it takes a second, where that is known.
    """

    choice: LaneChoice
    age_mean_us: Estimate | None
    seen_share: Estimate | None
    costs: Mapping[What, float]

    @property
    def bytes_per_s(self) -> float:
        """Both ways; 0 while it is not known."""
        return self.costs.get(What.BYTES, 0.0)


def verdict(rate_hz: float, symbols: int, lanes: Sequence[Contender]) -> list[str]:
    """A sentence for each lane beside the first push lane, and one about who is dearer.

    Without a push lane the first lane is what the others are held against; with fewer than
    two lanes there is nothing to say.

    Args:
        rate_hz: ticks a second of one symbol.
        symbols: how many there are.
        lanes: measured over the same window.
    """
    if len(lanes) < 2:
        return []
    base = next((lane for lane in lanes if lane.choice.mode is Mode.PUSH), lanes[0])
    first, *others = [lane for lane in lanes if lane is not base]
    pace = rate(rate_hz, symbols)
    sentences = [_sentence(first, base, pace), *(_sentence(lane, base) for lane in others)]
    return [*sentences, *_cheaper(lanes)]


def lane_words(choice: LaneChoice) -> str:
    """``the WebSocket``, ``polling every 1 s``."""
    return _NAMES.get(choice.transport) or f"polling every {_period(choice)}"


def poll_words(choice: LaneChoice) -> str:
    """``1 s polls``; other lanes have the same name wherever they stand."""
    return _NAMES.get(choice.transport) or f"{_period(choice)} polls"


def _sentence(lane: Contender, base: Contender, pace: str = "") -> str:
    """How a lane fared beside the base. pace: at so many ticks; '' if that was said already."""
    said = listed([_staleness(lane, base), *_bytes(lane, base), *_missed(lane, base)])
    is_poll = lane.choice.transport is Transport.POLL
    who = "polling" if is_poll else lane_words(lane.choice)
    given = [f"at {pace}"] if pace else []
    if is_poll:
        given.append(f"{'' if pace else 'with '}{poll_words(lane.choice)}")
    return capitalised(f"{' and '.join(given)}{', ' if given else ''}{who} {said}.")


def _staleness(lane: Contender, base: Contender) -> str:
    mine, other, name = lane.age_mean_us, base.age_mean_us, lane_words(base.choice)
    if mine is None or other is None or mine.error is None or other.error is None:
        return f"was not measured long enough to compare its age with that of {name}"
    difference, times = mine.value - other.value, ratio(mine.value, other.value)
    # Lanes hear the same ticks, so their errors go together and the difference errs less.
    error = SIGMAS * math.hypot(mine.error, other.error)
    if times is None and error <= ALIKE * other.value:
        return f"was about as stale as {name}"
    if times is None or abs(difference) <= error:
        return f"showed no clear difference in age from {name}"
    return f"was {number(times)}× as stale as {name}"


def _bytes(lane: Contender, base: Contender) -> Iterator[str]:
    if base.bytes_per_s > 0:
        yield f"used {_times(What.BYTES, lane.bytes_per_s, base.bytes_per_s)}"


def _missed(lane: Contender, base: Contender) -> Iterator[str]:
    if lane.seen_share is None:
        return
    also = ""
    if base.seen_share is not None and base.seen_share.value < 1:
        also = f" ({lane_words(base.choice)}: {share(1 - base.seen_share.value)})"
    yield f"missed {share(1 - lane.seen_share.value)} of the ticks{also}"


def _cheaper(lanes: Sequence[Contender]) -> Iterator[str]:
    """Whether push or pull was the cheaper one, by the lane of each that took fewest bytes."""
    pushed = [lane for lane in lanes if lane.choice.mode is Mode.PUSH and lane.bytes_per_s > 0]
    pulled = [lane for lane in lanes if lane.choice.mode is Mode.PULL and lane.bytes_per_s > 0]
    if not pushed or not pulled:
        return
    push, pull = (min(each, key=lambda lane: lane.bytes_per_s) for each in (pushed, pulled))
    known = [what for what in What if push.costs.get(what) and pull.costs.get(what)]
    took = listed([_times(what, push.costs[what], pull.costs[what]) for what in known])
    yield (
        f"{_outcome(known, push, pull)}: beside {poll_words(pull.choice)}, "
        f"{lane_words(push.choice)} took {took}."
    )


def _outcome(known: Sequence[What], push: Contender, pull: Contender) -> str:
    """``Push was the dearer one``, and if not throughout, in what."""
    found: dict[str, list[str]] = {}
    for what in known:
        times = ratio(push.costs[what], pull.costs[what])
        word = "as dear as pull" if times is None else f"the {_comparative(times)} one"
        found.setdefault(word, []).append(what.value)
    if len(found) == 1:
        [word] = found
        return f"Push was {word}"
    return "Push was " + ", ".join(f"{word} in {listed(whats)}" for word, whats in found.items())


def _comparative(times: float) -> str:
    return "dearer" if times > 1 else "cheaper"


def _times(what: What, mine: float, other: float) -> str:
    """``0.4× the bytes``, ``about as many messages``, ``about as much server CPU``."""
    times = ratio(mine, other)
    if times is None:
        return f"about as {'much' if what is What.CPU else 'many'} {what.value}"
    return f"{number(times)}× the {what.value}"


def _period(choice: LaneChoice) -> str:
    longest = "" if choice.longest_interval_s is None else f"–{choice.longest_interval_s:g}"
    return f"{choice.interval_s:g}{longest} s"
