"""Order and holes: what a feed that promises every tick checks about what it got."""

from __future__ import annotations

from collections.abc import Sequence

from server.wire import Cursor, Tick, WireError


class Continuity:
    """Where a reader of every tick stands, and whether it has all up to there.

    Args:
        after: the cursor that was asked for; None begins with whatever comes.
    """

    def __init__(self, after: Cursor | None) -> None:
        self._cursor = after
        self._counts: dict[str, int] = {}

    @property
    def cursor(self) -> Cursor:
        """Continues behind all that was accepted.

        Raises:
            WireError: none was asked for and the server has not said yet where it stands.
        """
        if self._cursor is None:
            raise WireError("not a message of this contract: ticks came before any cursor")
        return self._cursor

    def enter(self, standing: Cursor) -> bool:
        """The server's tape stands at ``standing``; False if ours is of another epoch.

        In another epoch everything is new, so we stand before its first tick.
        """
        if self._cursor is None:
            self._cursor = standing
        elif self._cursor.epoch != standing.epoch:
            self._cursor = Cursor(standing.epoch, 0)
            self._counts.clear()
            return False
        return True

    def rewind(self, end: Cursor) -> bool:
        """The server's tape ends here; whether that is before what came of it.

        Then it is an older copy, and we go on from its end: up to there most of it came before.
        """
        if self._cursor is None or self._cursor.epoch != end.epoch or end.follows(self._cursor):
            return False
        self.skip(end)
        return True

    def skip(self, to: Cursor) -> None:
        """Leave out all up to there, whatever it is."""
        self._cursor = to
        self._counts.clear()

    def accept(self, ticks: Sequence[Tick]) -> tuple[list[Tick], bool]:
        """The ticks that are new, and whether they follow without a hole.

        A tick that came before is dropped, so nothing is delivered twice.
        """
        cursor = self.cursor
        new: list[Tick] = []
        complete = True
        for tick in ticks:
            if tick.seq <= cursor.seq:
                continue
            complete &= self._counts.get(tick.symbol, tick.count - 1) == tick.count - 1
            self._counts[tick.symbol] = tick.count
            cursor = Cursor(cursor.epoch, tick.seq)
            new.append(tick)
        self._cursor = cursor
        return new, complete

    def advance(self, cursor: Cursor) -> None:
        """Nothing that was asked for is missing up to ``cursor``."""
        if cursor.seq > self.cursor.seq:
            self._cursor = cursor
