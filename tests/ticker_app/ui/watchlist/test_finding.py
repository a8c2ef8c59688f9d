from __future__ import annotations

import pytest

from ticker_app.ui.watchlist.finding import named, rank


@pytest.mark.parametrize(
    ("query", "expected"),
    [("bolt", 0), ("BO", 1), (" fast ", 2), ("bolt f", 2), ("ol", 3), ("tene", 3), ("x", None)],
)
def test_the_symbol_counts_more_than_its_beginning_and_that_more_than_the_name(
    query: str, expected: int | None
) -> None:
    assert rank(query, "BOLT", "Bolt Fasteners") == expected


def test_a_symbol_is_meant_in_whatever_letters() -> None:
    assert named(" acme", ["ACME", "BOLT"]) == "ACME"


def test_of_two_that_differ_only_in_letters_the_one_that_was_typed_is_meant() -> None:
    assert named("brk", ["BRK", "brk"]) == "brk"
    assert named("Brk", ["BRK", "brk"]) is None


def test_a_symbol_that_is_not_there_is_not_meant() -> None:
    assert named("AC", ["ACME"]) is None
