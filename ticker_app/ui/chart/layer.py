"""What draws the price: the chart asks one layer for its numbers, then lets it paint them."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from ticker_app.chart_settings import ChartSettings
from ticker_app.session import Session
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.price_axis import PriceAxis
from ticker_app.ui.chart.readout import Field
from ticker_app.ui.chart.ticks import pointed_text
from ticker_app.ui.palette import Palette


class Last(NamedTuple):
    """The newest price, the colour of its tag, and what stands below it on the tag."""

    price: float
    colour: str
    note: str = ""


class Measured(NamedTuple):
    """What a layer found in one frame.

    extent: lowest and highest price in view, None without any.
    base: the price that percents start from, None without any.
    last: the newest price there is, in view or not.
    """

    extent: tuple[float, float] | None
    base: float | None
    last: Last | None


class Spot(NamedTuple):
    """Where a crosshair stands, s, client clock.

    centre_s: there.  begin_s: of the candle.  length_s: of it; 0 for ticks.
    """

    centre_s: float
    begin_s: float
    length_s: float

    def text(self, frame: Frame) -> str:
        """The moment in words, as exact as this much time in view wants it."""
        return pointed_text(self.begin_s, frame.right_s - frame.left_s, self.length_s)


NOTHING = Measured(None, None, None)


class Layer(Protocol):
    """Prices of one symbol, in one way to draw them."""

    @property
    def first_s(self) -> float | None:
        """When the oldest price was, client clock; None without any."""

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""

    def read(self, session: Session, symbol: str, settings: ChartSettings, now_us: int) -> None:
        """Look at the symbol as it is now (µs, client clock)."""

    def state(self, frame: Frame) -> Any:
        """What the picture depends on; as long as it is equal, nothing has to be painted."""

    def measure(self, frame: Frame) -> Measured:
        """Find what there is to draw in this frame."""

    def paint(self, axis: PriceAxis) -> None:
        """Draw what was measured; the panes have their ranges by now."""

    def spot(self, moment_s: float) -> Spot:
        """What a crosshair at this moment is at."""

    def fields(self, moment_s: float | None, frame: Frame, decimals: int) -> list[Field]:
        """What there is to say of a moment; None: of the newest there is."""

    def clear(self) -> None:
        """Draw nothing."""
