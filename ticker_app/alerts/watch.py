"""One alert that is on, and how far it has looked."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from server.wire import Tick
from ticker_app.alerts.alert import Alert
from ticker_app.alerts.gap import Place
from ticker_app.alerts.trigger import Met, Trigger, trigger_of


class Standing(Enum):
    """What an alert is doing."""

    OFF = "off"
    NO_PRICE_YET = "no price yet"
    ARMED = "armed"
    BEYOND = "beyond"


class Shown(Struct, frozen=True):
    """A tick, as alerts look at it. published_us: client clock."""

    symbol: str
    place: Place
    price: float
    published_us: int


def shown_tick(epoch: str, tick: Tick, published_us: int) -> Shown:
    """A tick of the tape with this epoch; published_us: its time on the client clock."""
    return Shown(tick.symbol, Place(epoch, tick.seq, tick.count), tick.price, published_us)


class Mark(Struct, frozen=True):
    """On which side of its level an alert saw the price last, and at which tick."""

    alert: int
    place: Place
    side: int


class Look(Struct, frozen=True):
    """What came of looking at a tick.

    met: how the condition was met; None: it was not.
    follows: whether no tick of the symbol lies between this one and the one looked at before.
    before, after: the trigger and the tick before a gap that could be filled; None: no gap,
        or one between two tapes.
    """

    met: Met | None
    follows: bool = True
    before: Trigger | None = None
    after: Place | None = None


class Watch:
    """Looks at the ticks of one alert's symbol, each once, whoever brings them how often.

    Args:
        alert: what to wait for.
        mark: where it stood when the app was last used.
    """

    def __init__(self, alert: Alert, mark: Mark | None = None) -> None:
        self.alert = alert
        self._trigger: Trigger = trigger_of(alert, mark.side if mark else None)
        self._place = mark.place if mark else None
        self._is_kept = mark is not None

    @property
    def waits_for_a_price(self) -> bool:
        """Whether it has looked at nothing since the start."""
        return self._place is None or self._is_kept

    @property
    def standing(self) -> Standing:
        """What the alert is doing."""
        if self.waits_for_a_price:
            return Standing.NO_PRICE_YET
        return Standing.ARMED if self._trigger.is_armed else Standing.BEYOND

    @property
    def mark(self) -> Mark | None:
        """What to keep for the next start; None: nothing."""
        if self._place is None or self._trigger.side is None:
            return None
        return Mark(self.alert.id, self._place, self._trigger.side)

    @property
    def side(self) -> int | None:
        """On which side of its level the price was seen last; None: not known, or no level."""
        return self._trigger.side

    def begin(self, shown: Shown) -> None:
        """Go on from this price, which meets nothing; one that stands somewhere stays there.

        What was kept from an earlier start counts only for the same tape: on another one, or an
        older copy, nobody can know how the price came to where it is.
        """
        before, here = self._place, shown.place
        is_other = before is not None and (before.epoch != here.epoch or here.seq < before.seq)
        if before is None or (self._is_kept and is_other):
            self._trigger = trigger_of(self.alert)
            self._see(shown)
            self._place, self._is_kept = shown.place, False

    def rewind(self) -> None:
        """The tape is an older copy of itself: where it stood is on no tape any more."""
        if self._place is not None:
            self._place = replace(self._place, epoch="")

    def look(self, shown: Shown) -> Look | None:
        """Look at a tick; None: it, or a later one, had been looked at before."""
        if self.waits_for_a_price:
            self.begin(shown)
        before, here = self._place, shown.place
        if before is None or (before.epoch == here.epoch and here.seq <= before.seq):
            return None
        self._place, self._is_kept = here, False
        if before.epoch != here.epoch:
            return Look(self._see(shown, follows=False), follows=False)
        if here.count == before.count + 1:
            return Look(self._see(shown))
        trigger = self._trigger.copy()
        met = self._see(shown, follows=False)
        return Look(met, follows=False, before=trigger, after=before)

    def _see(self, shown: Shown, *, follows: bool = True) -> Met | None:
        return self._trigger.see(shown.price, shown.published_us, follows=follows)
