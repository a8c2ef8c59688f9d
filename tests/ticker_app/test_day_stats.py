"""The day of each symbol, from the server's answers and the ticks that came since."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.days import DayBook
from server.wire import Days, Tick
from ticker_app.day_stats import DAY_US, MOST_DAYS, MOST_MEANWHILE, DayStats, SymbolDay

NOON_US = 20_000 * DAY_US + DAY_US // 2
AHEAD_US = 1_000
"""By how much the server's clock is ahead."""


def stats() -> DayStats:
    return DayStats(lambda server_us: server_us - AHEAD_US)


def tick(count: int, price: float = 10.0, size: float | None = 1.0, time_us: int = NOON_US) -> Tick:
    return Tick("AAA", count, count, time_us, None, price, size)


def answer(published: Sequence[Tick], epoch: str = "e1", now_us: int = NOON_US) -> Days:
    """What the server says when it has published these ticks."""
    book = DayBook()
    book.add(published)
    return Days(f"{epoch}:{len(published)}", now_us, book.days(["AAA"], now_us))


def known(days: DayStats, now_us: int = NOON_US) -> SymbolDay:
    day = days.of("AAA", now_us)
    assert day is not None
    return day


def test_before_anything_was_told_a_day_is_unknown() -> None:
    days = stats()
    assert days.hear("e1", [tick(7)])
    assert days.of("AAA", NOON_US) is None


def test_the_first_tick_of_a_tape_begins_its_day() -> None:
    days = stats()
    days.hear("e1", [tick(1, 10.0), tick(2, 12.0), tick(3, 9.0)])
    day = known(days)
    assert (day.high, day.low, day.volume, day.count) == (12.0, 9.0, 3.0, 3)
    assert (day.from_first, day.missed, day.since_us) == (True, False, NOON_US)


def test_what_the_server_told_is_counted_on_by_ticks() -> None:
    days = stats()
    days.hear("e1", [])
    days.ask()
    assert days.read(answer([tick(1, 5.0), tick(2, 20.0)]))
    assert not days.hear("e1", [tick(3, 7.0)])
    day = known(days)
    assert (day.high, day.low, day.volume, day.missed) == (20.0, 5.0, 3.0, False)


def test_ticks_that_the_server_has_counted_are_not_counted_again() -> None:
    days = stats()
    days.hear("e1", [])
    days.read(answer([tick(count) for count in (1, 2, 3)]))
    days.hear("e1", [tick(2), tick(3), tick(4)])
    assert known(days).volume == 4.0


def test_a_missed_tick_makes_the_figures_bounds_until_the_server_is_asked_again() -> None:
    published = [tick(1, 10.0), tick(2, 99.0), tick(3, 11.0)]
    days = stats()
    days.hear("e1", published[:1])
    days.read(answer(published[:1]))
    assert days.hear("e1", published[2:])
    assert (known(days).high, known(days).missed) == (11.0, True)
    assert known(days).whole_until_us == NOON_US - AHEAD_US
    days.ask()
    days.read(answer(published))
    assert (known(days).high, known(days).missed) == (99.0, False)


def test_what_comes_while_the_server_is_asked_is_counted_on_from_its_answer() -> None:
    published = [tick(count, 10.0 + count) for count in range(1, 8)]
    days = stats()
    days.hear("e1", published[3:4])
    days.ask()
    days.hear("e1", published[4:6])
    days.read(answer(published[:5]))
    day = known(days)
    assert (day.count, day.volume, day.missed) == (6, 6.0, False)


def test_an_answer_that_is_older_than_what_is_known_changes_nothing() -> None:
    days = stats()
    days.hear("e1", [tick(1), tick(2, 30.0)])
    days.read(answer([tick(1)]))
    assert (known(days).high, known(days).count) == (30.0, 2)


