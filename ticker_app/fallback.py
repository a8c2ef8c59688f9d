"""Which transport a lane speaks: the chosen one, or the next that is not blocked on the way."""

from __future__ import annotations

from ticker_app.choice import Transport

FIRST_RETRY_US = 60_000_000
LONGEST_RETRY_US = 900_000_000
NAMES = {
    Transport.WEBSOCKET: "WebSocket",
    Transport.SSE: "Server-Sent Events",
    Transport.LONG_POLL: "long poll",
    Transport.POLL: "poll",
}
SHORT_NAMES = NAMES | {Transport.SSE: "SSE"}
_LOWER = (Transport.SSE, Transport.LONG_POLL)
_RUNGS = {Transport.WEBSOCKET: (Transport.WEBSOCKET, *_LOWER), Transport.SSE: _LOWER}


class Ladder:
    """Steps down when a transport is blocked, and tries the chosen one again later.

    Blocked is not down: only a server that answers, but not on this transport, is a reason to
    take another. All moments are µs on the client clock.

    spoken: the transport to use now.
    stands: whether something was heard over another transport than the chosen one.

    Args:
        chosen: the transport that is wanted.
        falls: whether another may take its place.
    """

    def __init__(self, chosen: Transport, *, falls: bool) -> None:
        self.spoken = chosen
        self.stands = False
        self._rungs = _RUNGS.get(chosen, (chosen,)) if falls else (chosen,)
        self._retry_after_us = FIRST_RETRY_US
        self._retry_us: int | None = None

    @property
    def chosen(self) -> Transport:
        """The transport that is wanted."""
        return self._rungs[0]

    @property
    def retry_us(self) -> int | None:
        """When the chosen transport is tried again; None: it is spoken or being tried."""
        return self._retry_us

    def block(self, now_us: int) -> bool:
        """What is spoken is blocked; whether there is another to try at once.

        When all are, it is no matter of transports: the chosen one is tried again as usual.
        """
        rung = self._rungs.index(self.spoken) + 1
        if rung == len(self._rungs):
            self._stand_on_top()
            return False
        if self._retry_us is None:
            self._retry_us = now_us + self._retry_after_us
            self._retry_after_us = min(2 * self._retry_after_us, LONGEST_RETRY_US)
        self.spoken = self._rungs[rung]
        return True

    def hear(self) -> bool:
        """Something came over what is spoken; whether that is another transport than before."""
        stood, self.stands = self.stands, self.spoken is not self.chosen
        if not self.stands:
            self._retry_after_us = FIRST_RETRY_US
        return stood is not self.stands

    def climb(self, now_us: int | None) -> bool:
        """Try the chosen transport if it is time to, or at once (None); whether it is."""
        if self._retry_us is None or (now_us is not None and now_us < self._retry_us):
            return False
        self._stand_on_top()
        return True

    def hasten(self, now_us: int) -> None:
        """The chosen transport may be free again: it is time to try it."""
        if self._retry_us is not None:
            self._retry_us = now_us

    def _stand_on_top(self) -> None:
        self.spoken, self._retry_us = self.chosen, None


def fallen(chosen: Transport, spoken: Transport, place: str) -> str:
    """What a user reads when another transport took the place of the chosen one."""
    return (
        f"{NAMES[chosen]} is blocked on the way to {place}; prices come by {NAMES[spoken]} "
        f"instead. {NAMES[chosen]} is tried again from time to time, and with Ctrl+R."
    )
