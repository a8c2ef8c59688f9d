"""Faults that a presenter reaches for, by name."""

from __future__ import annotations

from msgspec import Struct

from ticker_app.faults.plan import Every, Faults, Way


class Preset(Struct, frozen=True):
    """A name for a button, one sentence about what to look at, and the faults."""

    name: str
    tip: str
    faults: Faults


PRESETS = (
    Preset(
        "All is well",
        "Nothing goes wrong; what was kept back arrives now, and lanes are told to try at once",
        Faults(),
    ),
    Preset(
        "Bad mobile link",
        "Slow, uneven and narrow: prices come late on every lane",
        Faults(
            down=Way(delay_ms=120, jitter_ms=180, bits_per_s=256_000),
            up=Way(delay_ms=80, jitter_ms=80, bits_per_s=64_000),
        ),
    ),
    Preset(
        "Cut every 10 s",
        "Push loses its connection and recovers every tick; a poll that is not under way just "
        "then never notices, and never knows what it missed",
        Faults(cut_every=Every(10, 10)),
    ),
    Preset(
        "WebSocket blocked",
        "As behind some company proxies; the window's lane takes another transport and says so",
        Faults(blocks_websocket=True),
    ),
    Preset(
        "Black hole",
        "Every connection stays open, and nothing comes: stalled after 3 s, given up after 6 s",
        Faults(silent_after_s=0),
    ),
    Preset(
        "Too many requests",
        "Every request is answered 429 and asked to come back in 3 s",
        Faults(answer=429, retry_after_s=3),
    ),
)
"""The first one ends all faults."""
