"""Which rows are shown, in which order, and what changed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.wire import Days, SymbolInfo
from tests.ticker_app.ui.standin import NOW_US, StandInSession
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.watchlist.listing import Listing


@pytest.fixture
def listing(session: StandInSession) -> Listing:
    made = Listing()
    made.begin(session, NOW_US)
    return made


def shown(listing: Listing) -> str:
    return " ".join(row.symbol for row in listing.rows)


def put_in_order(listing: Listing) -> None:
    order = listing.order(NOW_US)
    if order is not None:
        listing.put(order)


def test_all_symbols_stand_in_the_order_of_the_server(listing: Listing) -> None:
    assert shown(listing) == "AAA BBB CCC"


def test_a_list_has_its_own_order_and_keeps_what_the_server_does_not_have(
    session: StandInSession, listing: Listing
) -> None:
    listing.show(["CCC", "ZZZ", "AAA"], "")
    listing.begin(session, NOW_US)
    assert [(row.symbol, row.is_there) for row in listing.rows] == [
        ("CCC", True),
        ("ZZZ", False),
        ("AAA", True),
    ]


def test_before_the_server_was_reached_nothing_is_said_to_be_missing(
    session: StandInSession, listing: Listing
) -> None:
    session.symbols = {}
    listing.show(["CCC"], "")
    listing.begin(session, NOW_US)
    assert [row.is_there for row in listing.rows] == [True]


def test_only_what_changed_is_named(session: StandInSession, listing: Listing) -> None:
    session.tick("CCC", 99.0)
    (change,) = listing.read(session, NOW_US)
    assert (change.number, change.before.last, change.after.last) == (2, None, 99.0)
    assert listing.rows[2].last == 99.0
    assert listing.read(session, NOW_US) == []


def test_the_same_figures_again_are_no_change(session: StandInSession, listing: Listing) -> None:
    session.tick("AAA", 99.0)
    listing.read(session, NOW_US)
    session.quotes["AAA"] = type(session.quotes["AAA"])(
        session.quotes["AAA"].tick, session.quotes["AAA"].published_us
    )
    assert listing.read(session, NOW_US) == []


def test_what_the_server_told_of_the_day_changes_rows(
    session: StandInSession, listing: Listing
) -> None:
    session.tick("AAA", 99.0)
    session.tick("AAA", 98.0)
    listing.read(session, NOW_US)
    session.days.hear("e2", [])
    (change,) = listing.read(session, NOW_US)
    assert (change.before.day is None, change.after.day is None) == (False, True)


def test_another_opening_price_changes_a_row_but_not_the_rows(
    session: StandInSession, listing: Listing
) -> None:
    session.tick("AAA", 99.0)
    listing.read(session, NOW_US)
    session.symbols = {**session.symbols, "AAA": SymbolInfo("AAA", "A", 2, 90.0)}
    assert not listing.has_other_rows(session)
    (change,) = listing.read(session, NOW_US)
    assert change.after.change == 9.0


def test_other_symbols_are_other_rows(session: StandInSession, listing: Listing) -> None:
    assert not listing.has_other_rows(session)
    session.symbols = {"CCC": session.symbols["CCC"]}
    assert listing.has_other_rows(session)
    listing.begin(session, NOW_US)
    assert shown(listing) == "CCC"
    assert listing.number_of("AAA") is None


def test_other_names_may_be_other_finds(session: StandInSession, listing: Listing) -> None:
    listing.show(None, "alpha")
    listing.begin(session, NOW_US)
    assert shown(listing) == ""
    session.symbols = {**session.symbols, "BBB": SymbolInfo("BBB", "Alpha", 2)}
    assert listing.has_other_rows(session)
    listing.begin(session, NOW_US)
    assert shown(listing) == "BBB"


def test_what_fits_best_is_found_first(session: StandInSession, listing: Listing) -> None:
    names = ("XBO", "BOLT", "BO", "ANY")
    session.symbols = {name: SymbolInfo(name, "Born" * (name == "ANY"), 2) for name in names}
    listing.show(None, "bo")
    listing.begin(session, NOW_US)
    assert shown(listing) == "BO BOLT ANY XBO"


def test_the_order_changes_only_when_it_is_put(session: StandInSession, listing: Listing) -> None:
    listing.sort(Column.LAST, descending=True)
    for symbol, price in (("AAA", 1.0), ("BBB", 3.0), ("CCC", 2.0)):
        session.tick(symbol, price)
    listing.read(session, NOW_US)
    assert shown(listing) == "AAA BBB CCC"
    order = listing.order(NOW_US)
    assert order == [1, 2, 0]
    listing.put(order)
    assert shown(listing) == "BBB CCC AAA"
    assert listing.order(NOW_US) is None
    assert listing.number_of("AAA") == 2


def test_of_equals_the_lists_own_order_decides_both_ways(
    session: StandInSession, listing: Listing
) -> None:
    for symbol in session.symbols:
        session.tick(symbol, 5.0)
    listing.read(session, NOW_US)
    for descending in (True, False):
        listing.sort(Column.LAST, descending=descending)
        assert listing.order(NOW_US) is None


def test_what_is_not_known_stands_at_the_end_both_ways(
    session: StandInSession, listing: Listing
) -> None:
    session.tick("BBB", 5.0)
    listing.read(session, NOW_US)
    for descending in (True, False):
        listing.sort(Column.LAST, descending=descending)
        put_in_order(listing)
        assert shown(listing) == "BBB AAA CCC"


def test_a_day_that_ends_changes_its_rows_by_time_alone(
    session: StandInSession, listing: Listing
) -> None:
    session.tick("BBB", 5.0)
    listing.read(session, NOW_US)
    day = listing.rows[1].day
    assert day is not None
    assert listing.passed(NOW_US, day.ends_us - 1) == []
    assert listing.passed(day.ends_us - 1, day.ends_us) == [1]
    assert listing.passed(day.ends_us, day.ends_us + 1) == []


def test_figures_that_become_bounds_change_their_rows_by_time_alone(
    session: StandInSession, listing: Listing
) -> None:
    session.tick("BBB", 5.0)
    session.tick("BBB", 5.0)
    quote = session.quotes["BBB"]
    session.days.hear("e1", [type(quote.tick)("BBB", 9, 9, NOW_US, None, 5.0)])
    session.tick("BBB", 6.0)
    listing.read(session, NOW_US)
    day = listing.rows[1].day
    assert day is not None
    assert day.bound_from_us is not None
    assert listing.passed(day.bound_from_us - 1, day.bound_from_us) == [1]


def test_an_answer_about_the_day_is_read_once(session: StandInSession, listing: Listing) -> None:
    session.tick("AAA", 5.0)
    listing.read(session, NOW_US)
    session.days.read(Days("e1:1", NOW_US, []))
    assert listing.read(session, NOW_US) == []


steps = st.lists(
    st.tuples(st.sampled_from(("AAA", "BBB", "CCC")), st.integers(1, 4).map(float)), max_size=30
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps, st.sampled_from(Column), st.booleans(), st.sets(st.integers(0, 29)))
def test_however_it_is_read_the_rows_are_those_of_a_fresh_reading(
    steps: list[tuple[str, float]], column: Column, descending: bool, looks: set[int]
) -> None:
    session, listing = StandInSession(), Listing()
    listing.begin(session, NOW_US)
    listing.sort(column, descending=descending)
    for number, (symbol, price) in enumerate(steps):
        session.tick(symbol, price)
        if number in looks:
            listing.read(session, NOW_US)
            put_in_order(listing)
    listing.read(session, NOW_US)
    put_in_order(listing)
    fresh = Listing()
    fresh.sort(column, descending=descending)
    fresh.begin(session, NOW_US)
    assert listing.rows == fresh.rows
