"""The price as candles, in one of several styles, and their volume below."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from typing_extensions import override

from ticker_app.candle_columns import CandleColumns
from ticker_app.chart_settings import ChartSettings, Style
from ticker_app.heikin_ashi import HeikinAshi
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.chart.box_item import CandleBoxes
from ticker_app.ui.chart.candle_boxes import (
    CandlePixels,
    Groups,
    bar_boxes,
    candle_boxes,
)
from ticker_app.ui.chart.candle_picture import NO_DRAWN, DrawnCandles, drawn_candles
from ticker_app.ui.chart.candle_reading import NO_READING, CandleReading, read_candles
from ticker_app.ui.chart.items import pen
from ticker_app.ui.chart.layer import NOTHING, Last, Layer, Measured, Spot
from ticker_app.ui.chart.line_item import NO_POINTS, LineItem, with_gaps
from ticker_app.ui.chart.panes import PricePane
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.price_axis import PriceAxis
from ticker_app.ui.chart.ranges import ValueRange
from ticker_app.ui.chart.readout import (
    OPEN,
    PROVISIONAL,
    Field,
    candle_fields,
    gap_fields,
)
from ticker_app.ui.chart.ticks import countdown_text
from ticker_app.ui.chart.volume_pane import VolumePane
from ticker_app.ui.palette import Palette, blend

_AREA_SHARE = 0.12
_SHAPES = {Style.CANDLES: candle_boxes, Style.HEIKIN_ASHI: candle_boxes, Style.BARS: bar_boxes}
_LEAST_VOLUME = 1e-9


class CandleLayer(Layer):
    """Candles, bars, a line or an area on the price pane; columns on the volume pane."""

    def __init__(self, pane: PricePane, volume_pane: VolumePane, palette: Palette) -> None:
        self._pane, self._volume_pane = pane, volume_pane
        self.boxes = CandleBoxes(pane.box, z=1)
        self.line = LineItem(pane.box, z=1)
        self._palette = palette
        self._style = Style.CANDLES
        self._averaging = HeikinAshi()
        self._now_us = 0
        self.reading: CandleReading = NO_READING
        self.drawn: DrawnCandles = NO_DRAWN
        self.start_over()
        self.set_palette(palette)

    @property
    @override
    def first_s(self) -> float | None:
        return self.reading.first_s

    @property
    def shown_columns(self) -> CandleColumns:
        """The candles as they are drawn: averaged ones, or as they were."""
        if self._style is Style.HEIKIN_ASHI:
            return self._averaging.update(self.reading.columns)
        return self.reading.columns

    def start_over(self) -> None:
        """Another symbol, or candles of another length."""
        self._volumes = ValueRange(_LEAST_VOLUME, below=0.0, above=0.15)

    @override
    def set_palette(self, palette: Palette) -> None:
        self._palette = palette
        self.boxes.set_palette(palette)
        self._set_line_look()

    @override
    def read(self, session: Session, symbol: str, settings: ChartSettings, now_us: int) -> None:
        self._now_us = now_us
        self.reading = read_candles(session, symbol, settings.timeframe, now_us)
        if settings.style is not self._style:
            self._style = settings.style
            self._set_line_look()

    @override
    def state(self, frame: Frame) -> Any:
        reading = self.reading
        offset_px = round(reading.offset_us / 1e6 / frame.column_s)
        return reading.revision, reading.unsettled, offset_px, self._style, self._countdown()

    @override
    def measure(self, frame: Frame) -> Measured:
        reading = self.reading
        columns = reading.columns
        self.drawn = drawn = drawn_candles(
            self.shown_columns,
            reading.interval_us,
            frame,
            offset_us=reading.offset_us,
            unsettled=reading.unsettled,
        )
        if not len(columns.start_us):
            return NOTHING
        rises = columns.close[-1] >= columns.open[-1]
        colour = self._palette.up if rises else self._palette.down
        last = Last(float(columns.close[-1]), colour, self._countdown())
        in_view = drawn.close[drawn.centre_s >= frame.left_s]
        base = float(in_view[0]) if len(in_view) else None
        return Measured(drawn.extent, base, last)

    @override
    def paint(self, axis: PriceAxis) -> None:
        drawn = self.drawn
        if self._style in _SHAPES:
            pane = self._pane
            place = pane.time_in_view, pane.values, axis, self._style
            self.boxes.show(pane.size, place, drawn, partial(self._shapes, axis))
            self.line.show_points(NO_POINTS, self._pane.size)
        else:
            self._paint_line(drawn, axis)
            self.boxes.clear()

    def paint_volume(self, frame: Frame) -> None:
        """Draw the volume of what was measured."""
        highest = float(np.max(self.drawn.volume, initial=0.0))
        top = self._volumes.fit((0.0, highest) if highest else None)[1]
        self._volume_pane.set_range(frame, (0.0, top))
        self._volume_pane.show(self.drawn)

    @override
    def spot(self, moment_s: float) -> Spot:
        length_s, offset_s = self.reading.interval_us / 1e6, self.reading.offset_us / 1e6
        begin_s = (moment_s - offset_s) // length_s * length_s + offset_s
        return Spot(begin_s + length_s / 2, begin_s, length_s)

    @override
    def fields(self, moment_s: float | None, frame: Frame, decimals: int) -> list[Field]:
        reading = self.reading
        if not len(reading.columns.start_us):
            return []
        index = self.index_at(moment_s)
        if index is None:
            return gap_fields(self.spot(moment_s or 0.0).text(frame))
        begin_s = (int(reading.columns.start_us[index]) + reading.offset_us) / 1e6
        time_text = self.spot(begin_s).text(frame)
        note = self._note(index)
        return candle_fields(self.shown_columns, index, decimals, time_text, note)

    def index_at(self, moment_s: float | None) -> int | None:
        """Which candle was open at a moment, the newest for None; None if none was."""
        if moment_s is not None:
            return self.reading.index_at(moment_s)
        count = len(self.reading.columns.start_us)
        return count - 1 if count else None

    def _note(self, index: int) -> str:
        """What there is to know of a candle beside its numbers."""
        if self.reading.is_settled(index):
            return ""
        return OPEN if index == len(self.reading.columns.start_us) - 1 else PROVISIONAL

    @override
    def clear(self) -> None:
        self.drawn = NO_DRAWN
        self.boxes.clear()
        self.line.show_points(NO_POINTS, self._pane.size)

    def _shapes(self, axis: PriceAxis, drawn: DrawnCandles) -> Groups:
        y_px = self._pane.y_px
        pixels = CandlePixels(
            centre=self._pane.x_px(drawn.centre_s),
            width=self._pane.room_px(drawn.width_s),
            open=y_px(axis.units(drawn.open)),
            high=y_px(axis.units(drawn.high)),
            low=y_px(axis.units(drawn.low)),
            close=y_px(axis.units(drawn.close)),
            rises=drawn.rises,
        )
        return _SHAPES[self._style](pixels)

    def _paint_line(self, drawn: DrawnCandles, axis: PriceAxis) -> None:
        centre = np.rint(self._pane.x_px(drawn.centre_s))
        y = self._pane.y_px(axis.units(drawn.close))
        room_px = self._pane.room_px(drawn.width_s)
        self.line.show_points(with_gaps(centre, y, drawn.joined, room_px), self._pane.size)

    def _set_line_look(self) -> None:
        text, ground = self._palette.text, self._palette.surface
        fill = blend(text, ground, _AREA_SHARE) if self._style is Style.AREA else None
        self.line.set_look(pen(text, width_px=theme.px(1)), fill)

    def _countdown(self) -> str:
        return countdown_text(self.reading.left_s(self._now_us))
