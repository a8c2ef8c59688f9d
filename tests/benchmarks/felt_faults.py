"""The faults of the desk, and what a window has to show of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.faults.plan import Every, Faults, Way
from ticker_app.faults.presets import PRESETS
from ticker_app.health import State

BROKEN = {State.RECONNECTING, State.OFFLINE, State.CONNECTING}
PUSHED_THE_OTHER_WAY = "nothing: pushed the other way"
AS_FRESH_AS_EVER = "nothing: answers are fresh"
ANOTHER_TRANSPORT = "nothing: no WebSocket"
STREAMS_STAY = "nothing: open streams stay"
BETWEEN_TWO_POLLS = "nothing: between two polls"


class View(NamedTuple):
    """What the window shows at one moment.

    text: of the state.
    lost: connections since the fault began.
    holes: of which it was told since then.
    later_ms: by how much its latency (p99) or the age of the newest price has grown since then.
    """

    state: State
    text: str
    lost: int
    holes: int
    later_ms: float


Sees = Callable[[View], bool]


class Case(NamedTuple):
    """One fault.

    words: what the window has to show of it.
    shows: whether it does.
    cuts: connections are cut as well, for what only meets new ones.
    restarts: the server really does.
    closes: it ends by taking the desk away.
    hold_s: so long it lasts at least.
    only: on these transports; what takes long need not be seen on all.
    """

    name: str
    faults: Faults
    words: str
    shows: Sees
    cuts: bool = False
    restarts: bool = False
    closes: bool = False
    hold_s: float = 0.0
    only: frozenset[Transport] = frozenset(Transport)

    @property
    def begins_s(self) -> float:
        """How long after it was set something happens."""
        every = self.faults.cut_every or self.faults.restart_every
        return 0.0 if every is None else every.most_s


def is_in(*states: State) -> Sees:
    """The pill shows one of these."""
    return lambda view: view.state in states


def is_lost(view: View) -> bool:
    """A lost connection is shown or counted."""
    return view.state in BROKEN or view.lost > 0


def is_lost_or_anew(view: View) -> bool:
    """Likewise, or that something is missing: between two polls a server may end and begin."""
    return is_lost(view) or view.holes > 0


def is_later(ms: float) -> Sees:
    """The latency or the age shown has grown by this much."""
    return lambda view: view.later_ms >= ms or view.state in {State.DELAYED, State.STALE}


def is_elsewhere(view: View) -> bool:
    """Another transport than the chosen one is spoken."""
    return view.text.startswith("Live over")


IS_STALLED = is_in(State.STALLED, *BROKEN)
IS_LATE = is_in(State.DELAYED, State.STALLED)
IS_LIMITED = is_in(State.LIMITED, *BROKEN)
SOME = frozenset({Transport.WEBSOCKET, Transport.POLL})
_PRESETS: tuple[tuple[str, Sees, float], ...] = (
    ("latency", is_later(100), 0),
    ("lost", is_lost, 14),
    ("by another way", is_elsewhere, 0),
    ("stalled", IS_STALLED, 0),
    ("limited", IS_LIMITED, 0),
)
CASES = (
    Case("delay 400 ms down", Faults(down=Way(delay_ms=400)), "latency", is_later(300)),
    Case("delay 400 ms up", Faults(up=Way(delay_ms=400)), "latency", is_later(200)),
    # Of a poll that is a second old, nothing is heard for three: that is a stall until it comes.
    Case("delay 2 s down", Faults(down=Way(delay_ms=2000)), "delayed, stalled", IS_LATE),
    # Of three answers one is that much later nearly always.
    Case("jitter 0-800 ms down", Faults(down=Way(jitter_ms=800)), "latency", is_later(100)),
    Case("jitter 0-800 ms up", Faults(up=Way(jitter_ms=800)), "latency", is_later(200)),
    Case("8 kbit/s down", Faults(down=Way(bits_per_s=8000)), "latency", is_later(300)),
    Case("8 kbit/s up", Faults(up=Way(bits_per_s=8000)), "latency", is_later(100)),
    Case("silent after 2 s", Faults(silent_after_s=2), "stalled", IS_STALLED),
    Case("black hole, Ctrl+D", Faults(silent_after_s=0), "stalled", IS_STALLED, closes=True),
    Case("cut once", Faults(), "lost", is_lost, cuts=True),
    Case("cut every 2 s", Faults(cut_every=Every(2, 2)), "lost", is_lost),
    Case("refuses", Faults(refuses=True), "reconnecting", is_lost, cuts=True),
    Case(
        "refuses for 40 s",
        Faults(refuses=True),
        "reconnecting",
        is_lost,
        True,
        False,
        False,
        40,
        SOME,
    ),
    Case("429, come back in 3 s", Faults(answer=429, retry_after_s=3), "limited", IS_LIMITED, True),
    Case("503", Faults(answer=503), "reconnecting", is_lost, cuts=True),
    Case("as if it restarted", Faults(restart_every=Every(3, 3)), "lost", is_lost),
    Case("server restarts", Faults(), "lost", is_lost_or_anew, restarts=True),
    *(
        Case(f"preset: {one.name}", one.faults, words, shows, hold_s=hold_s)
        for one, (words, shows, hold_s) in zip(PRESETS[1:], _PRESETS, strict=True)
    ),
)


def nothing_to_show(case: Case, choice: LaneChoice) -> str:
    """Why this lane can know nothing of it; '' if it can."""
    faults, transport = case.faults, choice.transport
    if faults.blocks_websocket and transport is not Transport.WEBSOCKET:
        return ANOTHER_TRANSPORT
    if faults.answer == 429 and not case.cuts and choice.mode is Mode.PUSH:
        return STREAMS_STAY
    if not faults.up.is_clear and faults.down.is_clear and transport is not Transport.LONG_POLL:
        return PUSHED_THE_OTHER_WAY if choice.mode is Mode.PUSH else AS_FRESH_AS_EVER
    only_cut = faults in {Faults(), Faults(cut_every=faults.cut_every)} and not case.restarts
    return BETWEEN_TWO_POLLS if transport is Transport.POLL and only_cut else ""
