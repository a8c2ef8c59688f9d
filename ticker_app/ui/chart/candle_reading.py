"""The candles of a session as one frame sees them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ticker_app.candle_columns import NO_CANDLES, CandleColumns
from ticker_app.chart_settings import Timeframe
from ticker_app.session import Session

_ON_THE_WAY_US = 1_000_000
"""So long after a candle's end a tick that belongs to it may still come."""


class CandleReading(NamedTuple):
    """All candles there are now.

    offset_us: what moves the server's clock, on which candles start, onto the client's.
    unsettled: so many of the newest may change yet: the open one, and those that may lack
        ticks which were published and not delivered.
    revision: grows with every change.
    has_older: whether the server holds older ones.  is_read: whether it answered at all.
    """

    columns: CandleColumns
    interval_us: int
    offset_us: int = 0
    unsettled: int = 1
    revision: int = 0
    has_older: bool = False
    is_read: bool = False

    @property
    def first_s(self) -> float | None:
        """When the oldest candle began, s, client clock; None without any."""
        if not len(self.columns.start_us):
            return None
        return float(self.columns.start_us[0] + self.offset_us) / 1e6

    def left_s(self, now_us: int) -> float:
        """How long until the next candle begins. now_us: client clock."""
        server_us = now_us - self.offset_us
        return (self.interval_us - server_us % self.interval_us) / 1e6

    def index_at(self, moment_s: float) -> int | None:
        """Which candle was open at a moment, client clock; None if none was."""
        server_us = round(moment_s * 1e6) - self.offset_us
        index = int(np.searchsorted(self.columns.start_us, server_us, side="right")) - 1
        begun = index >= 0
        return index if begun and server_us < self._end_us(index) else None

    def is_settled(self, index: int) -> bool:
        """Whether nothing can change a candle any more."""
        return index < len(self.columns.start_us) - self.unsettled

    def _end_us(self, index: int) -> int:
        return int(self.columns.start_us[index]) + self.interval_us


NO_READING = CandleReading(NO_CANDLES, 1_000_000)


def read_candles(session: Session, symbol: str, timeframe: Timeframe, now_us: int) -> CandleReading:
    """Look at the candles of a symbol as they are now (µs, client clock); the first look makes
    the session read them."""
    series = session.candles(symbol, timeframe)
    columns = series.columns()
    count = len(columns.start_us)
    offset_us = unsettled = 0
    if count:
        newest_us = int(columns.start_us[-1])
        offset_us = session.to_client_us(newest_us) - newest_us
        over_us = newest_us + series.interval_us + offset_us + _ON_THE_WAY_US
        unsettled = int(now_us < over_us)
    if series.provisional_from_us is not None:
        whole = int(np.searchsorted(columns.start_us, series.provisional_from_us))
        unsettled = max(unsettled, count - whole)
    return CandleReading(
        columns,
        series.interval_us,
        offset_us,
        unsettled,
        series.revision,
        series.has_older,
        series.is_read,
    )
