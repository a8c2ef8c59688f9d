"""What the watchlist remembers, and what may be done with it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.watch_settings import (
    ALL_SYMBOLS,
    LONGEST_NAME,
    ColumnChoice,
    SymbolList,
    WatchError,
    WatchSettings,
)

TECH = WatchSettings((SymbolList("Tech", ("AAA", "BBB", "CCC")),), "Tech")
ALL = WatchSettings((SymbolList("Tech"),))


def symbols(settings: WatchSettings) -> str:
    shown = settings.shown_list()
    assert shown is not None
    return " ".join(shown.symbols)


def test_at_first_all_symbols_are_shown() -> None:
    assert WatchSettings().shown_list() is None


def test_a_new_list_is_shown_and_holds_each_symbol_once() -> None:
    settings = WatchSettings().with_list("  My   list ", ("AAA", "BBB", "AAA"))
    assert settings.shown_list() == SymbolList("My list", ("AAA", "BBB"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "needs a name"),
        (" \t", "needs a name"),
        ("x" * (LONGEST_NAME + 1), f"at most {LONGEST_NAME}"),
        ("TECH", "“TECH” already"),
        (ALL_SYMBOLS.lower(), "already"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_in_words(name: str, words: str) -> None:
    with pytest.raises(WatchError, match=words):
        TECH.with_list(name)


def test_a_list_may_be_written_otherwise() -> None:
    renamed = TECH.renamed("TECH")
    assert (renamed.current, symbols(renamed)) == ("TECH", "AAA BBB CCC")


def test_a_name_of_another_list_cannot_be_taken() -> None:
    with pytest.raises(WatchError, match="“tech” already"):
        TECH.with_list("Other").renamed("tech")


def test_another_list_can_be_shown_or_none() -> None:
    settings = TECH.with_list("Other")
    assert symbols(settings.choosing("Tech")) == "AAA BBB CCC"
    assert settings.choosing(None).shown_list() is None


def test_a_deleted_list_leaves_all_symbols() -> None:
    settings = TECH.with_list("Other").without_list()
    assert (settings.current, settings.lists) == (None, TECH.lists)


def test_all_symbols_cannot_be_changed() -> None:
    for change in (
        ALL.without_list,
        lambda: ALL.renamed("X"),
        lambda: ALL.adding("AAA"),
        lambda: ALL.removing("AAA"),
        lambda: ALL.moving("AAA", None),
        lambda: ALL.keeping_order(["AAA"]),
    ):
        with pytest.raises(WatchError, match="“All symbols” shows what the server has"):
            change()


def test_a_symbol_is_put_at_the_end_or_before_another() -> None:
    assert symbols(TECH.adding("DDD")) == "AAA BBB CCC DDD"
    assert symbols(TECH.adding("DDD", before="BBB")) == "AAA DDD BBB CCC"
    assert symbols(TECH.adding("DDD", before="ZZZ")) == "AAA BBB CCC DDD"


def test_a_symbol_is_in_a_list_once() -> None:
    with pytest.raises(WatchError, match="BBB is in “Tech” already"):
        TECH.adding("BBB")


def test_a_symbol_is_taken_out() -> None:
    assert symbols(TECH.removing("BBB")) == "AAA CCC"


def test_other_lists_stay_as_they_are() -> None:
    settings = TECH.with_list("Other", ("AAA",)).removing("AAA")
    assert settings.lists == (TECH.lists[0], SymbolList("Other"))


@given(st.permutations(["AAA", "BBB", "CCC", "DDD"]), st.data())
def test_a_move_changes_the_place_of_one_symbol_only(order: list[str], data: st.DataObject) -> None:
    settings = WatchSettings().with_list("L", order)
    moved = data.draw(st.sampled_from(order))
    before = data.draw(st.sampled_from([*(each for each in order if each != moved), None]))
    after = symbols(settings.moving(moved, before)).split()
    assert [each for each in after if each != moved] == [each for each in order if each != moved]
    assert after[after.index(moved) + 1 :][:1] == ([before] if before else [])


def test_a_list_ordered_by_a_column_is_not_ordered_by_hand() -> None:
    with pytest.raises(WatchError, match="ordered by a column"):
        TECH.sorting("last").moving("AAA", None)


def test_the_order_that_is_shown_can_be_kept() -> None:
    settings = TECH.sorting("last", descending=True).keeping_order(["CCC", "AAA"])
    assert (symbols(settings), settings.sort) == ("CCC AAA BBB", None)


def test_columns_that_are_not_named_stand_behind() -> None:
    settings = WatchSettings(columns=(ColumnChoice("age", shown=False), ColumnChoice("future")))
    assert [*settings.arranged(("symbol", "last", "age"))] == [
        ColumnChoice("age", shown=False),
        ColumnChoice("symbol"),
        ColumnChoice("last"),
    ]


def test_columns_of_another_version_are_not_lost() -> None:
    settings = WatchSettings(columns=(ColumnChoice("future", width_px=9),))
    arranged = settings.arranging([ColumnChoice("last"), ColumnChoice("symbol")])
    assert [column.name for column in arranged.columns] == ["last", "symbol", "future"]


def test_tidying_loses_no_list() -> None:
    settings = WatchSettings(
        (
            SymbolList("A", ("X", "X", "Y")),
            SymbolList("a", ("Z",)),
            SymbolList(" "),
            SymbolList(ALL_SYMBOLS, ("Q",)),
        ),
        current="gone",
        columns=(ColumnChoice("last", width_px=5), ColumnChoice("age"), ColumnChoice("last")),
    )
    tidied = settings.tidied()
    assert tidied.lists == (
        SymbolList("A", ("X", "Y")),
        SymbolList("a (2)", ("Z",)),
        SymbolList("List"),
        SymbolList(f"{ALL_SYMBOLS} (2)", ("Q",)),
    )
    assert tidied.current is None
    assert tidied.columns == (ColumnChoice("last", width_px=5), ColumnChoice("age"))


def test_what_a_user_has_chosen_is_tidy_and_survives_being_written() -> None:
    settings = TECH.with_list("Other", ("X",)).sorting("last", descending=True)
    assert settings.tidied() == settings
    assert msgspec.json.decode(msgspec.json.encode(settings), type=WatchSettings) == settings
