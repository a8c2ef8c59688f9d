"""Which series are kept, and which page is read next."""

from __future__ import annotations

import pytest

from server.wire import Candle, Candles, WireError
from tests.ticker_app.candle_world import candles_of
from tests.ticker_app.fakes import tick
from ticker_app.candle_shelf import UNUSED_US, CandleQuery, CandleShelf

SECOND_US = 1_000_000


def page(*starts_s: int, epoch: str = "e1", count: int = 10) -> Candles:
    candles = [Candle(start * SECOND_US, 1.0, 1.0, 1.0, 1.0, 1.0, 2) for start in starts_s]
    return Candles("ACME", "1s", candles, f"{epoch}:10", 100 * SECOND_US, count, more=True)


def known(*symbols: str, capacity: int = 8) -> CandleShelf:
    shelf = CandleShelf(capacity)
    shelf.symbols = symbols
    return shelf


def next_of(shelf: CandleShelf, now_us: int = 0) -> CandleQuery:
    """The page to read next, asked for."""
    query = shelf.wanted(now_us)
    assert query is not None
    shelf.ask(query)
    return query


def test_a_series_is_the_same_each_time_it_is_looked_at() -> None:
    shelf = known("ACME")
    assert shelf.use("ACME", "5s", 0) is shelf.use("ACME", "5s", 1)
    assert shelf.use("ACME", "5s", 2).interval_us == 5 * SECOND_US
    assert shelf.use("ACME", "1h", 2) is not shelf.use("ACME", "5s", 3)


@pytest.mark.parametrize("interval", ["2s", "tick", ""])
def test_an_interval_without_candles_is_refused(interval: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        known("ACME").use("ACME", interval, 0)


def test_the_series_that_was_not_looked_at_the_longest_goes_first() -> None:
    shelf = known("ACME", capacity=2)
    one, two = shelf.use("ACME", "1s", 0), shelf.use("ACME", "5s", 1)
    assert shelf.use("ACME", "1s", 2) is one
    shelf.use("ACME", "15s", 3)
    assert shelf.use("ACME", "1s", 4) is one
    assert shelf.use("ACME", "5s", 5) is not two


def test_nothing_is_read_of_a_series_that_nobody_looks_at() -> None:
    shelf = known("ACME")
    assert shelf.wanted(0) is None
    shelf.use("ACME", "1s", 0)
    assert shelf.wanted(UNUSED_US) is not None
    assert shelf.wanted(UNUSED_US + 1) is None
    shelf.use("ACME", "1s", UNUSED_US + 1)
    assert shelf.wanted(UNUSED_US + 1) is not None


def test_nothing_is_read_of_a_symbol_that_the_server_does_not_have() -> None:
    shelf = known("BOLT")
    shelf.use("ACME", "1s", 0)
    assert shelf.wanted(0) is None


def test_each_series_has_its_turn_even_if_the_first_always_fails() -> None:
    shelf = known("ACME", "BOLT")
    shelf.use("ACME", "1s", 0)
    shelf.use("BOLT", "1s", 0)
    asked = []
    for _ in range(4):
        query = next_of(shelf)
        asked.append(query.symbol)
        shelf.fail(query)
    assert asked == ["ACME", "BOLT", "ACME", "BOLT"]


def test_what_is_missing_altogether_is_read_before_what_is_put_right() -> None:
    shelf = known("ACME", "BOLT")
    shelf.use("ACME", "1s", 0)
    shelf.take(next_of(shelf), page(1, 2))
    shelf.hear([tick(50, time=3 * SECOND_US)], 0, every_tick=True)
    shelf.use("BOLT", "1s", 0)
    assert [next_of(shelf).symbol, next_of(shelf).wanted.corrects] == ["BOLT", False]


def test_a_page_fills_the_series_and_ticks_of_its_symbol_continue_it() -> None:
    shelf = known("ACME", "BOLT")
    series = shelf.use("ACME", "1s", 0)
    assert shelf.take(next_of(shelf), page(1, 2))
    ticks = [tick(11, time=3 * SECOND_US), tick(99, "BOLT", time=9 * SECOND_US)]
    shelf.hear(ticks, 0, every_tick=True)
    assert [candle.start for candle in candles_of(series.columns())] == [
        1 * SECOND_US,
        2 * SECOND_US,
        3 * SECOND_US,
    ]
    assert shelf.wanted(0) is None


def test_what_a_lane_lost_for_good_is_read_again() -> None:
    shelf = known("ACME")
    shelf.use("ACME", "1s", 0)
    shelf.take(next_of(shelf), page(1, 2))
    shelf.hear([], 0, every_tick=True)
    assert shelf.wanted(0) is None
    shelf.miss()
    assert next_of(shelf).wanted.corrects


def test_another_tape_begins_every_series_anew() -> None:
    shelf = known("ACME")
    series = shelf.use("ACME", "1s", 0)
    shelf.enter("e1")
    shelf.take(next_of(shelf), page(1, 2))
    shelf.enter("e1")
    assert series.is_read
    shelf.enter("e2")
    assert not series.is_read


def test_a_page_of_another_tape_than_the_ticks_is_not_used() -> None:
    shelf = known("ACME")
    series = shelf.use("ACME", "1s", 0)
    shelf.enter("e1")
    query = next_of(shelf)
    assert not shelf.take(query, page(1, 2, epoch="e2"))
    assert not series.is_read
    shelf.enter("e2")
    assert shelf.take(next_of(shelf), page(1, 2, epoch="e2"))
    assert series.is_read


def test_the_first_page_says_which_tape_it_is_if_no_lane_has() -> None:
    shelf = known("ACME")
    series = shelf.use("ACME", "1s", 0)
    assert shelf.take(next_of(shelf), page(1, 2))
    shelf.enter("e2")
    assert not series.is_read


def test_a_page_for_a_series_that_has_gone_is_dropped() -> None:
    shelf = known("ACME", capacity=1)
    shelf.use("ACME", "1s", 0)
    query, other = next_of(shelf), None
    shelf.use("ACME", "5s", 0)
    other = next_of(shelf)
    again = shelf.use("ACME", "1s", 0)
    assert shelf.take(query, page(1, 2))
    shelf.fail(other)
    assert not again.is_read


@pytest.mark.parametrize("starts_s", [(2, 1), (1, 1)])
def test_candles_out_of_order_are_refused(starts_s: tuple[int, ...]) -> None:
    shelf = known("ACME")
    shelf.use("ACME", "1s", 0)
    with pytest.raises(WireError, match="candles out of order"):
        shelf.take(next_of(shelf), page(*starts_s))


def test_a_page_without_a_cursor_is_refused() -> None:
    shelf = known("ACME")
    shelf.use("ACME", "1s", 0)
    with pytest.raises(WireError, match="cursor"):
        shelf.take(next_of(shelf), page(1, epoch=""))
