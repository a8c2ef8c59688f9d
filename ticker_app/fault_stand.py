"""The fault desk of one window: between its lanes and the server, while it is wanted."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import NoReturn

from ticker_app.faults.plan import Faults
from ticker_app.faults.proxy import Counts, FaultDesk
from ticker_app.feeds.address import by_way_of

SAID_KEPT = 100
SETTLE_S = 1.5
"""So long the lanes have to connect through the desk before anything goes wrong."""
Route = Callable[[str], None]


class FaultStand:
    """Puts a `FaultDesk` between lanes and server when it is opened, and takes it away again.

    Only lanes go through it. What is read beside them, as what was published, keeps its own
    way: it has to know what a lane did not get.

    faults: what goes wrong now.
    said: what the desk did lately, oldest first.
    restarts_really: whether `restart_server` restarts the server, or lets it only seem so.

    Args:
        server_url: the server.
        routes: each is called with the address by which lanes are to hear from now on.
        retries: each is called when less keeps connections from coming to anything than before.
            A machine is told so when its network comes back; after an outage on the way a lane
            would otherwise wait as long again as that took.
        restart: starts the server again; None: it is not ours.
        seed: the same one lets the same things happen.
        settle_s: how long nothing goes wrong at first. A lane that is led into a black hole
            would only be seen to connect; one that is in it is seen to stall.
    """

    def __init__(
        self,
        server_url: str,
        routes: Iterable[Route],
        *,
        retries: Iterable[Callable[[], None]] = (),
        restart: Callable[[], None] | None = None,
        seed: int = 0,
        settle_s: float = SETTLE_S,
    ) -> None:
        self.faults = Faults()
        self.said: deque[str] = deque(maxlen=SAID_KEPT)
        self.restarts_really = restart is not None
        self._server_url = server_url
        self._routes = tuple(routes)
        self._retries = tuple(retries)
        self._restart = restart
        self._seed = seed
        self._settle_s = settle_s
        self._desk: FaultDesk | None = None
        self._is_open = False
        self._asked = asyncio.Event()

    @property
    def is_open(self) -> bool:
        """Whether lanes shall go through the desk."""
        return self._is_open

    @property
    def counts(self) -> Counts | None:
        """What the desk did since it was opened; None: it is not there."""
        return None if self._desk is None else self._desk.counts

    # --- what a user asks for; each returns at once ---

    def open(self) -> None:
        """Let the lanes go through the desk; nothing goes wrong yet."""
        self._is_open = True
        self._asked.set()

    def close(self) -> None:
        """End all faults; the lanes go straight to the server again."""
        self._is_open = False
        self.faults = Faults()
        self._asked.set()

    def set(self, faults: Faults) -> None:
        """Let this go wrong from now on; opens the desk if need be."""
        before, self.faults = self.faults, faults
        if self._desk is not None:
            self._let_loose(self._desk, cut=faults.blocks_websocket > before.blocks_websocket)
            if before.hindrances - faults.hindrances:
                self.said.append("the way is free again: lanes are told to try at once")
                for retry in self._retries:
                    retry()
        else:
            self.open()

    def cut(self) -> None:
        """Cut every lane's connection at once."""
        if self._desk is not None:
            self._desk.cut()

    def restart_server(self) -> None:
        """Restart the server if it is ours; else cut and refuse for as long as that takes."""
        if self._restart is not None:
            self.said.append("the server restarts")
            self._restart()
        elif self._desk is not None:
            self._desk.seem_to_restart()

    # --- running ---

    async def run(self) -> NoReturn:
        """Run until cancelled; nothing is left open afterwards, nor while it is closed."""
        while True:
            self._asked.clear()
            if self._is_open:
                await self._stand_between()
            else:
                await self._asked.wait()

    async def _stand_between(self) -> None:
        desk = FaultDesk(self._server_url, seed=self._seed, tell=self.said.append)
        async with desk.serving():
            self.said.append("lanes go through the fault desk")
            self._send_by(by_way_of(self._server_url, desk.url, "the fault desk"))
            try:
                await asyncio.sleep(self._settle_s)
                self._desk = desk
                self._let_loose(desk, cut=self.faults.blocks_websocket)
                while self._is_open:
                    self._asked.clear()
                    await self._asked.wait()
            finally:
                self._desk = None
                self.said.append("lanes go straight to the server")
                self._send_by(self._server_url)

    def _let_loose(self, desk: FaultDesk, *, cut: bool) -> None:
        desk.set(self.faults)
        if cut:
            # A WebSocket that is open already would never notice that others are forbidden.
            desk.cut()

    def _send_by(self, url: str) -> None:
        for route in self._routes:
            route(url)
