"""What shall go wrong between client and server, and in words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

AWAY_S = 2.0
"""How long a server that is started again refuses connections."""
SILENT_NOW = 0.0


class Way(Struct, frozen=True):
    """What happens to bytes on their way in one direction.

    delay_ms: every byte takes as long.
    jitter_ms: and up to so much more, at random; bytes never overtake each other.
    bits_per_s: so much passes on each connection; None: as much as there is.
    """

    delay_ms: float = 0.0
    jitter_ms: float = 0.0
    bits_per_s: float | None = None

    @property
    def is_clear(self) -> bool:
        """Whether bytes pass as if nobody touched them."""
        return self == Way()


class Every(Struct, frozen=True):
    """Again and again, at random between two times, both in seconds; equal: a steady one."""

    least_s: float
    most_s: float


class Faults(Struct, frozen=True):
    """All that goes wrong at one time; the default: nothing.

    down, up: on the way to the client, and from it.
    silent_after_s: a connection stays open, and from that age on nothing passes on it, as in a
        network that lost its way; None: never.
    cut_every: all connections are cut at once, as by a network that goes away.
    restart_every: the same, and nobody answers for 2 s: a server that is started again.
    refuses: new connections are refused, as where no server runs.
    answer: the HTTP status of every answer (429 or 503); None: the server's.
    retry_after_s: what such an answer asks for; None: it does not say.
    blocks_websocket: upgrades to a WebSocket are forbidden, as behind some company proxies.
    """

    down: Way = Way()
    up: Way = Way()
    silent_after_s: float | None = None
    cut_every: Every | None = None
    restart_every: Every | None = None
    refuses: bool = False
    answer: int | None = None
    retry_after_s: int | None = None
    blocks_websocket: bool = False

    @property
    def hindrances(self) -> frozenset[str]:
        """What keeps new connections, or those of one transport, from coming to anything."""
        there = {
            "silent": self.silent_after_s == SILENT_NOW,
            "away": self.restart_every is not None,
            "refused": self.refuses,
            "answered": self.answer is not None,
            "blocked": self.blocks_websocket,
        }
        return frozenset(name for name, is_there in there.items() if is_there)

    def are_none(self) -> bool:
        """Whether all is well."""
        return self == Faults()


def in_words(faults: Faults) -> list[str]:
    """One phrase for each thing that goes wrong; empty: nothing does."""
    return list(_phrases(faults))


def _phrases(faults: Faults) -> Iterator[str]:
    for name, way in (("to the client", faults.down), ("to the server", faults.up)):
        if not way.is_clear:
            yield f"{name}: {_way(way)}"
    if faults.silent_after_s is not None:
        yield "nothing passes" + _after(faults.silent_after_s)
    if faults.cut_every is not None:
        yield f"all connections are cut every {_every(faults.cut_every)}"
    if faults.restart_every is not None:
        yield f"as if the server restarted every {_every(faults.restart_every)}"
    if faults.refuses:
        yield "new connections are refused"
    if faults.answer is not None:
        asks = "" if faults.retry_after_s is None else f", Retry-After {faults.retry_after_s} s"
        yield f"every request is answered {faults.answer}{asks}"
    if faults.blocks_websocket:
        yield "WebSocket is blocked"


def _way(way: Way) -> str:
    parts = []
    if way.delay_ms or way.jitter_ms:
        more = f" and up to {way.jitter_ms:g} ms more" if way.jitter_ms else ""
        parts.append(f"{way.delay_ms:g} ms{more}")
    if way.bits_per_s is not None:
        parts.append(f"at most {way.bits_per_s / 1000:g} kbit/s")
    return ", ".join(parts)


def _after(seconds: float) -> str:
    return f" on a connection {seconds:g} s after it began" if seconds else ""


def _every(every: Every) -> str:
    if every.least_s == every.most_s:
        return f"{every.least_s:g} s"
    return f"{every.least_s:g} to {every.most_s:g} s"
