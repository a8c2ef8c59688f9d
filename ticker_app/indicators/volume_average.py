"""The average price that was paid, every share counted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from ticker_app.candle_columns import CandleColumns
from ticker_app.indicators.indicator import Indicator

DAY_US = 86_400_000_000


class VolumeWeightedAverage(Indicator):
    """Σ price · volume / Σ volume since the day began (UTC, server clock).

    The price of a candle is its typical one, (high + low + close) / 3. Anchored at the day,
    not at the first candle in view, so that a value stays what it is while one scrolls; of a
    day that is not known from its beginning, it is the average since the first candle known.

    A candle without a known volume moves nothing; before the first volume of a day, and all
    day long in a market that tells quotes only, there is no value.
    """

    reads = ("high", "low", "close", "volume")
    carried = ("paid", "traded")

    @override
    def _fold(self, columns: CandleColumns, begin: int) -> None:
        price = (columns.high[begin:] + columns.low[begin:] + columns.close[begin:]) / 3
        volume = columns.volume[begin:]
        days = columns.start_us[begin:] // DAY_US
        paid, traded, day = self._sums_before(columns, begin)
        sums = []
        for own_day, more_paid, more in zip(
            days.tolist(), (price * volume).tolist(), volume.tolist(), strict=True
        ):
            if own_day != day:
                paid, traded, day = 0.0, 0.0, own_day
            paid += more_paid
            traded += more
            sums.append((paid, traded))
        self._write(np.array(sums), begin)

    def _sums_before(self, columns: CandleColumns, begin: int) -> tuple[float, float, int]:
        """Σ price · volume and Σ volume of the day so far, and which day that is."""
        if not begin:
            return 0.0, 0.0, 0
        paid, traded = self._rows["paid"][begin - 1], self._rows["traded"][begin - 1]
        return float(paid), float(traded), int(columns.start_us[begin - 1]) // DAY_US

    def _write(self, sums: NDArray[np.float64], begin: int) -> None:
        paid, traded = sums.T
        self._rows["paid"][begin:], self._rows["traded"][begin:] = paid, traded
        average = np.full(len(paid), np.nan)
        np.divide(paid, traded, out=average, where=traded > 0)
        self._rows["average"][begin:] = average
