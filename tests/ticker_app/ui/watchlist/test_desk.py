"""Changing the lists: what is refused in words, and what can be taken back."""

from __future__ import annotations

import pytest

from server.wire import SymbolInfo
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.watchlist.desk import Desk
from ticker_app.watch_settings import ColumnChoice, SymbolList, WatchError, WatchSettings

TECH = WatchSettings((SymbolList("Tech", ("AAA", "BBB")), SymbolList("Other")), "Tech")
INFOS = {name: SymbolInfo(name, name, 2) for name in ("AAA", "BBB", "CCC")}


@pytest.fixture
def desk() -> Desk:
    made = Desk(TECH)
    made.known = INFOS
    return made


@pytest.fixture
def told(desk: Desk) -> list[tuple[str, bool]]:
    sentences: list[tuple[str, bool]] = []
    desk.told.connect(lambda said, can_undo: sentences.append((said, can_undo)))
    return sentences


def symbols(desk: Desk, number: int = 0) -> str:
    return " ".join(desk.settings.lists[number].symbols)


def test_a_removed_symbol_can_be_put_back(desk: Desk, told: list[tuple[str, bool]]) -> None:
    desk.remove("AAA")
    assert (symbols(desk), told) == ("BBB", [("AAA is out of “Tech”.", True)])
    desk.undo()
    assert symbols(desk) == "AAA BBB"
    desk.undo()
    assert symbols(desk) == "AAA BBB"


def test_a_deleted_list_can_be_put_back(desk: Desk, told: list[tuple[str, bool]]) -> None:
    desk.delete_list()
    assert (len(desk.settings.lists), desk.settings.current) == (1, None)
    assert told == [("“Tech” is deleted.", True)]
    desk.undo()
    assert desk.settings == TECH


def test_what_was_done_since_cannot_be_lost_by_an_undo(desk: Desk) -> None:
    desk.remove("AAA")
    desk.add_typed("ccc")
    desk.undo()
    assert symbols(desk) == "BBB CCC"


def test_an_undo_leaves_the_columns_alone(desk: Desk) -> None:
    desk.remove("AAA")
    before = desk.settings
    desk.undo()
    assert desk.settings.columns == before.columns


def test_all_symbols_refuse_in_a_sentence(desk: Desk, told: list[tuple[str, bool]]) -> None:
    desk.choose(None)
    desk.remove("AAA")
    desk.move("AAA", None)
    desk.delete_list()
    desk.keep_order(["AAA"])
    assert [can_undo for _, can_undo in told] == [False] * 4
    assert all("Make a list of your own" in said for said, _ in told)


def test_a_move_needs_no_words(desk: Desk, told: list[tuple[str, bool]]) -> None:
    desk.move("BBB", "AAA")
    assert (symbols(desk), told) == ("BBB AAA", [])


def test_a_symbol_can_go_into_a_list_that_is_not_shown(
    desk: Desk, told: list[tuple[str, bool]]
) -> None:
    desk.add_to("Other", "AAA")
    assert (symbols(desk, 1), desk.settings.current) == ("AAA", "Tech")
    desk.add_to("Other", "AAA")
    assert told == [("AAA is in “Other”.", True), ("AAA is in “Other” already.", False)]


def test_what_is_typed_is_added_in_the_servers_letters(desk: Desk) -> None:
    assert desk.add_typed(" ccc ", before="BBB") == "CCC is in “Tech”."
    assert symbols(desk) == "AAA CCC BBB"


def test_a_symbol_that_the_server_does_not_have_is_refused(desk: Desk) -> None:
    with pytest.raises(WatchError, match="no symbol ZZZ on this server"):
        desk.add_typed("ZZZ")


def test_lists_are_begun_and_renamed(desk: Desk) -> None:
    desk.new_list("Third", ["CCC"])
    desk.rename_list("Last")
    assert desk.settings.shown_list() == SymbolList("Last", ("CCC",))
    with pytest.raises(WatchError):
        desk.new_list("last")


def test_an_order_is_by_a_column_or_none(desk: Desk) -> None:
    desk.order_by(Column.LAST, descending=True)
    assert (desk.sort, desk.settings.descending) == (Column.LAST, True)
    desk.order_by(None, descending=True)
    assert (desk.sort, desk.settings.descending) == (None, False)


def test_a_column_of_another_version_orders_nothing() -> None:
    assert Desk(WatchSettings(sort="from the future")).sort is None


def test_the_order_that_is_shown_can_be_kept_and_taken_back(desk: Desk) -> None:
    desk.order_by(Column.LAST)
    desk.keep_order(["BBB", "AAA"])
    assert (symbols(desk), desk.sort) == ("BBB AAA", None)
    desk.undo()
    assert (symbols(desk), desk.sort) == ("AAA BBB", Column.LAST)


def test_a_column_is_hidden_where_it_stands(desk: Desk) -> None:
    desk.arrange([ColumnChoice("age", width_px=70), ColumnChoice("symbol")])
    desk.show_column(Column.AGE, shown=False)
    assert desk.settings.columns[:2] == (
        ColumnChoice("age", shown=False, width_px=70),
        ColumnChoice("symbol"),
    )


def test_widths_can_be_left_to_the_content(desk: Desk) -> None:
    desk.arrange([ColumnChoice("age", width_px=70)])
    desk.use_needed_widths()
    assert {column.width_px for column in desk.settings.columns} == {None}


def test_what_changes_nothing_is_not_told(desk: Desk) -> None:
    changes: list[WatchSettings] = []
    desk.settings_changed.connect(changes.append)
    desk.choose("Tech")
    assert changes == []
    desk.choose("Other")
    assert changes == [desk.settings]
