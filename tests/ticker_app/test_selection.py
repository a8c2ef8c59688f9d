from __future__ import annotations

from ticker_app.selection import Selection

SERVER = ("AAA", "BBB")


def test_without_a_wish_it_is_the_servers_first() -> None:
    selection = Selection(None, None)
    assert selection.settle(SERVER) is None
    assert selection.symbol == "AAA"


def test_what_is_remembered_goes_before_the_servers_first_and_is_no_wish() -> None:
    selection = Selection(None, "BBB")
    selection.settle(SERVER)
    assert selection.symbol == "BBB"
    other = Selection(None, "ZZZ")
    assert other.settle(SERVER) is None
    assert other.symbol == "AAA"


def test_a_wish_is_settled_once() -> None:
    selection = Selection("BBB", "AAA")
    assert selection.is_open
    assert selection.settle(SERVER) is None
    assert not selection.is_open
    assert selection.symbol == "BBB"


def test_a_wish_that_cannot_be_granted_leaves_what_was_there() -> None:
    selection = Selection("BBB", None)
    selection.settle(SERVER)
    selection.want("XYZ")
    assert "no symbol XYZ" in str(selection.settle(SERVER))
    assert selection.symbol == "BBB"


def test_a_symbol_that_has_gone_is_missed_and_replaced() -> None:
    selection = Selection("BBB", None)
    selection.settle(SERVER)
    assert "showing CCC" in str(selection.settle(("CCC",)))
    assert selection.symbol == "CCC"


def test_a_server_without_symbols_has_none_to_show() -> None:
    selection = Selection("BBB", None)
    assert "none at all" in str(selection.settle(()))
    assert selection.symbol is None
