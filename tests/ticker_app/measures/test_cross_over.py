"""Where push and polling cross over, in words."""

from __future__ import annotations

from ticker_app.measures.break_even import Axis, BreakEven, PollCost, PushCost, What, break_even
from ticker_app.measures.cross_over import break_even_words, cross_over_sentences

ONE = PollCost(1.0, 1.0)
CHEAP, DEAR, FREE = PushCost(0.1), PushCost(1.0), PushCost(0.0)


def even(axis: Axis, push: PushCost, symbols: int = 1) -> BreakEven:
    """At 4 ticks a second and a poll every second."""
    return break_even(axis, push, ONE, rate_hz=4.0 / symbols, symbols=symbols, interval_s=1.0)


def both(push: PushCost, symbols: int = 1) -> dict[Axis, BreakEven]:
    return {axis: even(axis, push, symbols) for axis in Axis}


def test_each_cost_is_named_with_where_the_dearer_side_would_become_the_cheaper_one() -> None:
    points = {What.BYTES: both(DEAR), What.MESSAGES: both(PushCost(2.5))}
    [sentence] = cross_over_sentences(points)
    assert sentence == (
        "Push would become the cheaper one in bytes with 0.25 s polls or at 1 tick a second, in "
        "messages with 0.1 s polls or at 0.4."
    )


def test_each_side_has_a_sentence_of_its_own() -> None:
    points = {What.BYTES: both(DEAR, 2), What.CPU: both(CHEAP, 2)}
    to_push, to_polling = cross_over_sentences(points)
    assert to_push == (
        "Push would become the cheaper one in bytes with 0.25 s polls or at 0.5 ticks a second "
        "per symbol."
    )
    assert to_polling == (
        "Polling would become the cheaper one in server CPU with 2.5 s polls or at 5 ticks a "
        "second per symbol."
    )


def test_who_is_even_has_nothing_to_become() -> None:
    even = both(PushCost(0.25))
    assert cross_over_sentences({What.BYTES: even}) == [
        "In bytes push and polling break even about here."
    ]
    first, *_ = cross_over_sentences({What.BYTES: even, What.CPU: even, What.MESSAGES: both(DEAR)})
    assert first == "In bytes and server CPU push and polling break even about here."


def test_where_nothing_crosses_the_words_say_so() -> None:
    points = {What.BYTES: both(FREE), What.MESSAGES: both(FREE), What.CPU: both(FREE)}
    [sentence] = cross_over_sentences(points)
    assert sentence == (
        "In bytes, messages and server CPU no interval and no tick rate within a thousand times "
        "of these would change who is the cheaper one."
    )
    assert cross_over_sentences({}) == []


def test_one_point_in_words() -> None:
    assert break_even_words(What.BYTES, even(Axis.INTERVAL, DEAR)) == (
        "Polling is the cheaper one in bytes; push would become it with 0.25 s polls."
    )
    assert break_even_words(What.CPU, even(Axis.RATE, CHEAP, 4)) == (
        "Push is the cheaper one in server CPU; polling would become it at 2.5 ticks a second "
        "per symbol."
    )
    assert break_even_words(What.BYTES, even(Axis.RATE, FREE)) == (
        "Push is the cheaper one in bytes; at no tick rate within a thousand times of this one "
        "would polling be it."
    )
