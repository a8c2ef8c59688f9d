"""Ticks that no delivery brought: what they would have met, once they are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from server.wire import Tick
from ticker_app.alerts.alert import Alert
from ticker_app.alerts.firing import Unseen
from ticker_app.alerts.trigger import Met, Trigger
from ticker_app.choice import LaneChoice


class Place(Struct, frozen=True):
    """Where a tick stands: on which tape, there, and among those of its symbol."""

    epoch: str
    seq: int
    count: int


class Gap(Struct, frozen=True):
    """Between two deliveries of one tape, ticks of an alert's symbol were not delivered.

    trigger: as it stood behind ``after``, the last tick before the gap.
    through: the first tick behind it, which was delivered.
    firing: the number of what the alert fired at ``through``; None: it did not.
    """

    alert: Alert
    trigger: Trigger
    after: Place
    through: Place
    choice: LaneChoice
    firing: int | None


class Settled(Struct, frozen=True):
    """What a gap held.

    firing, first_us, was_missed: completes that firing; firing None: there was none.
    unseen: what was met and never told; None: nothing.
    """

    firing: int | None
    first_us: int | None
    was_missed: bool | None
    unseen: Unseen | None


class _Found(Struct, frozen=True):
    """A tick that met the condition. at_us: its publication, client clock."""

    tick: Tick
    met: Met
    at_us: int


def settle(gap: Gap, ticks: Sequence[Tick], to_client_us: Callable[[int], int]) -> Settled | None:
    """Let the alert look at all that was published.

    Args:
        gap: what to fill.
        ticks: of its tape, oldest first; those of other symbols and places are left alone.
        to_client_us: moves a moment of the server's clock onto the client's.

    Returns:
        What there was; None if the ticks do not fill the gap.
    """
    held = [tick for tick in ticks if _is_in(tick, gap)]
    if len(held) != gap.through.count - gap.after.count:
        return None
    trigger = gap.trigger.copy()
    found = []
    for tick in held:
        at_us = to_client_us(tick.time)
        met = trigger.see(tick.price, at_us)
        if met is not None:
            found.append(_Found(tick, met, at_us))
    if gap.firing is None:
        return Settled(None, None, None, _unseen(gap, found))
    if not found:
        # A move at the very edge of its window: the tick that was seen is all there is.
        return Settled(gap.firing, to_client_us(held[-1].time), False, None)
    first = found[0]
    was_missed = first.tick.count != gap.through.count
    return Settled(gap.firing, first.at_us, was_missed, _unseen(gap, found[1:]))


def _is_in(tick: Tick, gap: Gap) -> bool:
    return tick.symbol == gap.alert.symbol and gap.after.count < tick.count <= gap.through.count


def _unseen(gap: Gap, found: Sequence[_Found]) -> Unseen | None:
    """An alert that does not repeat is met once at most."""
    told = found if gap.alert.repeats else found[: int(gap.firing is None)]
    if not told:
        return None
    first, last = told[0], told[-1]
    return Unseen(
        gap.alert,
        first.met.direction,
        first.tick.price,
        gap.choice,
        first.at_us,
        last.at_us,
        len(told),
    )