def test_an_answer_of_another_tape_is_of_no_use() -> None:
    days = stats()
    days.hear("e1", [])
    assert not days.read(answer([tick(1)], epoch="e2"))
    assert (days.of("AAA", NOON_US), days.is_read) == (None, False)


def test_another_tape_begins_again() -> None:
    days = stats()
    days.hear("e1", [tick(1)])
    days.read(answer([tick(1)]))
    before = days.revision
    assert days.hear("e2", [])
    assert (days.of("AAA", NOON_US), days.is_read) == (None, False)
    assert days.revision > before


def test_at_midnight_by_our_clock_the_day_is_over() -> None:
    days = stats()
    days.hear("e1", [tick(1)])
    midnight_us = NOON_US + DAY_US // 2 - AHEAD_US
    assert days.of("AAA", midnight_us - 1) is not None
    assert days.of("AAA", midnight_us) is None


def test_the_first_tick_after_midnight_begins_the_next_day() -> None:
    days = stats()
    days.hear("e1", [tick(1, 50.0)])
    days.read(answer([tick(1, 50.0)]))
    next_us = NOON_US + DAY_US
    assert not days.hear("e1", [tick(2, 3.0, time_us=next_us)])
    day = known(days, next_us)
    assert (day.high, day.volume, day.from_first, day.missed) == (3.0, 1.0, False, False)


def test_ticks_missed_over_midnight_may_be_of_the_next_day() -> None:
    days = stats()
    days.hear("e1", [tick(1, 50.0)])
    days.read(answer([tick(1, 50.0)]))
    next_us = NOON_US + DAY_US
    assert days.hear("e1", [tick(3, 3.0, time_us=next_us)])
    assert known(days, next_us).missed


def test_a_volume_of_which_no_size_is_known_stays_unknown() -> None:
    days = stats()
    days.hear("e1", [tick(1, size=None), tick(2, size=None)])
    assert known(days).volume is None
    days.hear("e1", [tick(3, size=4.0)])
    assert known(days).volume == 4.0


def test_without_an_answer_nothing_is_kept_for_it() -> None:
    days = stats()
    days.hear("e1", [tick(1)])
    days.ask()
    days.give_up()
    days.hear("e1", [tick(2, 70.0)])
    days.read(answer([]))
    assert known(days).count == 2


@given(
    prices=st.lists(st.integers(1, 9).map(float), min_size=1, max_size=40),
    asked=st.integers(0, 40),
    told=st.integers(0, 40),
)
def test_a_lane_that_brings_all_never_leaves_a_wrong_figure(
    prices: list[float], asked: int, told: int
) -> None:
    """However late the lane begins and whenever the server looks while it is asked."""
    published = [tick(count, price) for count, price in enumerate(prices, 1)]
    asked, told = sorted(min(moment, len(published)) for moment in (asked, told))
    days = stats()
    days.hear("e1", [])
    days.hear("e1", published[asked // 2 : asked])
    days.ask()
    days.hear("e1", published[asked:])
    days.read(answer(published[:told]))
    day = known(days)
    assert (day.high, day.low) == (max(prices), min(prices))
    assert (day.volume, day.missed) == (float(len(prices)), False)


def test_a_server_cannot_make_up_symbols_without_end() -> None:
    days = stats()
    many = [replace(tick(1), symbol=f"S{number}") for number in range(MOST_DAYS)]
    days.hear("e1", many)
    assert days.hear("e1", [tick(1)])
    days.read(answer([tick(1)]))
    assert days.of(tick(1).symbol, NOON_US) is None


def test_what_comes_while_a_server_thinks_does_not_pile_up() -> None:
    """Its answer is then of no use, which the next tick shows."""
    days = stats()
    days.hear("e1", [])
    days.ask()
    flood = [tick(count) for count in range(1, MOST_MEANWHILE + 2)]
    days.hear("e1", flood)
    assert days._since_asked is None
    assert days.read(answer(flood[:2]))
    assert not days.hear("e1", [tick(MOST_MEANWHILE + 2)])
