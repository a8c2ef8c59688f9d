"""The way of one tick: where the time goes from its source to the screen."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from ticker_app.measures.latency import LatencyHistogram

MOST_WAITING = 1_000
"""Ticks that wait for a frame; the oldest of more than that are left out."""


class Stage(Enum):
    """One part of the way, in their order. COMING is AT_SERVER and SENDING, told as one."""

    AT_SOURCE = "due to published"
    AT_SERVER = "published to sent"
    SENDING = "sent to received"
    COMING = "published to received"
    DECODING = "received to decoded"
    PAINTING = "decoded to painted"


class Part(Struct, frozen=True):
    """Half and 99 % of the ticks took at most this long for one stage; µs."""

    stage: Stage
    p50_us: int
    p99_us: int


class DeliveredTick(Struct, frozen=True):
    """The moments of one tick, µs, client clock. sent_us: None if the transport hides it."""

    published_us: int
    sent_us: int | None
    received_us: int
    decoded_us: int

    def durations(self, painted_us: int) -> Iterator[tuple[Stage, int]]:
        """What each stage took, µs; together from publication to the paint."""
        if self.sent_us is None:
            yield Stage.COMING, self.received_us - self.published_us
        else:
            yield Stage.AT_SERVER, self.sent_us - self.published_us
            yield Stage.SENDING, self.received_us - self.sent_us
        yield Stage.DECODING, self.decoded_us - self.received_us
        yield Stage.PAINTING, painted_us - self.decoded_us


class TickPath:
    """Stages of the ticks of one symbol on one lane, in a fixed amount of memory.

    A tick counts once a frame has shown it, in all its stages at the same time.

    source: what the server says of all symbols, as no tick carries when it was due; None: it
        does not say.
    """

    def __init__(self) -> None:
        self.source: Part | None = None
        self._histograms: dict[Stage, LatencyHistogram] = {}
        self._waiting: deque[DeliveredTick] = deque(maxlen=MOST_WAITING)

    def take(self, tick: DeliveredTick) -> None:
        """A tick that waits for a frame now; ticks come in the order they were decoded."""
        self._waiting.append(tick)

    def painted(self, painted_us: int, looked_us: int) -> None:
        """A frame is on the screen that shows all that was decoded up to ``looked_us``."""
        while self._waiting and self._waiting[0].decoded_us <= looked_us:
            for stage, took_us in self._waiting.popleft().durations(painted_us):
                self._histograms.setdefault(stage, LatencyHistogram()).record(took_us)

    def leave_out_waiting(self) -> None:
        """No frame was painted since they came, because nobody could have seen it."""
        self._waiting.clear()

    def parts(self) -> tuple[Part, ...]:
        """The stages that were measured, in their order; empty before the first frame."""
        measured = ((stage, self._histograms.get(stage)) for stage in Stage)
        parts = [
            Part(stage, found.p50_us, found.p99_us)
            for stage, histogram in measured
            if histogram is not None and (found := histogram.percentiles()) is not None
        ]
        return tuple(parts if self.source is None or not parts else [self.source, *parts])
