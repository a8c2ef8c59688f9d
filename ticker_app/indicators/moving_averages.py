"""Moving averages of the close, and the band around one."""

from __future__ import annotations

import numpy as np
from typing_extensions import override

from ticker_app.candle_columns import CandleColumns
from ticker_app.indicators.indicator import Indicator
from ticker_app.indicators.smoothing import exponential_weight, fold_smoothed
from ticker_app.indicators.specs import Bollinger, Ema, Sma
from ticker_app.indicators.windows import fold_windows


class SimpleAverage(Indicator):
    """The mean of the last closes."""

    def __init__(self, spec: Sma) -> None:
        super().__init__(spec)
        self._period = spec.period

    @override
    def _fold(self, columns: CandleColumns, begin: int) -> None:
        fold_windows(self._rows["average"], columns.close, self._period, begin, np.mean)


class ExponentialAverage(Indicator):
    """A mean of all closes in which a close weighs less the older it is."""

    def __init__(self, spec: Ema) -> None:
        super().__init__(spec)
        self._period = spec.period

    @override
    def _fold(self, columns: CandleColumns, begin: int) -> None:
        weight = exponential_weight(self._period)
        fold_smoothed(self._rows["average"], columns.close, self._period, weight, begin)


class BollingerBands(Indicator):
    """The mean of the last closes, and so many standard deviations above and below it.

    The deviation is that of the closes themselves (divided by n), as John Bollinger defines
    it, not the estimate for a population they were drawn from (divided by n − 1).
    """

    carried = ("deviation",)

    def __init__(self, spec: Bollinger) -> None:
        super().__init__(spec)
        self._spec = spec

    @override
    def _fold(self, columns: CandleColumns, begin: int) -> None:
        middle, deviation = self._rows["middle"], self._rows["deviation"]
        fold_windows(middle, columns.close, self._spec.period, begin, np.mean)
        fold_windows(deviation, columns.close, self._spec.period, begin, np.std)
        reach = self._spec.deviations * deviation[begin:]
        self._rows["upper"][begin:] = middle[begin:] + reach
        self._rows["lower"][begin:] = middle[begin:] - reach
