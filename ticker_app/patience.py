"""Gives up a connection on which nothing comes any more, or that the user wants anew."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from ticker_app.feeds.base import FeedError

LOOK_S = 1.0
LEAST_BYTES = 1024
"""Fewer are no message on its way: pings, empty lines, a head that drips."""
LONGEST_MESSAGE_S = 30.0
"""No message of this contract is on its way for longer, on a line that is good for anything."""
AWAKE_S = 2.0
"""So long what came may take to be heard after the machine slept, or the loop stood still."""
TRICKLES_S = 3.0
"""Bytes that are no older than this are still coming."""


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


class HurriedError(Exception):
    """The user did not want to wait for this connection any longer."""


class Patience:
    """Watches one connection after the other.

    On a slow line a long message is on its way for longer than any silence that is usual, so
    bytes count too: as many as only a message has, and as long as one takes at most. What comes
    besides, as signs of life of whatever stands in between, says nothing of the server.

    trickles: whether a message came nearer lately that is not whole yet.

    Args:
        bytes_down: how many bytes have come so far.
        now_s: the time, seconds.
    """

    def __init__(
        self, bytes_down: Callable[[], int], *, now_s: Callable[[], float] = _loop_time
    ) -> None:
        self.trickles = False
        self._bytes_down = bytes_down
        self._now_s = now_s
        self._seen_bytes = 0
        self._heard_s = 0.0
        self._since_s = 0.0
        self._looked_s = 0.0
        self._within_s = 0.0
        self._until: asyncio.Timeout | None = None
        self._look: asyncio.TimerHandle | None = None
        self._is_hurried = False

    @asynccontextmanager
    async def watch(self, within_s: float) -> AsyncIterator[None]:
        """End the block if nothing comes for so long.

        Raises:
            FeedError: nothing came.
            HurriedError: `hurry` was called.
        """
        self._is_hurried = False
        try:
            async with asyncio.timeout(None) as self._until:
                self.renew(within_s)
                self._look_again()
                yield
        except TimeoutError as error:
            if self._is_hurried:
                raise HurriedError from error
            raise FeedError(
                f"Nothing was heard for {self._within_s:.0f} s; connecting anew"
            ) from error
        finally:
            self._until = None
            self.trickles = False
            if self._look is not None:
                self._look.cancel()

    def renew(self, within_s: float) -> None:
        """Something was heard just now; the next is due within so many seconds."""
        self.trickles = False
        self._seen_bytes = self._bytes_down()
        self._heard_s = self._since_s = self._looked_s = self._now_s()
        if within_s != self._within_s:
            self._within_s = within_s
            self._look_again()

    def hurry(self) -> bool:
        """End the watched connection now; False: there is none."""
        if self._until is None:
            return False
        self._is_hurried = True
        self._end(self._until)
        return True

    def _look_again(self) -> None:
        if self._look is not None:
            self._look.cancel()
        left_s = self._since_s + self._within_s - self._now_s()
        wait_s = min(LOOK_S, max(0, left_s))
        self._look = asyncio.get_running_loop().call_later(wait_s, self.look)

    def look(self) -> None:
        """See whether a message comes, or it was quiet for too long; called by itself."""
        now_s = self._now_s()
        if now_s - self._looked_s > AWAKE_S:
            # Nobody was there to hear anything, and what came meanwhile is heard after this.
            self._since_s = max(self._since_s, now_s - self._within_s + AWAKE_S)
        self._looked_s = now_s
        if self._is_nearer(now_s):
            self._seen_bytes = self._bytes_down()
            self._since_s = now_s
            self.trickles = True
        elif now_s - self._since_s >= TRICKLES_S:
            self.trickles = False
        if now_s - self._since_s < self._within_s:
            self._look_again()
        elif self._until is not None:
            self._end(self._until)

    def _is_nearer(self, now_s: float) -> bool:
        """Whether enough came since it was last looked at, and not for too long."""
        is_much = self._bytes_down() - self._seen_bytes >= LEAST_BYTES
        return is_much and now_s - self._heard_s < LONGEST_MESSAGE_S

    @staticmethod
    def _end(until: asyncio.Timeout) -> None:
        # It may be ending already, and be busy with closing the connection.
        if not until.expired():
            until.reschedule(asyncio.get_running_loop().time())
