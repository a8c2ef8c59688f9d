"""When the tour is shown: offered once, and called again from the menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ticker_app.tour_settings import TourSettings
from ticker_app.ui.dressing import Dressing
from ticker_app.ui.remembering import Remembering
from ticker_app.ui.tour.step import Step
from ticker_app.ui.tour.tour import Tour

SECTION = "tour"


class Touring(QObject):
    """Shows the tour of a window, one at a time, and remembers that it was seen.

    tour: the one that is shown; None: there is none now.
    """

    def __init__(
        self, steps: Sequence[Step], dressing: Dressing, remembering: Remembering, window: QWidget
    ) -> None:
        super().__init__(window)
        self.tour: Tour | None = None
        self._steps = steps
        self._dressing = dressing
        self._remembering = remembering
        self._window = window
        dressing.palette_changed.connect(self._on_palette_changed)

    def offer(self) -> None:
        """Show it to someone who has not seen it."""
        if not self._remembering.settings.read(SECTION, TourSettings, TourSettings()).seen:
            self.start()

    def start(self) -> None:
        """Show it from its beginning."""
        if self.tour is None:
            self.tour = Tour(self._steps, self._dressing.palette, self._window)
            self.tour.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self.tour = None
        self._remembering.note(SECTION, TourSettings(seen=True))

    def _on_palette_changed(self) -> None:
        if self.tour is not None:
            self.tour.set_palette(self._dressing.palette)
