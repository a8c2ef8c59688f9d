"""How much one reader, one client and all of them together may take: rates, sizes, deadlines."""

from __future__ import annotations

import sys
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

USUAL_CONNECTIONS_PER_ADDRESS = 200


class Limits(Struct, frozen=True):
    """The bounds of one server; tests pass smaller ones.

    buffer_bytes: a reader with more than this unsent gets nothing queued.
    resume_bytes: it gets ticks again when no more than this is unsent.
    unsent_kernel_bytes: what the kernel may hold unsent before it says that it is full
        (TCP_NOTSENT_LOWAT), so that a reader that stopped is noticed, not buffered for.
    stalled_s: who takes nothing of what was written for this long is closed, and so is a
        WebSocket that answers no ping for this long.
    ping_s: from one ping of a WebSocket to the next.
    slowest_bytes_per_s: a line that is slower may be taken for one that is not read.
    close_s: how long the other side may take to answer a close before it is cut off.
    answer_s: how long a client may take to read a plain answer, however fast it goes on.
    look_s: from one look at all connections to the next; at most so late is a deadline noticed.
    request_s: how long a request may take to come, from its first byte or from connecting.
    back_s: when whoever is refused or sent home may come back.
    shutdown_s: how long a shutdown waits for the streams to end.
    batch_s: ticks that come within this time of a message travel together.
    keepalive_s: an idle HTTP connection is closed after it.
    heartbeat_s: a stream without ticks says so this often.
    page_ticks: ticks in one message while a reader catches up.
    connections: TCP connections at a time.
    connections_per_address: of them, of one client; None: 200, but of this machine all, since
        what stands in front of a server comes from there with everybody's connections.
    streams: WebSockets, event streams and waiting polls at a time, together.
    requests_per_s, burst: what one client address may ask of the paths that are counted.
    message_bytes: the largest WebSocket message from a client.
    messages_per_s: of one WebSocket; twice as many may come at once.
    subscriptions: symbols of one WebSocket.
    symbols: that one request or message may name.
    page_most: the largest ``limit`` of a request.
    wait_most_s: the longest ``wait`` of a request.
    header_bytes: of one request, its first line included.
    request_body_bytes: the largest HTTP body from a client; none is ever needed.
    unusable_messages, unusable_window_s: so many in so many seconds are abuse.
    """

    buffer_bytes: int = 256 * 1024
    resume_bytes: int = 64 * 1024
    unsent_kernel_bytes: int = 8 * 1024
    stalled_s: float = 4.0
    ping_s: float = 1.0
    slowest_bytes_per_s: int = 8 * 1024
    close_s: float = 1.0
    answer_s: float = 30.0
    request_s: float = 8.0
    look_s: float = 1.0
    back_s: int = 5
    shutdown_s: float = 1.2
    batch_s: float = 0.005
    keepalive_s: float = 25.0
    heartbeat_s: float = 1.0
    page_ticks: int = 500
    connections: int = 20_000
    connections_per_address: int | None = None
    streams: int = 20_000
    requests_per_s: float = 10_000.0
    burst: float = 20_000.0
    message_bytes: int = 64 * 1024
    messages_per_s: float = 50.0
    subscriptions: int = 10_000
    symbols: int = 1000
    page_most: int = 10_000
    wait_most_s: float = 60.0
    header_bytes: int = 16 * 1024
    request_body_bytes: int = 64 * 1024
    unusable_messages: int = 20
    unusable_window_s: float = 10.0

    def with_rate(self, requests_per_s: float) -> Limits:
        """The same with another rate; a second's worth, or at least one, may come at once."""
        return replace(self, requests_per_s=requests_per_s, burst=max(1.0, requests_per_s))

    def connections_of(self, client: str) -> int:
        """How many connections this client may have at a time."""
        if self.connections_per_address is not None:
            return self.connections_per_address
        of_this_machine = client == "::1" or client.startswith("127.")
        return self.connections if of_this_machine else USUAL_CONNECTIONS_PER_ADDRESS

    @property
    def ceilings(self) -> dict[str, float]:
        """The largest value of query parameters that have one, by name."""
        wait_s = self.wait_most_s
        return {"limit": self.page_most, "wait": int(wait_s) if wait_s.is_integer() else wait_s}


class Bucket:
    """One token bucket: so many a second, twice as many at once.

    Args:
        per_s: tokens a second.
        now: seconds, monotonic.
    """

    __slots__ = ("_at", "_per_s", "_tokens")

    def __init__(self, per_s: float, now: float) -> None:
        self._per_s = per_s
        self._tokens = self._most
        self._at = now

    @property
    def _most(self) -> float:
        return max(1.0, 2 * self._per_s)

    def take(self, now: float) -> bool:
        """Take a token; False if there is none."""
        self._tokens = min(self._most, self._tokens + (now - self._at) * self._per_s)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class RequestRates:
    """A token bucket for each client address.

    Args:
        per_s: tokens a second.
        burst: tokens of a full bucket.
        clock: seconds, monotonic.
    """

    _SWEEP_AT = 10_000

    def __init__(self, per_s: float, burst: float, clock: Callable[[], float]) -> None:
        self._per_s = per_s
        self._burst = burst
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    @property
    def addresses(self) -> int:
        """How many addresses are remembered."""
        return len(self._buckets)

    def wait_s(self, address: str) -> float:
        """Take a token: 0 if there was one, else the seconds until there is."""
        now = self._clock()
        tokens, at = self._buckets.get(address, (self._burst, now))
        tokens = min(self._burst, tokens + (now - at) * self._per_s)
        if tokens < 1:
            self._buckets[address] = (tokens, now)
            return (1 - tokens) / self._per_s
        self._buckets[address] = (tokens - 1, now)
        if len(self._buckets) > self._SWEEP_AT:
            self._forget_the_idle(now)
        return 0.0

    def _forget_the_idle(self, now: float) -> None:
        full_after_s = self._burst / self._per_s
        self._buckets = {
            address: bucket
            for address, bucket in self._buckets.items()
            if now - bucket[1] < full_after_s
        }


def raise_open_files() -> int | None:
    """Let this process hold as many sockets as the system allows it: how many (POSIX)."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 - POSIX only

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return soft
