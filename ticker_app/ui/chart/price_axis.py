"""What a height on the scale of prices means: linear, logarithmic or in percent. Pure."""

from __future__ import annotations

import math
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from ticker_app.chart_settings import PriceScale
from ticker_app.ui.chart.ticks import nice_step, value_ticks
from ticker_app.ui.wording import NARROW, price, signed

Floats = NDArray[np.float64]
_STRAIGHT_UP_TO = 2.0
"""A logarithmic scale over less than this ratio has the marks of a linear one."""
_MULTIPLES = (1.0, 2.0, 3.0, 5.0, 7.0)


class PriceAxis(NamedTuple):
    """Prices go in, units of the scale come out, and back.

    scale: what a unit is: the price itself, its decimal logarithm, or percent above ``base``.
    base: the price that is 0 %; used by percents only.
    decimals: of the symbol.
    """

    scale: PriceScale
    base: float
    decimals: int

    @overload
    def units(self, prices: float) -> float: ...
    @overload
    def units(self, prices: Floats) -> Floats: ...
    def units(self, prices: float | Floats) -> float | Floats:
        """Where prices stand; NaN for one that has no logarithm."""
        if self.scale is PriceScale.PERCENT:
            return (prices / self.base - 1) * 100
        if self.scale is PriceScale.LOG:
            positive = np.where(np.asarray(prices) > 0, prices, np.nan)
            logarithms = np.log10(positive)
            return logarithms if isinstance(prices, np.ndarray) else float(logarithms)
        return prices

    def price(self, unit: float) -> float:
        """The price that stands there."""
        if self.scale is PriceScale.PERCENT:
            return self.base * (1 + unit / 100)
        if self.scale is PriceScale.LOG:
            return float(10.0**unit)
        return unit

    def least_height(self, ticks: int, near: float) -> float:
        """So many of the smallest steps of a price near this one, in units."""
        step = ticks * 10.0**-self.decimals
        if self.scale is PriceScale.LINEAR or near <= 0:
            return step
        share = step / near
        return share * 100 if self.scale is PriceScale.PERCENT else math.log10(1 + share)

    def ticks(self, bottom: float, top: float, count: float) -> list[float]:
        """At most ``count`` or so units between two, where lines and numbers stand well."""
        finest = 10.0**-self.decimals
        if self.scale is PriceScale.PERCENT:
            return value_ticks(bottom, top, count, 0.01)
        if self.scale is PriceScale.LINEAR:
            return value_ticks(bottom, top, count, finest)
        low, high = self.price(bottom), self.price(top)
        prices = (
            value_ticks(low, high, count, finest)
            if high < _STRAIGHT_UP_TO * low
            else _decade_ticks(low, high, count)
        )
        return [math.log10(at) for at in prices if at > 0]

    def text(self, unit: float, step: float = 0.01) -> str:
        """What a unit reads as on the scale. step: between two numbers of the scale, units."""
        if self.scale is PriceScale.PERCENT:
            decimals = max(0, min(2, -math.floor(math.log10(step) + 1e-9)))
            return f"{signed(unit, decimals)}{NARROW}%"
        return price(self.price(unit), self.decimals)


def _decade_ticks(low: float, high: float, count: float) -> list[float]:
    """Round prices whose logarithms are about equally far apart."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for multiples in (_MULTIPLES, (1.0, 2.0, 5.0), (1.0, 3.0), (1.0,)):
        every = [m * 10.0**power for power in range(first, last + 1) for m in multiples]
        inside = [at for at in every if low <= at <= high]
        if len(inside) <= max(count, 1):
            return inside
    stride = max(math.ceil(nice_step((last - first) / max(count, 1))), 1)
    return [10.0**power for power in range(first, last + 1, stride) if low <= 10.0**power <= high]
