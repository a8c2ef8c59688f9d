"""A desk of alerts on a session made by hand, and a lane that brings it prices."""

from __future__ import annotations

from server.wire import Cursor, Tick
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.alert_desk import AlertDesk
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.firing import Firing, Unseen
from ticker_app.alerts.gap import Settled
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, Transport

EPOCH = "e"
PUSH = LaneChoice()
POLL = LaneChoice(Transport.POLL, 1.0)


class Stage:
    """Knows AAA, BBB and CCC, and no alert at first."""

    def __init__(self, session: StandInSession) -> None:
        self.session = session
        self.desk = AlertDesk(session)
        self.told: list[Firing] = []
        self.desk.fired.append(self.told.append)

    def bring(
        self,
        symbol: str,
        price: float,
        *,
        choice: LaneChoice = PUSH,
        late_us: int = 2000,
        missed: int = 0,
    ) -> None:
        """The lane brings a price, so late, behind so many that it missed."""
        session = self.session
        before = session.quotes.get(symbol)
        count = (before.tick.count if before else 0) + 1 + missed
        published_us = session.now_us
        session.now_us += late_us
        tick = Tick(symbol, count, count, published_us, None, price)
        arrival = Arrival([tick], session.now_us, 0, Cursor(EPOCH, count), published_us)
        for hear in session.listeners:
            hear(choice, arrival)
        session.put(tick, published_us)

    def above(self, level: float, symbol: str = "AAA", **more: object) -> Alert:
        """A new alert."""
        alert = Alert(symbol, Condition.ABOVE, level, **more)  # type: ignore[arg-type] # its own
        return self.desk.put(alert)

    def never_seen(self, times: int = 2) -> None:
        """It is learnt that the first alert's price was reached and nobody was told."""
        alert = self.desk.book.alerts[0]
        now_us = self.session.now_us
        unseen = Unseen(alert, -1, 99.0, POLL, now_us, now_us, times)
        self.desk.log.settle(Settled(None, None, None, unseen))
