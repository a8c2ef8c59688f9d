"""The one sentence that a user reads."""

from __future__ import annotations

from ticker_app.notices import Notices, Trouble, no_symbol


def nobody() -> None:
    """Whoever does not want to hear of a word."""


def test_without_trouble_there_is_nothing_to_read() -> None:
    notices = Notices(nobody)
    notices.clear(Trouble.LANE)
    assert notices.current is None


def test_what_the_user_did_comes_first() -> None:
    notices = Notices(nobody)
    notices.tell(Trouble.REFERENCE, "no reference")
    notices.tell(Trouble.LANE, "no server")
    assert notices.current == "no server"
    notices.tell(Trouble.SYMBOL, "no symbol")
    assert notices.current == "no symbol"
    notices.clear(Trouble.SYMBOL)
    assert notices.current == "no server"


def test_what_was_dismissed_stays_so_until_it_is_another() -> None:
    notices = Notices(nobody)
    notices.tell(Trouble.LANE, "no server")
    notices.dismiss()
    notices.tell(Trouble.LANE, "no server")
    assert notices.current is None
    assert notices.has(Trouble.LANE)
    notices.tell(Trouble.LANE, "another kind of server")
    assert notices.current == "another kind of server"


def test_trouble_that_comes_back_is_told_again() -> None:
    notices = Notices(nobody)
    notices.tell(Trouble.LANE, "no server")
    notices.dismiss()
    notices.clear(Trouble.LANE)
    notices.tell(Trouble.LANE, "no server")
    assert notices.current == "no server"


def test_only_what_is_named_is_well_again() -> None:
    notices = Notices(nobody)
    for trouble in Trouble:
        notices.tell(trouble, trouble.name)
    notices.clear(Trouble.SYMBOL, Trouble.FALLBACK)
    assert notices.current == "LANE"
    notices.show(Trouble.LANE, None)
    assert notices.current == "PICTURE"


def test_every_word_is_heard_when_it_is_true() -> None:
    heard: list[str | None] = []
    notices = Notices(lambda: heard.append(notices.current))
    notices.show(Trouble.LANE, "no server")
    notices.dismiss()
    notices.clear(Trouble.LANE)
    assert heard == ["no server", None, None]


def test_an_unknown_symbol_is_told_with_what_there_is() -> None:
    assert no_symbol("XYZ", "ACME", ["ACME", "BOLT"]) == (
        "There is no symbol XYZ on this server; showing ACME. It has ACME, BOLT."
    )
    assert no_symbol("XYZ", "A", list("ABCDEFGHIJ")).endswith(
        "It has A, B, C, D, E, F, G, H and 2 more."
    )
    assert no_symbol("XYZ", None, []) == (
        "There is no symbol XYZ on this server; it has none at all."
    )
