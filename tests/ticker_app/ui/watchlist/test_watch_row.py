from __future__ import annotations

from server.wire import SymbolInfo, Tick
from ticker_app.session import Quote
from ticker_app.ui.watchlist.watch_row import watch_row

INFO = SymbolInfo("AAA", "Alpha", 2, 200.0)


def quote(price: float) -> Quote:
    return Quote(Tick("AAA", 1, 1, 5_000, None, price, 100, price - 0.01, price + 0.01), 7_000)


def test_a_change_is_against_the_first_price_of_the_tape() -> None:
    row = watch_row(INFO, quote(201.0))
    assert (row.last, row.change, row.change_share) == (201.0, 1.0, 0.005)


def test_a_price_that_came_back_has_not_gone_a_billionth() -> None:
    assert watch_row(INFO, quote(200.0 + 1e-9)).change == 0


def test_without_a_price_only_the_name_is_known() -> None:
    row = watch_row(INFO, None)
    assert (row.symbol, row.name, row.last, row.age_us(9_000)) == ("AAA", "Alpha", None, None)


def test_without_a_first_price_no_change_is_known() -> None:
    row = watch_row(SymbolInfo("AAA", "Alpha", 2), quote(201.0))
    assert (row.change, row.change_share) == (None, None)


def test_a_first_price_of_zero_gives_no_share() -> None:
    row = watch_row(SymbolInfo("AAA", "Alpha", 2, 0.0), quote(1.0))
    assert (row.change, row.change_share) == (1.0, None)


def test_the_age_counts_from_publication() -> None:
    assert watch_row(INFO, quote(201.0)).age_us(9_000) == 2_000
