"""How far the price on a lane is from the one published."""

from __future__ import annotations

from msgspec import Struct

BASIS_POINTS = 10_000


class Quoted(Struct, frozen=True):
    """A price and the running number of its tick."""

    count: int
    price: float


class PriceError:
    """|lane − published| of one symbol in basis points of the published price, over time.

    Both prices are steps; time counts from the first delivery on. Events come in the order of
    time. A lane cannot know more than was published: if it seems to, the clock offset erred
    and its price counts as published.
    """

    def __init__(self) -> None:
        self.integral_bps_us = 0.0
        self.elapsed_us = 0
        self._through_us = 0
        self._lane: Quoted | None = None
        self._market: Quoted | None = None

    def deliver(self, at_us: int, quoted: Quoted) -> None:
        """From now on the lane shows this price."""
        self.advance(at_us)
        self._lane = quoted
        self._renew_market(quoted)

    def publish(self, at_us: int, quoted: Quoted) -> None:
        """From now on this is the published price, unless a newer one is known."""
        self.advance(at_us)
        self._renew_market(quoted)

    def _renew_market(self, quoted: Quoted) -> None:
        if self._market is None or quoted.count > self._market.count:
            self._market = quoted

    def advance(self, through_us: int) -> None:
        """Nothing else happened up to here."""
        start_us, self._through_us = self._through_us, max(self._through_us, through_us)
        if self._lane is None or self._market is None:
            return
        elapsed_us = self._through_us - start_us
        self.elapsed_us += elapsed_us
        self.integral_bps_us += elapsed_us * _error_bps(self._lane.price, self._market.price)


def _error_bps(shown: float, published: float) -> float:
    """Of a published price of 0 nothing can be a share: no error then."""
    return abs(shown - published) / abs(published) * BASIS_POINTS if published else 0.0
