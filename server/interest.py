"""Who wants which symbols: those who want the same ones share a group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

Kind = TypeVar("Kind")
Member = TypeVar("Member")


class Group(Generic[Kind, Member]):
    """All members of one kind that want exactly these symbols, in the order they came."""

    __slots__ = ("kind", "members", "symbols")

    def __init__(self, symbols: frozenset[str], kind: Kind) -> None:
        self.symbols = symbols
        self.kind = kind
        self.members: dict[Member, None] = {}


class Interest(Generic[Kind, Member]):
    """Finds the groups that want a symbol without looking at any other group."""

    def __init__(self) -> None:
        self._groups: dict[tuple[frozenset[str], Kind], Group[Kind, Member]] = {}
        self._by_symbol: dict[str, dict[Group[Kind, Member], None]] = {}

    def add(self, member: Member, symbols: frozenset[str], kind: Kind) -> None:
        """``member`` wants ``symbols``, none of which it wanted before."""
        group = self._groups.get((symbols, kind))
        if group is None:
            group = self._groups[symbols, kind] = Group(symbols, kind)
            for symbol in symbols:
                self._by_symbol.setdefault(symbol, {})[group] = None
        group.members[member] = None

    def remove(self, member: Member, symbols: frozenset[str], kind: Kind) -> None:
        """Undo ``add`` with the same arguments; nothing happens if there was none."""
        group = self._groups.get((symbols, kind))
        if group is None:
            return
        group.members.pop(member, None)
        if not group.members:
            self._drop(group)

    def _drop(self, group: Group[Kind, Member]) -> None:
        del self._groups[group.symbols, group.kind]
        for symbol in group.symbols:
            del self._by_symbol[symbol][group]
            if not self._by_symbol[symbol]:
                del self._by_symbol[symbol]

    def wanting(self, symbol: str) -> Iterable[Group[Kind, Member]]:
        """The groups that want ``symbol``, oldest first."""
        return self._by_symbol.get(symbol, ())
