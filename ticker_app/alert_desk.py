"""Alerts at work: fed by a session's lane, completed by a reading of what it missed."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import NoReturn

import msgspec

from server.wire import Tick
from ticker_app.alerts.alert import Alert
from ticker_app.alerts.book import MOST_GAPS, NO_ALERTS, AlertBook, AlertSettings
from ticker_app.alerts.firing import Firing
from ticker_app.alerts.gap import Gap, settle
from ticker_app.alerts.log import AlertLog
from ticker_app.alerts.watch import Shown, shown_tick
from ticker_app.arrival import Arrival
from ticker_app.board import Quote
from ticker_app.choice import LaneChoice
from ticker_app.feeds.base import Sleep
from ticker_app.missed_reading import MissedReading, Stretch
from ticker_app.session import Session


class AlertDesk:
    """The alerts of a window and their log. They are fed whether or not the window is seen.

    While the reference reading is on, what was published between two deliveries is read too,
    for symbols with alerts only: it completes delays and finds crossings that nobody saw.

    session: what it listens to.
    book, log: to be read; alerts are changed here.
    fired: each is called with every firing at once.
    reading: of what was missed; its cost is in no lane's.

    Args:
        session: what to listen to.
        kept: from an earlier start.
        sleep: waits between two readings.
    """

    def __init__(
        self, session: Session, kept: AlertSettings = NO_ALERTS, *, sleep: Sleep = asyncio.sleep
    ) -> None:
        self.book = AlertBook(session.to_client_us, kept)
        self.log = AlertLog()
        self.fired: list[Callable[[Firing], None]] = []
        self.reading = MissedReading(
            session.server_url, clock=session.clock, on_read=self._on_read, sleep=sleep
        )
        self.session = session
        self._gaps: deque[Gap] = deque(maxlen=MOST_GAPS)
        self._epoch: str | None = None
        self._of_other_tapes: dict[str, Quote] = {}
        session.listeners.append(self._on_arrival)

    @property
    def is_settled(self) -> bool:
        """Whether all that can be known of the ticks looked at is in the log."""
        return not self._gaps

    async def run(self) -> NoReturn:
        """Read what was missed, when something was, until cancelled."""
        await self.reading.run()

    def put(self, alert: Alert) -> Alert:
        """Add an alert (id 0), or replace the one with its id; returns it as it is held."""
        return self.book.put(alert, self._shown(alert.symbol))

    def enable(self, number: int, on: bool) -> None:
        """Switch an alert on, from the price on the screen on, or off."""
        alert = self.book.get(number)
        if alert is not None and alert.enabled != on:
            self.put(msgspec.structs.replace(alert, enabled=on))

    def move(self, number: int, level: float) -> None:
        """Let an alert wait for another price."""
        alert = self.book.get(number)
        if alert is not None:
            self.put(msgspec.structs.replace(alert, level=level))

    def remove(self, number: int) -> None:
        """Forget an alert; what it told stays in the log."""
        self.book.remove(number)

    def _on_arrival(self, choice: LaneChoice, arrival: Arrival) -> None:
        if arrival.rewound:
            self.book.rewind()
        if arrival.rewound or arrival.cursor.epoch != self._epoch:
            self._epoch = arrival.cursor.epoch
            self._of_other_tapes = dict(self.session.quotes)
        for symbol in self.book.waiting_for_a_price():
            if (shown := self._shown(symbol)) is not None:
                self.book.begin(shown)
        firings = self.book.hear(arrival, choice, self.session.clock())
        self.log.add(firings)
        self._want_gaps()
        for firing in firings:
            for tell in self.fired:
                tell(firing)

    def _shown(self, symbol: str) -> Shown | None:
        """What is on the screen of the tape that is heard now; None: nothing of that."""
        quote = self.session.quotes.get(symbol)
        if quote is None or self._epoch is None or quote is self._of_other_tapes.get(symbol):
            return None
        return shown_tick(self._epoch, quote.tick, quote.published_us)

    def _want_gaps(self) -> None:
        """Of what was just found missing."""
        found = list(self.book.gaps)
        self.book.gaps.clear()
        if self.session.reference_on:
            self._gaps.extend(found)
            for gap in found:
                self.reading.want(_stretch(gap))

    def _on_read(self, read: Stretch, ticks: list[Tick]) -> None:
        """Settle what was read; a gap that was not filled by it never will be."""
        waiting = list(self._gaps)
        self._gaps.clear()
        for gap in waiting:
            if not read.holds(_stretch(gap)):
                self._gaps.append(gap)
            elif (settled := settle(gap, ticks, self.session.to_client_us)) is not None:
                self.log.settle(settled)


def _stretch(gap: Gap) -> Stretch:
    symbols = frozenset({gap.alert.symbol})
    return Stretch(symbols, gap.after.epoch, gap.after.seq, gap.through.seq)
