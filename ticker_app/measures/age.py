"""How old what is on the screen is: age and unseen age, as exact time integrals.

Age of information: Kaul, Yates and Gruteser, "Real-time status: How often should one update?",
INFOCOM 2012. All moments are µs on the client clock; sums are whole numbers, so nothing is lost
to rounding however long a lane runs.
"""

from __future__ import annotations

from collections import deque

from msgspec import Struct

MOST_WAITING = 20_000
"""Deliveries, or publications, that wait for each other; of more than that nobody keeps track."""


class AgeIntegral(Struct, gc=False):
    """The age of one symbol: time since the newest delivered tick was published.

    It falls at each delivery that brings news and grows by one µs per µs between them. A
    publication later than its delivery can only come from the error of the clock offset and
    counts as published when delivered.

    peaks: deliveries with news after the first one.
    """

    # Of many symbols on many lanes there are tens of thousands: numbers, which the collector
    # need not look through.
    peaks: int = 0
    _began_us: int | None = None
    _through_us: int = 0
    _published_us: int = 0
    _twice_integral: int = 0
    _peak_sum_us: int = 0
    _peak_max_us: int = 0

    def deliver(self, received_us: int, published_us: int) -> None:
        """A tick was delivered; one no newer than what was there is no news."""
        published_us = min(published_us, received_us)
        if self._began_us is None:
            self._began_us = self._through_us = received_us
        elif published_us <= self._published_us:
            return
        else:
            self._peak(received_us)
        self._published_us = published_us

    def _peak(self, received_us: int) -> None:
        self._twice_integral += self._twice_area(received_us)
        self._through_us = max(self._through_us, received_us)
        age_us = self._through_us - self._published_us
        self._peak_sum_us += age_us
        self._peak_max_us = max(self._peak_max_us, age_us)
        self.peaks += 1

    def _twice_area(self, until_us: int) -> int:
        """Twice the area under the age from where it was summed up to."""
        start_us, end_us = self._through_us, max(until_us, self._through_us)
        return (end_us - start_us) * (start_us + end_us - 2 * self._published_us)

    def twice_integral(self, now_us: int) -> int:
        """Twice the area under the age since the first delivery, µs²; 0 before it."""
        return 0 if self._began_us is None else self._twice_integral + self._twice_area(now_us)

    def elapsed_us(self, now_us: int) -> int:
        """How long ago the first delivery was; 0 before it."""
        return 0 if self._began_us is None else max(now_us, self._through_us) - self._began_us

    def now(self, now_us: int) -> int | None:
        """The age at this moment, µs; None before the first delivery."""
        if self._began_us is None:
            return None
        return max(now_us, self._through_us) - self._published_us

    def mean(self, now_us: int) -> float | None:
        """The time average since the first delivery, µs; None before any time has passed."""
        elapsed_us = self.elapsed_us(now_us)
        return self.twice_integral(now_us) / (2 * elapsed_us) if elapsed_us else None

    def peak_mean(self) -> float | None:
        """The mean of the ages just before each delivery with news, µs; None before one."""
        return self._peak_sum_us / self.peaks if self.peaks else None

    def max(self, now_us: int) -> int | None:
        """The greatest age so far, µs; None before the first delivery."""
        age_us = self.now(now_us)
        return None if age_us is None else max(age_us, self._peak_max_us)


class UnseenAge:
    """For how long the price of one symbol has been out of date.

    At each moment: the time since the first tick was published that is newer than all that the
    lane has delivered; 0 while the lane is current. Publications become known only later, from
    a second reading, so the integral is carried forward by `advance` as far as they are known.
    """

    def __init__(self) -> None:
        self._through_us: int | None = None
        self._count = 0
        self._delivered: deque[tuple[int, int]] = deque()
        self._published: deque[tuple[int, int]] = deque()
        self._elapsed_us = 0
        self._current_us = 0
        self._twice_integral = 0

    @property
    def has_begun(self) -> bool:
        """Whether it is known up to which count the lane has delivered."""
        return self._through_us is not None

    def begin(self, at_us: int, count: int) -> None:
        """Measure from ``at_us`` on, when the lane had delivered up to ``count``.

        Called again it leaves out the time since the last `advance`: the tape began anew, or
        nobody knows what was published in it. What was published after ``count`` is kept if it
        is known already.
        """
        self._through_us = at_us
        self._count = count
        self._delivered.clear()
        self._forget_delivered()

    def restart_counts(self) -> None:
        """The tape began anew: what is known of publications is void until the next `begin`."""
        self._through_us = None
        self._count = 0
        self._delivered.clear()
        self._published.clear()

    def deliver(self, received_us: int, count: int) -> None:
        """The lane delivered up to ``count``, the symbol's running number."""
        if self._through_us is None or count <= self._newest_count():
            return
        if len(self._delivered) == MOST_WAITING:
            self.begin(received_us, count)
        else:
            self._delivered.append((received_us, count))

    def publish(self, count: int, published_us: int) -> None:
        """A tick was published; what is known already is ignored. In the order of counts.

        Of very many that the lane does not deliver, only the first ones are remembered.
        """
        known = self._published[-1][0] if self._published else self._count
        if count > known and len(self._published) < MOST_WAITING:
            self._published.append((count, published_us))

    def advance(self, through_us: int) -> None:
        """All that was published up to ``through_us`` is known now: integrate up to there."""
        while self._delivered and self._delivered[0][0] <= through_us:
            received_us, count = self._delivered.popleft()
            self._integrate(received_us)
            self._count = count
            self._forget_delivered()
        self._integrate(through_us)

    def _integrate(self, end_us: int) -> None:
        """Add the stretch up to ``end_us``, during which nothing was delivered."""
        if self._through_us is None or end_us <= self._through_us:
            return
        start_us, self._through_us = self._through_us, end_us
        self._elapsed_us += end_us - start_us
        outdated_us = self._published[0][1] if self._published else end_us
        from_us = min(max(start_us, outdated_us), end_us)
        self._current_us += from_us - start_us
        self._twice_integral += (end_us - from_us) * (from_us + end_us - 2 * outdated_us)

    def _forget_delivered(self) -> None:
        while self._published and self._published[0][0] <= self._count:
            self._published.popleft()

    def _newest_count(self) -> int:
        return self._delivered[-1][1] if self._delivered else self._count

    def now(self, now_us: int) -> int | None:
        """The unseen age at this moment as far as publications are known, µs.

        None before `begin`.
        """
        if self._through_us is None:
            return None
        newest = self._newest_count()
        unseen = (published_us for count, published_us in self._published if count > newest)
        return max(0, now_us - next(unseen, now_us))

    def mean(self) -> float | None:
        """The time average, µs; None before the first `advance`."""
        return self._twice_integral / (2 * self._elapsed_us) if self._elapsed_us else None

    def current_share(self) -> float | None:
        """The share of time without unseen ticks, 0 to 1; None before the first `advance`."""
        return self._current_us / self._elapsed_us if self._elapsed_us else None
