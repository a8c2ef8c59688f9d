"""How far what is on the screen can be trusted, judged by the age of the data."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from ticker_app.choice import LaneChoice, Transport
from ticker_app.fallback import SHORT_NAMES

STALLED_AFTER_US = 1_650_000
"""Silence beyond what the transport allows: of push two missed heartbeats, shown within 3 s,
for it may be a quarter of a second and a frame until the state is looked at."""
DELAYED_OVER_US = 1_000_000
STALE_OVER_US = 5_000_000
OFFLINE_AFTER_US = 10_000_000
STALLED = (
    "The connection is open, but nothing comes over it. If that goes on it is given up and made "
    "anew; what is missed comes then."
)
RESTARTS = "it restarts, and said when it is back"
UNANSWERED = "Nothing that can be used has come yet. If that goes on the connection is made anew."
TRICKLES = "Something is coming, but so slowly that nothing of it is whole yet."
ASKED_LESS = (
    "The server answers this address only so often and said when to ask again; polling goes on "
    "then. A longer interval is limited less."
)


class State(Enum):
    """How far what is on the screen can be trusted, from the age of the data."""

    CONNECTING = "Connecting"
    LIVE = "Live"
    POLLING = "Polling"
    LIMITED = "Limited"
    DELAYED = "Delayed"
    STALE = "Stale"
    STALLED = "Stalled"
    RECONNECTING = "Reconnecting"
    OFFLINE = "Offline"


class Health(Struct, frozen=True):
    """A state and the words for it. text: ``Polling every 1 s``; detail: a sentence or ''."""

    state: State
    text: str
    detail: str = ""


class Pulse(Struct, frozen=True):
    """What a lane knows of its own life. Moments are µs on the client clock.

    choice: the way it hears.
    silence_s: how long its transport may say nothing while all is well; of an interval poll
        the interval that it has now.
    heard_us: the newest arrival; None before the first.
    transit_us: how old the news of that arrival was when it came; None before the first.
    trickles: bytes came since, but no whole message yet.
    asked_us: when the present try to connect began; None: there is none, or it was answered.
    lost_us: without a connection since then; None while connected.
    next_try_us: waiting until then to try again; None otherwise.
    limited_until_us: the server asked not to be asked before then; None if it did not.
    restarts: the server went away in good order and said when it is back, which is waited for.
    instead_of: the transport that was chosen, if another is spoken because it is blocked.
    retry_us: when that is tried again; None: now, or never.
    error: what ended the last connection, a sentence; '' if none did.
    """

    choice: LaneChoice
    silence_s: float
    instead_of: Transport | None = None
    retry_us: int | None = None
    heard_us: int | None = None
    transit_us: int | None = None
    trickles: bool = False
    asked_us: int | None = None
    lost_us: int | None = None
    next_try_us: int | None = None
    limited_until_us: int | None = None
    restarts: bool = False
    error: str = ""


def judge(pulse: Pulse, now_us: int) -> Health:
    """The state in words."""
    if pulse.lost_us is not None:
        return _disconnected(pulse, pulse.lost_us, now_us)
    if pulse.heard_us is None or pulse.transit_us is None:
        return Health(State.CONNECTING, "Connecting")
    if pulse.limited_until_us is not None:
        return _limited(pulse.limited_until_us - now_us, ASKED_LESS)
    health = _connected(pulse, pulse.transit_us, now_us)
    silent_us = now_us - pulse.heard_us
    if silent_us <= pulse.silence_s * 1e6 + STALLED_AFTER_US:
        return health
    if pulse.trickles:
        return Health(State.DELAYED, f"Delayed by over {silent_us // 1_000_000} s", TRICKLES)
    return Health(State.STALLED, f"Stalled: nothing heard for {silent_us // 1_000_000} s", STALLED)


def _connecting(pulse: Pulse, now_us: int) -> Health:
    """The first try; that nothing comes of it is seen as soon as on a connection that is lost."""
    silent_us = 0 if pulse.asked_us is None else now_us - pulse.asked_us
    if silent_us <= pulse.silence_s * 1e6 + STALLED_AFTER_US:
        return Health(State.CONNECTING, "Connecting")
    return Health(State.STALLED, f"Stalled: no answer for {silent_us // 1_000_000} s", UNANSWERED)


def _limited(left_us: int, detail: str) -> Health:
    when = f"next in {_whole_s(left_us)} s" if left_us > 0 else "asking now"
    return Health(State.LIMITED, f"Limited, {when}", detail)


def _connected(pulse: Pulse, transit_us: int, now_us: int) -> Health:
    if transit_us > STALE_OVER_US:
        return Health(State.STALE, f"Stale by {_span(transit_us)}")
    if transit_us > DELAYED_OVER_US:
        return Health(State.DELAYED, f"Delayed by {transit_us / 1e6:.1f} s")
    if pulse.choice.transport is Transport.POLL:
        return _polling(pulse.choice, pulse.silence_s)
    if pulse.instead_of is not None:
        return _instead(pulse, pulse.instead_of, now_us)
    return Health(State.LIVE, "Live")


def _span(us: int) -> str:
    """A time of seconds or more, in the largest unit that it has two of."""
    seconds = us // 1_000_000
    for unit, unit_s in (("days", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * unit_s:
            return f"{seconds // unit_s:,} {unit}"
    return f"{seconds} s"


def _instead(pulse: Pulse, chosen: Transport, now_us: int) -> Health:
    left_us = 0 if pulse.retry_us is None else pulse.retry_us - now_us
    when = f"in {_whole_s(left_us)} s" if left_us > 0 else "now"
    spoken = SHORT_NAMES[pulse.choice.transport]
    detail = f"{SHORT_NAMES[chosen]} is blocked on the way; it is tried again {when}."
    return Health(State.LIVE, f"Live over {spoken}", detail)


def _polling(choice: LaneChoice, now_s: float) -> Health:
    if choice.longest_interval_s is None:
        return Health(State.POLLING, f"Polling every {choice.interval_s:g} s")
    bounds = f"{choice.interval_s:g}–{choice.longest_interval_s:g} s"
    return Health(
        State.POLLING,
        f"Polling every {now_s:.2g} s",
        f"Polling every {bounds}, now {now_s:.2g} s: more often while there is news, more seldom "
        "while there is none.",
    )


def _disconnected(pulse: Pulse, lost_us: int, now_us: int) -> Health:
    if not pulse.error:
        return _connecting(pulse, now_us)
    if pulse.limited_until_us is not None:
        return _limited(pulse.limited_until_us - now_us, pulse.error)
    offline = now_us - lost_us > OFFLINE_AFTER_US and not pulse.restarts
    state = State.OFFLINE if offline else State.RECONNECTING
    left_us = 0 if pulse.next_try_us is None else pulse.next_try_us - now_us
    if left_us <= 0:
        return Health(state, "Offline, trying now" if offline else "Reconnecting", pulse.error)
    left_s = _whole_s(left_us)
    if pulse.restarts:
        return Health(state, f"Server back in about {left_s} s", f"{pulse.error}; {RESTARTS}")
    words = f"Offline, next try in {left_s} s" if offline else f"Reconnecting in {left_s} s"
    return Health(state, words, pulse.error)


def _whole_s(left_us: int) -> int:
    """Rounded up, as a countdown is read."""
    return -(-left_us // 1_000_000)
