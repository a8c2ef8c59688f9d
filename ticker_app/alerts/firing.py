"""What is told when an alert fires, and what is learnt of it afterwards."""

from __future__ import annotations

from msgspec import Struct

from ticker_app.alerts.alert import Alert
from ticker_app.choice import LaneChoice


class Firing(Struct, frozen=True):
    """An alert fired. All moments are µs on the client clock.

    A lane that does not deliver every tick may bring a later one than that which met the
    condition first; which one that was is learnt afterwards, or never.

    number: counts all firings.
    alert: as it was then.
    direction: 1 by a rising price, −1 by a falling one.  moved_share: None for a level.
    price: of the tick that was seen.
    choice: the lane that brought it.
    published_us: of the tick that was seen.
    fired_us: when the alert fired.
    opened_us: when the lane asked to be told; what was published before was waiting already.
    first_us: publication of the first tick that met the condition; None: not known.
    was_missed: whether that first tick was not delivered; None: not known.
    """

    number: int
    alert: Alert
    direction: int
    moved_share: float | None
    price: float
    choice: LaneChoice
    published_us: int
    fired_us: int
    opened_us: int
    first_us: int | None
    was_missed: bool | None

    @property
    def delay_us(self) -> int:
        """How long after the published tick it fired; at least that, unless it is exact.

        Below zero it could only be by the error of the clock offset.
        """
        return max(0, self.fired_us - self._since_us)

    @property
    def is_exact(self) -> bool:
        """Whether the first tick that met the condition is known."""
        return self.first_us is not None

    @property
    def was_waiting(self) -> bool:
        """Whether it was published before the lane was opened: no delay of the lane's."""
        return self._since_us < self.opened_us

    @property
    def _since_us(self) -> int:
        return self.published_us if self.first_us is None else self.first_us


class Unseen(Struct, frozen=True):
    """A condition was met by ticks that the lane never delivered, and nobody was told.

    times: how often it was met between two deliveries.
    direction, price: of the first tick that met it.
    first_us, last_us: publication of the first and of the last tick that met it, client clock.
    """

    alert: Alert
    direction: int
    price: float
    choice: LaneChoice
    first_us: int
    last_us: int
    times: int


Entry = Firing | Unseen
