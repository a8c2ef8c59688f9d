"""Who wants which symbols."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.interest import Interest

SYMBOLS = st.frozensets(st.sampled_from("ABCD"))
CHANGES = st.lists(st.tuples(st.integers(0, 3), SYMBOLS, st.sampled_from(["x", "y"])), max_size=30)


@given(CHANGES)
def test_it_finds_exactly_those_who_want_a_symbol(
    changes: list[tuple[int, frozenset[str], str]],
) -> None:
    interest: Interest[str, int] = Interest()
    wanted: dict[int, tuple[frozenset[str], str]] = {}
    for member, symbols, kind in changes:
        if member in wanted:
            interest.remove(member, *wanted[member])
        interest.add(member, symbols, kind)
        wanted[member] = symbols, kind
    for symbol in "ABCD":
        found = {
            (member, group.kind) for group in interest.wanting(symbol) for member in group.members
        }
        assert found == {
            (member, kind) for member, (symbols, kind) in wanted.items() if symbol in symbols
        }


def test_who_wants_the_same_shares_a_group() -> None:
    interest: Interest[str, int] = Interest()
    for member in (1, 2):
        interest.add(member, frozenset("AB"), "x")
    (group,) = interest.wanting("A")
    assert [*group.members] == [1, 2]


def test_removing_what_was_never_added_changes_nothing() -> None:
    interest: Interest[str, int] = Interest()
    interest.remove(1, frozenset("A"), "x")
    interest.add(1, frozenset("A"), "x")
    interest.remove(2, frozenset("A"), "x")
    assert [[*group.members] for group in interest.wanting("A")] == [[1]]
