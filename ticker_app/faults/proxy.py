"""The fault desk itself: a TCP relay to one server on which things go wrong."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random
from urllib.parse import urlsplit

from ticker_app.faults.link import Link
from ticker_app.faults.plan import Faults, in_words
from ticker_app.faults.schedule import Schedule
from ticker_app.feeds.address import tls_for
from ticker_app.waiting import pause

_PORTS = {"http": 80, "https": 443}


@dataclass(slots=True)
class Counts:
    """What the desk did so far.

    cut: connections. answered: requests that the server never saw. blocked: WebSockets.
    """

    connections: int = 0
    cut: int = 0
    answered: int = 0
    blocked: int = 0
    restarts: int = 0


class FaultDesk:
    """Relays every connection to a server, and lets go wrong what it is told to.

    Its listening socket is closed while connections are refused, so they are refused by the
    system, as where no server runs. What is on the way during a silence arrives afterwards.

    url: where it listens; '' while it does not.
    counts: what it did.

    Args:
        target_url: the server, ``http(s)://host[:port]``, with whom to believe about its
            certificate.
        seed: the same one lets the same things happen.
        tell: called with a sentence for everything that it does.
    """

    def __init__(
        self, target_url: str, *, seed: int = 0, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        self.url = ""
        self.counts = Counts()
        self._target = urlsplit(target_url)
        self._tls = tls_for(target_url)
        self._seed = seed
        self._tell = tell
        self._faults = Faults()
        self._links: set[Link] = set()
        self._changed = asyncio.Event()
        self._schedule = Schedule(self._faults, seed, 0)
        self._listener: asyncio.Server | None = None
        self._place = ("127.0.0.1", 0)

    @property
    def faults(self) -> Faults:
        """What goes wrong now."""
        return self._faults

    def set(self, faults: Faults) -> None:
        """Let this go wrong from now on, on connections that are open too."""
        if faults == self._faults:
            return
        self._faults = faults
        self._schedule = Schedule(faults, self._seed, self._now_s())
        self._tell("; ".join(in_words(faults)) or "all is well")
        for link in self._links:
            link.look_again()
        self._changed.set()

    def cut(self) -> None:
        """Cut every connection at once."""
        self._cut("cut")

    def seem_to_restart(self) -> None:
        """Cut every connection, and refuse new ones for 2 s."""
        self._schedule.leave(self._now_s())
        self._restart()
        self._changed.set()

    @asynccontextmanager
    async def serving(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[FaultDesk]:
        """Listen while the block runs; port 0 takes a free one. Afterwards nothing is open.

        Raises:
            OSError: there is no listening on that host and port.
        """
        self._place = (host, port)
        await self._listen()
        running = asyncio.create_task(self._run())
        try:
            yield self
        finally:
            # All is told to end before anything is waited for: this may be cancelled once more.
            running.cancel()
            self._close()
            self.url = ""
            links = set(self._links)
            for link in links:
                link.cut()
            await asyncio.wait([running, *(link.task for link in links)])

    async def _run(self) -> None:
        while True:
            self._changed.clear()
            if self._schedule.cuts_now(self._now_s()):
                if self._schedule.is_away:
                    self._restart()
                else:
                    self._cut("cut")
            await self._open_or_close()
            next_s = self._schedule.next_s
            await pause(self._changed, None if next_s is None else max(0, next_s - self._now_s()))

    async def _open_or_close(self) -> None:
        if self._faults.refuses or self._schedule.is_away:
            self._close()
        elif self._listener is None:
            try:
                await self._listen()
            except OSError as error:
                self._tell(f"cannot listen again: {error}; trying again")
                await asyncio.sleep(1)
                self._changed.set()

    async def _listen(self) -> None:
        # Known before it serves: what is cancelled while it begins to would stay open.
        self._listener = listener = await asyncio.start_server(
            self._on_connection, *self._place, start_serving=False
        )
        await listener.start_serving()
        host, port = listener.sockets[0].getsockname()[:2]
        self._place = (self._place[0], port)
        self.url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def _close(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    async def _on_connection(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.counts.connections += 1
        number = self.counts.connections
        link = Link(
            (reader, writer),
            Random(f"{self._seed} {number}"),
            faults=lambda: self._faults,
            counts=self.counts,
            host=self._target.netloc,
        )
        self._links.add(link)
        try:
            await link.run(self._connect)
        except OSError as error:
            self._tell(f"{self._target.netloc} cannot be reached: {_cause(error)}")
        except asyncio.CancelledError:
            # Of a task that is cancelled, asyncio's streams log an error (Python 3.11).
            if not link.is_cut:
                raise
        finally:
            writer.transport.abort()
            self._links.discard(link)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        scheme, host = self._target.scheme, self._target.hostname
        port = self._target.port or _PORTS[scheme]
        return await asyncio.open_connection(host, port, ssl=self._tls)

    def _restart(self) -> None:
        self.counts.restarts += 1
        self._close()
        self._cut("restarting, cut")

    def _cut(self, what: str) -> None:
        links = set(self._links)
        for link in links:
            link.cut()
        self.counts.cut += len(links)
        self._tell(f"{what} {len(links)} connection{'' if len(links) == 1 else 's'}")

    @staticmethod
    def _now_s() -> float:
        return asyncio.get_running_loop().time()


def _cause(error: OSError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        why = error.verify_message
        return f"its certificate is not believed ({why}); --tls-ca FILE names whom to believe"
    return str(error)
