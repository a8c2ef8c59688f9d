"""Moving averages of the close."""

from __future__ import annotations

from typing_extensions import override

from ticker_app.candle_columns import CandleColumns
from ticker_app.indicators.indicator import Indicator
from ticker_app.indicators.specs import Sma
from ticker_app.indicators.windows import fold_windows


class SimpleAverage(Indicator):
    """The mean of the last closes."""

    def __init__(self, spec: Sma) -> None:
        super().__init__(spec)
        self._period = spec.period

    @override
    def _fold(self, columns: CandleColumns, begin: int) -> None:
        fold_windows(
            self._rows["average"],
            columns.close,
            self._period,
            begin,
            lambda windows: windows.mean(axis=-1),
        )
