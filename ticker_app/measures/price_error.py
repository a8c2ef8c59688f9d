"""How far the price on a lane is from the one published."""

from __future__ import annotations

from ticker_app.measures.area import Area

BASIS_POINT = 10**12
"""A basis point in the area's whole numbers."""
_BASIS_POINTS = 10_000
MOST_BASIS_POINTS = 1e9
"""Beside a price of almost nothing any other is infinitely far away, which cannot be averaged."""


class PriceError:
    """|lane − published| of one symbol in basis points of the published price, over time.

    Both prices are steps; time counts from the first delivery on. Events come in the order of
    time. A lane cannot know more than was published: if it seems to, the clock offset erred
    and its price counts as published.

    Args:
        area: where the error is added up, in `BASIS_POINT`.
    """

    def __init__(self, area: Area) -> None:
        self._area = area
        self._at_us = 0
        self._error = 0
        self._shown: float | None = None
        self._market = 0.0
        self._market_count: int | None = None

    def deliver(self, at_us: int, count: int, price: float) -> None:
        """From now on the lane shows this price."""
        self._shown = price
        self._renew_market(count, price)
        self._change(at_us, price)

    def publish(self, at_us: int, count: int, price: float) -> None:
        """From now on this is the published price, unless a newer one is known."""
        if self._renew_market(count, price) and self._shown is not None:
            self._change(at_us, self._shown)

    def _renew_market(self, count: int, price: float) -> bool:
        is_newer = self._market_count is None or count > self._market_count
        if is_newer:
            self._market_count, self._market = count, price
        return is_newer

    def _change(self, at_us: int, shown: float) -> None:
        # What is learnt of the past does not turn time back.
        self._at_us = max(self._at_us, at_us)
        error = 0 if shown == self._market else _error(shown, self._market)
        if error != self._error:
            self._area.step(self._at_us, error - self._error)
            self._error = error


def _error(shown: float, published: float) -> int:
    """Of a published price of 0 nothing can be a share: no error then."""
    if not published:
        return 0
    basis_points = abs(shown - published) / abs(published) * _BASIS_POINTS
    return round(min(basis_points, MOST_BASIS_POINTS) * BASIS_POINT)
