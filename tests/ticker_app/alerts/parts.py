"""What tests of alerts are made of: ticks with prices, alerts, and a lane that brings some."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from server.wire import Cursor, Tick
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.book import AlertBook
from ticker_app.alerts.firing import Firing
from ticker_app.alerts.watch import Shown, shown_tick
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, Transport

SECOND = 1_000_000
PUSH = LaneChoice()
POLL = LaneChoice(Transport.POLL, 1.0)
LEVEL = 100.0


def same_clock(server_us: int) -> int:
    """Both clocks agree."""
    return server_us


def tick(count: int, price: float, *, symbol: str = "ACME", at_us: int | None = None) -> Tick:
    """A tick of a tape on which a second passes between two."""
    return Tick(symbol, count, count, count * SECOND if at_us is None else at_us, None, price)


def tape(prices: Iterable[float], *, symbol: str = "ACME") -> list[Tick]:
    """A tick for each price."""
    return [tick(count, price, symbol=symbol) for count, price in enumerate(prices, 1)]


def shown(tick: Tick, epoch: str = "e1") -> Shown:
    """A tick on the screen."""
    return shown_tick(epoch, tick, tick.time)


def above(level: float = LEVEL, **more: object) -> Alert:
    """An alert above a level."""
    return at(Condition.ABOVE, level, **more)


def at(condition: Condition, level: float = LEVEL, **more: object) -> Alert:
    """An alert on a level."""
    return Alert("ACME", condition, level, **more)  # type: ignore[arg-type] # its own fields


def move(percent: float, window_s: float = 10.0, condition: Condition = Condition.MOVES) -> Alert:
    """An alert on a percentage in a time."""
    return Alert("ACME", condition, percent=percent, window_s=window_s)


def book_of(*alerts: Alert) -> AlertBook:
    """A book of these."""
    book = AlertBook(same_clock)
    for alert in alerts:
        book.put(alert)
    return book


def bring(
    book: AlertBook,
    ticks: Sequence[Tick],
    *,
    choice: LaneChoice = PUSH,
    epoch: str = "e1",
    opened_us: int = 0,
    late_us: int = 0,
) -> list[Firing]:
    """One delivery, so long after its newest tick."""
    now_us = ticks[-1].time + late_us
    cursor = Cursor(epoch, ticks[-1].seq)
    return book.hear(Arrival(list(ticks), now_us, opened_us, cursor, now_us), choice, now_us)


def bring_each(book: AlertBook, ticks: Iterable[Tick], **how: object) -> list[Firing]:
    """A delivery for each tick."""
    return [
        firing
        for one in ticks
        for firing in bring(book, [one], **how)  # type: ignore[arg-type] # as `bring` takes it
    ]
