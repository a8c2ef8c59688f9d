"""Candles against a computation that is plain enough to believe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.candles import INTERVALS, CandleBook
from server.wire import Candle, Tick
from tests.server.candles_by_hand import candles_by_hand

SECOND_US = 1_000_000


def tick(time_us: int, price: float, size: float | None = 1.0, symbol: str = "A") -> Tick:
    return Tick(symbol, 1, 1, time_us, None, price, size)


@st.composite
def days(draw: st.DrawFn) -> list[Tick]:
    """Ticks of two symbols, a stretch of a day with bursts and silences."""
    gaps_us = st.one_of(st.integers(0, 400_000), st.integers(0, 4_000 * SECOND_US))
    time_us = draw(st.integers(0, 2 * 10**15))
    ticks = []
    for gap_us in draw(st.lists(gaps_us, max_size=60)):
        time_us += gap_us
        price = draw(st.integers(-5, 5)) / 4
        size = draw(st.one_of(st.none(), st.integers(0, 9)))
        symbol = draw(st.sampled_from("AB"))
        ticks.append(tick(time_us, price, None if size is None else float(size), symbol))
    return ticks


def candles(book: CandleBook, symbol: str, interval: str, limit: int) -> list[Candle]:
    return book.page(symbol, interval, limit).candles


@given(days(), st.sampled_from(sorted(INTERVALS)), st.integers(1, 40), st.integers(1, 40))
def test_a_book_gives_the_newest_candles_that_counting_by_hand_gives(
    ticks: list[Tick], interval: str, retain: int, limit: int
) -> None:
    book = CandleBook("AB", retain)
    book.add(ticks[: len(ticks) // 2])
    book.add(ticks[len(ticks) // 2 :])
    for symbol in "AB":
        by_hand = candles_by_hand([t for t in ticks if t.symbol == symbol], INTERVALS[interval])
        page = book.page(symbol, interval, limit)
        assert page.candles == by_hand[-min(limit, retain) :]
        assert page.more == (min(len(by_hand), retain) > limit)


@given(days(), st.sampled_from(sorted(INTERVALS)), st.integers(1, 40), st.integers(1, 9))
def test_pages_of_older_candles_lie_edge_to_edge_down_to_the_oldest(
    ticks: list[Tick], interval: str, retain: int, limit: int
) -> None:
    book = CandleBook("AB", retain)
    book.add(ticks)
    by_hand = candles_by_hand([t for t in ticks if t.symbol == "A"], INTERVALS[interval])[-retain:]
    page = book.page("A", interval, limit)
    read = page.candles
    while page.more:
        page = book.page("A", interval, limit, before=read[0].start)
        assert 1 <= len(page.candles) <= limit
        read = page.candles + read
    assert read == by_hand


@given(days(), st.integers(0, 2 * 10**15 + 10**12))
def test_a_page_holds_the_newest_that_start_before_any_moment(
    ticks: list[Tick], before: int
) -> None:
    book = CandleBook("AB", 1000)
    book.add(ticks)
    by_hand = candles_by_hand([t for t in ticks if t.symbol == "A"], INTERVALS["1m"])
    older = [candle for candle in by_hand if candle.start < before]
    page = book.page("A", "1m", 3, before)
    assert page.candles == older[-3:]
    assert page.more == (len(older) > 3)


def test_a_symbol_without_ticks_has_no_candles() -> None:
    book = CandleBook("AB", 10)
    book.add([tick(0, 1.0, symbol="B")])
    assert candles(book, "A", "1s", 10) == []


def test_a_silent_interval_has_no_candle() -> None:
    book = CandleBook("A", 10)
    book.add([tick(0, 1.0), tick(3 * SECOND_US, 2.0)])
    assert [c.start for c in candles(book, "A", "1s", 10)] == [0, 3 * SECOND_US]


def test_a_tick_on_the_boundary_opens_the_next_candle() -> None:
    book = CandleBook("A", 10)
    book.add([tick(SECOND_US - 1, 1.0), tick(SECOND_US, 2.0)])
    assert [(c.start, c.close) for c in candles(book, "A", "1s", 10)] == [
        (0, 1.0),
        (SECOND_US, 2.0),
    ]


def test_a_candle_once_given_stays_as_it_was() -> None:
    book = CandleBook("A", 10)
    book.add([tick(0, 1.0)])
    (before,) = candles(book, "A", "1s", 10)
    book.add([tick(1, 5.0)])
    (after,) = candles(book, "A", "1s", 10)
    assert (before.high, after.high) == (1.0, 5.0)


def test_sizes_that_nobody_knew_add_no_volume() -> None:
    book = CandleBook("A", 10)
    book.add([tick(0, 1.0, None), tick(1, 1.0, 7.0), tick(2, 1.0, None)])
    (candle,) = candles(book, "A", "1m", 1)
    assert (candle.volume, candle.trades) == (7.0, 3)


@pytest.mark.parametrize("retain", [1, 2, 5])
def test_a_book_forgets_the_oldest_candles(retain: int) -> None:
    book = CandleBook("A", retain)
    book.add([tick(second * SECOND_US, 1.0) for second in range(9)])
    kept = [candle.start // SECOND_US for candle in candles(book, "A", "1s", 100)]
    assert kept == [*range(9 - retain, 9)]


def test_a_book_begins_with_its_first_whole_candle() -> None:
    book = CandleBook("A", 4)
    book.add([tick(second * SECOND_US, 1.0) for second in range(3)])
    book.drop_oldest("A")
    assert [candle.start for candle in candles(book, "A", "1s", 9)] == [SECOND_US, 2 * SECOND_US]
    assert candles(book, "A", "1m", 9) == []


def test_a_book_that_is_full_has_dropped_its_first_candle_already() -> None:
    book = CandleBook("A", 3)
    book.add([tick(second * SECOND_US, 1.0) for second in range(6)])
    book.drop_oldest("A")
    kept = [candle.start // SECOND_US for candle in candles(book, "A", "1s", 9)]
    assert kept == [3, 4, 5]


def test_an_unknown_symbol_or_interval_is_a_key_error() -> None:
    book = CandleBook("A", 10)
    with pytest.raises(KeyError):
        book.page("Z", "1s", 1)
    with pytest.raises(KeyError):
        book.page("A", "2s", 1)
    with pytest.raises(KeyError):
        book.add([tick(0, 1.0, symbol="Z")])
