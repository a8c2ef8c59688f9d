"""How alerts read: what they wait for, what happened, and what polling cost."""

from __future__ import annotations

from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.firing import Entry, Firing, Unseen
from ticker_app.alerts.log import Summary
from ticker_app.alerts.watch import Standing
from ticker_app.choice import LaneChoice, Transport
from ticker_app.ui.local_text import Fineness, clock_text, general, localized
from ticker_app.ui.wording import DOWN, NARROW, UP, duration, polling, price, signed

AT_LEAST = "≥"
_ENOUGH_FOR_P99 = 100

_LEVELS = {
    Condition.ABOVE: "at {level} or above",
    Condition.BELOW: "at {level} or below",
    Condition.CROSSING: "crosses {level}",
}
_MOVES = {
    Condition.MOVES: "moves {percent} within {time}",
    Condition.RISES: "rises {percent} within {time}",
    Condition.FALLS: "falls {percent} within {time}",
}
_BEYOND = {
    Condition.ABOVE: "waits until it was below",
    Condition.BELOW: "waits until it was above",
    Condition.CROSSING: "waits until it leaves the level",
}
_STANDINGS = {
    Standing.OFF: "off",
    Standing.NO_PRICE_YET: "no price yet",
    Standing.ARMED: "waiting",
}
_LANES = {
    Transport.WEBSOCKET: "pushed by WebSocket",
    Transport.SSE: "pushed by Server-Sent Events",
    Transport.LONG_POLL: "long poll",
}


def condition(alert: Alert, decimals: int) -> str:
    """What it waits for: ``at 97.35 or above``, ``moves 1 % within 60 s``."""
    if alert.condition.has_level:
        return _LEVELS[alert.condition].format(level=price(alert.level, decimals))
    return _MOVES[alert.condition].format(
        percent=percent(alert.percent or 0.0), time=time(alert.window_s or 0.0)
    )


def percent(value: float) -> str:
    """Without idle zeros: ``0.5 %``, ``12 %``."""
    return localized(f"{value:.2f}".rstrip("0").rstrip(".")) + f"{NARROW}%"


def time(seconds: float) -> str:
    """``90 s``, ``5 min``, ``2 h``: the largest unit that has no fraction."""
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= size and not seconds % size:
            return f"{general(seconds / size)}{NARROW}{unit}"
    return f"{general(seconds)}{NARROW}s"


def standing(alert: Alert, now: Standing) -> str:
    """What it is doing: ``waiting``, ``waits until it was below``."""
    return _BEYOND[alert.condition] if now is Standing.BEYOND else _STANDINGS[now]


def event(entry: Entry, decimals: int) -> str:
    """What the price did: ``▲ reached 97.35``, ``▼ fell 1.02 % within 60 s``."""
    alert = entry.alert
    arrow = UP if entry.direction > 0 else DOWN
    if alert.condition.has_level:
        return f"{arrow} reached {price(alert.level, decimals)}"
    verb = "rose" if entry.direction > 0 else "fell"
    moved = alert.percent or 0.0
    if isinstance(entry, Firing) and entry.moved_share is not None:
        moved = abs(entry.moved_share) * 100
    return f"{arrow} {verb} {percent(moved)} within {time(alert.window_s or 0.0)}"


def lane(choice: LaneChoice) -> str:
    """How the price came: ``pushed by WebSocket``, ``polled every 1 s``."""
    return _LANES.get(choice.transport) or f"polled {polling(choice)}"


def delay(entry: Entry) -> str:
    """How long after the published tick it fired: ``512 ms``, ``≥ 400 ms``, ``never``."""
    if isinstance(entry, Unseen):
        return "never"
    text = str(duration(entry.delay_us))
    return text if entry.is_exact else f"{AT_LEAST}{NARROW}{text}"


def remark(entry: Entry) -> str:
    """What else there is to know of an entry; '' for nothing."""
    if isinstance(entry, Unseen):
        times = "once" if entry.times == 1 else f"{entry.times} times"
        return f"reached {times} between two deliveries; nobody was told"
    remarks = []
    if entry.was_waiting:
        remarks.append("was published before the connection; does not count")
    if entry.was_missed:
        remarks.append("the tick that reached it was missed")
    elif entry.was_missed is None:
        remarks.append("ticks were missed before it")
    if entry.alert.note:
        remarks.append(entry.alert.note)
    return "; ".join(remarks)


def moment(us: int) -> str:
    """Time of day: ``10:31:02.123``."""
    return clock_text(us / 1e6, Fineness.MILLISECOND)


def headline(firing: Firing, decimals: int) -> str:
    """What a notification says first: ``ACME ▲ reached 97.35``."""
    return f"{firing.alert.symbol} {event(firing, decimals)}"


def details(firing: Firing, decimals: int) -> str:
    """What it says then: the price, how late that is, and the note."""
    late = f"{delay(firing)} after the tick, {lane(firing.choice)}"
    said = f"Now {price(firing.price, decimals)} · {late}"
    return f"{said} · {firing.alert.note}" if firing.alert.note else said


def summary(one: Summary) -> str:
    """``polled every 1 s: median 512 ms after the tick, slowest 998 ms (12 alerts)``."""
    parts = []
    if one.fired:
        late = f"median {duration(one.median_us)} after the tick"
        if one.fired >= _ENOUGH_FOR_P99:
            late += f", 99{NARROW}% within {duration(one.p99_us)}"
        if one.fired > 1:
            late += f", slowest {duration(one.worst_us)}"
        parts.append(f"{late} ({one.fired} alert{'s' if one.fired > 1 else ''})")
    if one.at_least:
        parts.append(f"{one.at_least} of them may have been later")
    if one.unseen:
        parts.append(f"{one.unseen} crossing{'s' if one.unseen > 1 else ''} never seen")
    return f"{lane(one.choice)}: {'; '.join(parts) or 'none that counts'}"


def away(alert: Alert, last: float | None) -> str:
    """How far the price is from its level, in percent of the price: ``+0.43 %``."""
    if not alert.condition.has_level or alert.level is None or not last:
        return "–"
    return f"{signed((alert.level - last) / abs(last) * 100, 2)}{NARROW}%"
