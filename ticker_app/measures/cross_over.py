"""Where push and polling cross over, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ticker_app.measures.break_even import Axis, BreakEven, What
from ticker_app.measures.words import listed, number, rate, ratio

BreakEvens: TypeAlias = Mapping[What, Mapping[Axis, BreakEven]]
"""Of each cost that is known, along either axis."""


def cross_over_sentences(points: BreakEvens) -> list[str]:
    """Who would become the cheaper one in what, and where; and where nobody would."""
    even = [what for what, by_axis in points.items() if _are_even(by_axis)]
    apart = {what: by_axis for what, by_axis in points.items() if what not in even}
    return [
        *_evenly(even),
        *_crossings(apart, to_push=True),
        *_crossings(apart, to_push=False),
        *_never(apart),
    ]


def break_even_words(what: What, point: BreakEven) -> str:
    """Who is the cheaper one now, and where the other one would be; of one cost and axis."""
    now, then = ("Push", "polling") if point.push_is_cheaper else ("Polling", "push")
    if point.crossing is None:
        never = f"at no {point.axis.value} within a thousand times of this one would {then} be it"
        return f"{now} is the cheaper one in {what.value}; {never}."
    where = crossing_words(point, point.crossing)
    return f"{now} is the cheaper one in {what.value}; {then} would become it {where}."


def crossing_words(point: BreakEven, crossing: float, *, in_full: bool = True) -> str:
    """Where: ``with 0.24 s polls``, ``at 1.2 ticks a second per symbol``."""
    if point.axis is Axis.INTERVAL:
        return f"with {number(crossing)} s polls"
    return f"at {rate(crossing, point.symbols) if in_full else number(crossing)}"


def _are_even(by_axis: Mapping[Axis, BreakEven]) -> bool:
    return all(ratio(point.push_now, point.poll_now) is None for point in by_axis.values())


def _evenly(whats: Sequence[What]) -> Iterator[str]:
    if whats:
        yield f"In {listed([what.value for what in whats])} push and polling break even about here."


def _crossings(points: BreakEvens, *, to_push: bool) -> Iterator[str]:
    """Where the side that is the dearer one now would become the cheaper one."""
    clauses: list[str] = []
    for what, by_axis in points.items():
        places = [
            crossing_words(point, point.crossing, in_full=not clauses)
            for point in by_axis.values()
            if point.crossing is not None and point.push_is_cheaper is not to_push
        ]
        if places:
            clauses.append(f"in {what.value} {' or '.join(places)}")
    if clauses:
        who = "Push" if to_push else "Polling"
        yield f"{who} would become the cheaper one {', '.join(clauses)}."


def _never(points: BreakEvens) -> Iterator[str]:
    fixed = [
        what.value
        for what, by_axis in points.items()
        if all(point.crossing is None for point in by_axis.values())
    ]
    if fixed:
        yield (
            f"In {listed(fixed)} no interval and no tick rate within a thousand times of these "
            "would change who is the cheaper one."
        )
