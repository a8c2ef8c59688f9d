"""What a chart says in words: why there is no picture, and now and then all that is in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ticker_app.chart_settings import ChartSettings
from ticker_app.ui import theme
from ticker_app.ui.chart.chart_picture import ChartPicture
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.words import description, waiting_words
from ticker_app.ui.palette import Palette
from ticker_app.ui.plain_text import plain_label

_SAY_EVERY_US = 5_000_000


class Sentence(QLabel):
    """Stands where the picture would be, and describes the picture to screen readers.

    Args:
        chart: what is described.
    """

    def __init__(self, chart: QWidget) -> None:
        super().__init__(chart)
        plain_label(self)
        self._chart = chart
        self._said: object = None
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(theme.font(12))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.setStyleSheet(f"color: {palette.muted}; background: transparent")

    def say(
        self,
        symbol: str | None,
        settings: ChartSettings,
        picture: ChartPicture,
        frame: Frame,
        now_us: int,
    ) -> None:
        """Say what is to be said anew: of a picture every few seconds, else when it changes."""
        measured = picture.measured
        said = symbol, picture.is_read, measured.last is None, now_us // _SAY_EVERY_US
        if said == self._said:
            return
        self._said = said
        self.setText(waiting_words(symbol, is_read=picture.is_read))
        self.setVisible(measured.last is None)
        last = measured.last.price if measured.last else None
        self._chart.setAccessibleDescription(
            description(settings, frame, last, measured.base, picture.decimals)
        )
