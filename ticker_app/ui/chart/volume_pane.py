"""The pane of the volume: how much was traded in each candle."""

from __future__ import annotations

from PySide6.QtGui import QFont
from typing_extensions import override

from ticker_app.ui.chart.box_item import CandleBoxes
from ticker_app.ui.chart.candle_boxes import Groups, column_boxes
from ticker_app.ui.chart.candle_picture import DrawnCandles
from ticker_app.ui.chart.items import Words
from ticker_app.ui.chart.pane import TITLE_LEFT_PX, Pane
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import volume

TITLE = "volume"
NO_SIZES = ("volume: these prices come without sizes", "volume: no sizes", "volume")


class VolumePane(Pane):
    """Columns in the colour of their candle's direction, hollow where it rose.

    is_known: False where candles have ticks and no volume, because prices come without sizes.
    """

    def __init__(self, font: QFont, palette: Palette) -> None:
        super().__init__(font, palette)
        self.columns = CandleBoxes(self.box, z=1)
        self.title = Words(font, self.box)
        self.title.setPos(TITLE_LEFT_PX, 2)
        self.is_known = True

    @override
    def value_text(self, value: float) -> str:
        return volume(max(value, 0.0))

    @override
    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        super().set_palette(palette)
        self.title.set_palette(palette)
        self.columns.set_palette(palette)

    def show(self, drawn: DrawnCandles) -> None:
        """Draw the volume of these candles."""
        self.is_known = bool(drawn.volume.any()) or not len(drawn.volume)
        width = self.size.width() - 2 * TITLE_LEFT_PX
        self.title.say_in(width, (TITLE,) if self.is_known else NO_SIZES)
        place = self.time_in_view, self.values
        self.columns.show(self.size, place, drawn, self._boxes)

    def _boxes(self, drawn: DrawnCandles) -> Groups:
        return column_boxes(
            self.x_px(drawn.centre_s),
            self.room_px(drawn.width_s),
            self.y_px(drawn.volume),
            self.size.height(),
            drawn.rises,
        )
