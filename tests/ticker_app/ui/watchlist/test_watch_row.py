from __future__ import annotations

from server.wire import SymbolInfo, Tick
from ticker_app.board import Quote
from ticker_app.day_stats import SymbolDay
from ticker_app.ui.watchlist.watch_row import GRACE_US, watch_row

INFO = SymbolInfo("AAA", "Alpha", 2, 200.0)


def quote(price: float, bid: float | None = 199.0, ask: float | None = 199.03) -> Quote:
    return Quote(Tick("AAA", 1, 1, 5_000, None, price, 100, bid, ask), 7_000)


def day(*, missed: bool = False) -> SymbolDay:
    return SymbolDay(
        since_us=1,
        ends_us=90_000,
        high=3.0,
        low=2.0,
        volume=4.0,
        count=9,
        from_first=True,
        whole_until_us=50,
        missed=missed,
    )


def test_a_change_is_against_the_first_price_of_the_tape() -> None:
    row = watch_row(INFO, quote(201.0))
    assert (row.last, row.change, row.change_share) == (201.0, 1.0, 0.005)


def test_a_price_that_came_back_has_not_gone_a_billionth() -> None:
    assert watch_row(INFO, quote(200.0 + 1e-9)).change == 0


def test_without_a_price_only_the_name_and_the_day_are_known() -> None:
    row = watch_row(INFO, None)
    assert (row.symbol, row.name, row.last, row.age_us(9_000)) == ("AAA", "Alpha", None, None)
    assert watch_row(INFO, None, day()).day_at(0) is not None


def test_without_a_first_price_no_change_is_known() -> None:
    row = watch_row(SymbolInfo("AAA", "Alpha", 2), quote(201.0))
    assert (row.change, row.change_share) == (None, None)


def test_a_first_price_of_zero_gives_no_share() -> None:
    row = watch_row(SymbolInfo("AAA", "Alpha", 2, 0.0), quote(1.0))
    assert (row.change, row.change_share) == (1.0, None)


def test_a_spread_is_rounded_and_wants_both_sides() -> None:
    assert watch_row(INFO, quote(201.0)).spread == 0.03
    assert watch_row(INFO, quote(201.0, bid=None)).spread is None
    assert watch_row(INFO, quote(201.0, ask=None)).spread is None


def test_the_age_counts_from_publication() -> None:
    assert watch_row(INFO, quote(201.0)).age_us(9_000) == 2_000


def test_the_figures_of_the_day_stay_as_they_were_when_the_row_was_made() -> None:
    running = day()
    row = watch_row(INFO, quote(201.0), running)
    running.high = 99.0
    figures = row.day_at(0)
    assert figures is not None
    assert (figures.high, figures.low, figures.volume) == (3.0, 2.0, 4.0)
    assert figures.bound_from_us is None


def test_missed_ticks_make_bounds_only_after_a_while() -> None:
    figures = watch_row(INFO, quote(201.0), day(missed=True)).day_at(0)
    assert figures is not None
    assert figures.bound_from_us == 50 + GRACE_US


def test_a_day_ends() -> None:
    assert watch_row(INFO, None, day()).day_at(90_000) is None
