"""Days against a computation that is plain enough to believe."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from server.days import DAY_US, DayBook
from server.wire import Day, Tick


def tick(
    time_us: int, price: float, size: float | None = 1.0, symbol: str = "A", count: int = 1
) -> Tick:
    return Tick(symbol, 1, count, time_us, None, price, size)


def naive(ticks: list[Tick]) -> Day:
    """The last day among these ticks of one symbol."""
    start, run = [(day, [*run]) for day, run in groupby(ticks, lambda t: t.time // DAY_US)][-1]
    sizes = [t.size for t in run if t.size is not None]
    return Day(
        symbol=run[0].symbol,
        start=start * DAY_US,
        since=run[0].time,
        open=run[0].price,
        high=max(t.price for t in run),
        low=min(t.price for t in run),
        volume=sum(sizes) if sizes else None,
        trades=len(run),
        count=run[-1].count,
    )


@st.composite
def tapes(draw: st.DrawFn) -> list[Tick]:
    """Ticks of two symbols over some days, with bursts and silences."""
    gaps_us = st.one_of(st.integers(0, 400_000), st.integers(0, 2 * DAY_US))
    time_us = draw(st.integers(0, 2 * 10**15))
    ticks: list[Tick] = []
    for gap_us in draw(st.lists(gaps_us, max_size=60)):
        time_us += gap_us
        symbol = draw(st.sampled_from("AB"))
        size = draw(st.one_of(st.none(), st.integers(0, 9).map(float)))
        count = 1 + sum(t.symbol == symbol for t in ticks)
        ticks.append(tick(time_us, draw(st.integers(-5, 5)) / 4, size, symbol, count))
    return ticks


@given(tapes())
def test_a_day_is_what_counting_by_hand_gives(ticks: list[Tick]) -> None:
    book = DayBook()
    book.add(ticks[: len(ticks) // 2])
    book.add(ticks[len(ticks) // 2 :])
    now_us = ticks[-1].time if ticks else 0
    by_hand = [naive(own) for name in "AB" if (own := [t for t in ticks if t.symbol == name])]
    today = [day for day in by_hand if now_us < day.start + DAY_US]
    assert book.days("AB", now_us) == today


def test_a_silent_symbol_has_no_day() -> None:
    book = DayBook()
    book.add([tick(5, 1.0, symbol="B")])
    assert [day.symbol for day in book.days("AB", 6)] == ["B"]


def test_a_day_ends_at_midnight_even_if_nothing_is_traded_then() -> None:
    book = DayBook()
    book.add([tick(DAY_US - 1, 1.0)])
    assert book.days("A", DAY_US - 1)
    assert not book.days("A", DAY_US)


def test_a_tick_at_midnight_begins_the_next_day() -> None:
    book = DayBook()
    book.add([tick(DAY_US - 1, 9.0), tick(DAY_US, 2.0, count=2)])
    (day,) = book.days("A", DAY_US)
    assert (day.start, day.since, day.high, day.trades, day.count) == (DAY_US, DAY_US, 2.0, 1, 2)


def test_a_volume_of_which_nobody_knew_a_size_is_unknown() -> None:
    book = DayBook()
    book.add([tick(0, 1.0, None), tick(1, 1.0, None)])
    assert book.days("A", 2)[0].volume is None
    book.add([tick(2, 1.0, 7.0), tick(3, 1.0, None)])
    assert book.days("A", 4)[0].volume == 7.0


def test_a_day_once_given_stays_as_it_was() -> None:
    book = DayBook()
    book.add([tick(0, 1.0)])
    (before,) = book.days("A", 0)
    book.add([tick(1, 5.0)])
    assert before.high == 1.0


def test_the_order_is_the_one_asked_for() -> None:
    book = DayBook()
    book.add([tick(0, 1.0), tick(0, 1.0, symbol="B")])
    assert [day.symbol for day in book.days(("B", "A"), 0)] == ["B", "A"]
