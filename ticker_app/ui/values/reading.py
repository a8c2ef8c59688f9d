"""Reads what a chart shows, as a table. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ticker_app.candle_columns import CandleColumns
from ticker_app.chart_settings import ChartSettings, Style, Timeframe
from ticker_app.heikin_ashi import HeikinAshi
from ticker_app.indicators import Indicator, IndicatorSpec, make
from ticker_app.session import Session
from ticker_app.shown.candles import IndicatorLine, candles_table
from ticker_app.shown.table import NO_TABLE, Table
from ticker_app.shown.ticks import ticks_table


class TableReading:
    """Looks at a session again and again; what is computed is kept up meanwhile."""

    def __init__(self) -> None:
        self._indicators: dict[IndicatorSpec, Indicator] = {}
        self._heikin_ashi = HeikinAshi()

    def read(
        self,
        session: Session,
        settings: ChartSettings,
        symbol: str | None,
        view_s: tuple[float, float],
    ) -> Table:
        """What a chart of these settings shows.

        Args:
            session: what is watched.
            settings: of the chart.
            symbol: the one that it shows; None: none yet.
            view_s: the time in view, s since the Unix epoch, client clock.
        """
        if symbol is None:
            return NO_TABLE
        known = session.symbols.get(symbol)
        decimals = known.decimals if known else 2
        if settings.timeframe is not Timeframe.TICK:
            return self._candles(session, settings, symbol, decimals, view_s)
        series = session.series.get(symbol)
        if series is None:
            return NO_TABLE._replace(symbol=symbol)
        left_us, right_us = (round(end_s * 1e6) for end_s in view_s)
        return ticks_table(symbol, series.seen, decimals).between(left_us, right_us)

    def _candles(
        self,
        session: Session,
        settings: ChartSettings,
        symbol: str,
        decimals: int,
        view_s: tuple[float, float],
    ) -> Table:
        series = session.candles(symbol, settings.timeframe)
        columns = series.columns()
        lines = self._lines(settings.indicators, columns)
        name = "candles"
        if settings.style is Style.HEIKIN_ASHI:
            columns, name = self._heikin_ashi.update(columns), "Heikin-Ashi candles"
        what = f"{settings.timeframe} {name}"
        from_us = series.provisional_from_us
        table = candles_table(symbol, what, columns, lines, decimals, from_us)
        # The time in view is ours, and candles begin by the server's clock.
        left_us, right_us = (round(end_s * 1e6) - session.to_client_us(0) for end_s in view_s)
        # A candle that began before the view is partly in it.
        return table.between(left_us - series.interval_us + 1, right_us)

    def _lines(
        self, specs: Sequence[IndicatorSpec], columns: CandleColumns
    ) -> Iterator[IndicatorLine]:
        self._indicators = {spec: self._indicators.get(spec) or make(spec) for spec in specs}
        for spec, indicator in self._indicators.items():
            for name, values in indicator.update(columns).items():
                # A table is compared with the next one; an indicator writes its lines in place.
                yield IndicatorLine(spec, name, values.copy())
