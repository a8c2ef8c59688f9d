"""All alerts, fed by what a lane delivers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import msgspec
from msgspec import Struct

from ticker_app.alerts.alert import Alert, AlertError
from ticker_app.alerts.firing import Firing
from ticker_app.alerts.gap import Gap
from ticker_app.alerts.trigger import Met
from ticker_app.alerts.watch import Look, Mark, Shown, Standing, Watch, shown_tick
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice

MOST_GAPS = 1000
"""Gaps that wait to be settled; what fired behind a forgotten one is never known exactly."""


class AlertSettings(Struct, frozen=True):
    """The alerts and where they stand, as kept from one start to the next."""

    alerts: tuple[Alert, ...] = ()
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        ids = {alert.id for alert in self.alerts}
        if len(ids) != len(self.alerts) or 0 in ids:
            raise AlertError("Each alert needs an id of its own, and not 0")


NO_ALERTS = AlertSettings()


class _Delivery(Struct, frozen=True):
    """What all ticks of one arrival share."""

    choice: LaneChoice
    opened_us: int
    now_us: int


class AlertBook:
    """Holds alerts, shows them ticks, and says what fired.

    A condition is met between two ticks that were looked at, whatever lies between them: ticks
    that were missed, a lost connection, a switch of the lane, another life of the tape, a time
    in which the app was closed while the tape went on.

    revision: grows whenever an alert, or what should be kept of it, has changed.
    gaps: to be settled once what was published is known; whoever settles them takes them out.

    Args:
        to_client_us: moves a moment of the server's clock onto the client's.
        kept: from an earlier start.
    """

    def __init__(self, to_client_us: Callable[[int], int], kept: AlertSettings = NO_ALERTS) -> None:
        self.revision = 0
        self.gaps: deque[Gap] = deque(maxlen=MOST_GAPS)
        self._to_client_us = to_client_us
        self._number = 0
        self._alerts = {alert.id: alert for alert in kept.alerts}
        marks = {mark.alert: mark for mark in kept.marks}
        self._watches = {
            alert.id: Watch(alert, marks.get(alert.id)) for alert in kept.alerts if alert.enabled
        }
        self._of_symbol: dict[str, tuple[Watch, ...]] = {}
        self._sort()

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """All of them, in the order in which they were made."""
        return tuple(self._alerts.values())

    def get(self, number: int) -> Alert | None:
        """The alert with this id; None: there is none."""
        return self._alerts.get(number)

    def standing(self, number: int) -> Standing:
        """What the alert with this id is doing."""
        watch = self._watches.get(number)
        return Standing.OFF if watch is None else watch.standing

    def put(self, alert: Alert, shown: Shown | None = None) -> Alert:
        """Add an alert (id 0), or replace the one with its id; returns it as it is held.

        One that waits for something else than before, or was off, begins with the price on the
        screen, so that none fires merely because it was changed.

        Args:
            alert: the alert.
            shown: the newest tick of its symbol; None: there is none yet.
        """
        if not alert.id:
            alert = msgspec.structs.replace(alert, id=max(self._alerts, default=0) + 1)
        before = self._watches.pop(alert.id, None)
        self._alerts[alert.id] = alert
        if alert.enabled and before is not None and before.alert.waits_for == alert.waits_for:
            before.alert = alert
            self._watches[alert.id] = before
        elif alert.enabled:
            watch = self._watches[alert.id] = Watch(alert)
            if shown is not None:
                watch.begin(shown)
        self._sort()
        return alert

    def remove(self, number: int) -> None:
        """Forget the alert with this id, if there is one."""
        if self._alerts.pop(number, None) is not None:
            self._watches.pop(number, None)
            self._sort()

    def waiting_for_a_price(self) -> set[str]:
        """Symbols with an alert that has looked at no price since the start."""
        return {one.alert.symbol for one in self._watches.values() if one.waits_for_a_price}

    def begin(self, shown: Shown) -> None:
        """This tick was on the screen before a lane brought any: alerts go on from it."""
        for watch in self._of_symbol.get(shown.symbol, ()):
            watch.begin(shown)
            self.revision += 1

    def rewind(self) -> None:
        """The tape is an older copy of itself: alerts go on from it as from another tape."""
        for watch in self._watches.values():
            watch.rewind()

    def hear(self, arrival: Arrival, choice: LaneChoice, now_us: int) -> list[Firing]:
        """Look at what a lane delivered; returns what fired, in the order of the ticks.

        Args:
            arrival: the delivery.
            choice: the lane.
            now_us: client clock.
        """
        delivery = _Delivery(choice, arrival.opened_us, now_us)
        firings = []
        for tick in arrival.ticks:
            if tick.symbol not in self._of_symbol:
                continue
            shown = shown_tick(arrival.cursor.epoch, tick, self._to_client_us(tick.time))
            for watch in self._of_symbol.get(tick.symbol, ()):
                firing = self._look(watch, shown, delivery)
                if firing is not None:
                    firings.append(firing)
        return firings

    def kept(self) -> AlertSettings:
        """What to keep for the next start."""
        marks = (watch.mark for watch in self._watches.values())
        return AlertSettings(self.alerts, tuple(mark for mark in marks if mark is not None))

    def _look(self, watch: Watch, shown: Shown, delivery: _Delivery) -> Firing | None:
        alert, side = watch.alert, watch.side
        look = watch.look(shown)
        self.revision += watch.side != side
        if look is None:
            return None
        firing = None
        if look.met is not None:
            firing = self._fire(alert, look, look.met, shown, delivery)
        if look.before is not None and look.after is not None:
            number = None if firing is None else firing.number
            self.gaps.append(
                Gap(alert, look.before, look.after, shown.place, delivery.choice, number)
            )
        return firing

    def _fire(
        self, alert: Alert, look: Look, met: Met, shown: Shown, delivery: _Delivery
    ) -> Firing:
        self._number += 1
        if not alert.repeats:
            self.put(msgspec.structs.replace(alert, enabled=False))
        return Firing(
            number=self._number,
            alert=alert,
            direction=met.direction,
            moved_share=met.moved_share,
            price=shown.price,
            choice=delivery.choice,
            published_us=shown.published_us,
            fired_us=delivery.now_us,
            opened_us=delivery.opened_us,
            first_us=shown.published_us if look.follows else None,
            was_missed=False if look.follows else None,
        )

    def _sort(self) -> None:
        """By symbol, so that ticks of others cost nothing."""
        self._of_symbol = {}
        for watch in self._watches.values():
            symbol = watch.alert.symbol
            self._of_symbol[symbol] = (*self._of_symbol.get(symbol, ()), watch)
        self.revision += 1
