from __future__ import annotations

import pytest

from server.wire import SymbolInfo
from ticker_app.ui.watchlist.finding import named, rank, ranked, refusal


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


def test_finds_stand_best_first_and_then_as_the_server_has_them() -> None:
    infos = {
        symbol: SymbolInfo(symbol, name, 2)
        for symbol, name in (("XBO", ""), ("CAT", "Bobcat"), ("BOB", ""), ("BOA", ""), ("C", ""))
    }
    assert ranked("bo", infos) == ["BOB", "BOA", "CAT", "XBO"]
    assert ranked("", infos) == [*infos]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("AX", "There is no symbol AX on this server. It has S0, S1, S2, S3, S4, S5, S6, S7 and 2"),
        ("s9x", "There is no symbol s9x on this server. It has S0"),
        ("  ", "Type a symbol."),
    ],
)
def test_a_refusal_names_symbols_that_there_are(text: str, sentence: str) -> None:
    assert refusal(text, [f"S{number}" for number in range(10)]).startswith(sentence)


def test_a_refusal_names_what_is_close() -> None:
    assert refusal("bo", ["ACME", "BOLT"]) == ("There is no symbol bo on this server. It has BOLT.")


def test_before_the_server_was_reached_no_symbol_can_be_judged() -> None:
    assert refusal("AAA", []) == "The server has not told its symbols yet."
