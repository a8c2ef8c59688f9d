"""Catching up: what a reader missed, then live, with nothing lost, doubled or out of order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection

from msgspec import Struct

from server.fanout import Fanout
from server.limits import Limits
from server.reader import Reader
from server.tape import Tape
from server.wire import Cursor


class CatchUp(Struct, frozen=True):
    """Brings one reader from a cursor to the present.

    drain: returns when the reader's transport took what was written.
    report: called with whether all that followed the cursor is still held: first, and again
        with False if the tape forgot some of it while the reader was catching up.
    """

    tape: Tape
    fanout: Fanout
    limits: Limits
    reader: Reader
    drain: Callable[[], Awaitable[None]]
    report: Callable[[bool], None]

    async def run(self, symbols: Collection[str], cursor: Cursor) -> None:
        """Send what followed ``cursor``, then let ``symbols`` join the live ticks.

        Symbols that were live leave the live ticks meanwhile, so their order holds. A reader
        with a ``max_rate`` gets the newest tick of each symbol only.
        """
        self.fanout.unsubscribe(self.reader, symbols)
        if self.reader.min_gap_s:
            self._send_newest(symbols, cursor)
            return
        self.reader.catching_up += 1
        try:
            await self._send_pages(symbols, cursor)
        finally:
            self.reader.catching_up -= 1

    async def _send_pages(self, symbols: Collection[str], cursor: Cursor) -> None:
        page = self.tape.after(symbols, cursor, self.limits.page_ticks)
        self.report(page.complete)
        while True:
            if page.ticks:
                self.fanout.send_past(self.reader, page.ticks, page.cursor)
            if not page.more:
                # In the same step as the last page: whatever comes next comes live.
                self.fanout.subscribe(self.reader, symbols)
                return
            await asyncio.sleep(0)
            await self.drain()
            page = self.tape.after(symbols, page.cursor, self.limits.page_ticks)
            if not page.complete:
                self.report(False)

    def _send_newest(self, symbols: Collection[str], cursor: Cursor) -> None:
        complete = self.tape.after(symbols, cursor, 1).complete
        missed_from = cursor.seq if self.tape.cursor.follows(cursor) else 0
        self.report(complete)
        self.fanout.subscribe(self.reader, symbols)
        newest = self.tape.newest(symbols)
        self.fanout.send_newest(self.reader, [t for t in newest if t.seq > missed_from])
