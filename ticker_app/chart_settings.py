"""What one chart shows: which symbol, in which pieces of time, drawn how. Knows no Qt."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from ticker_app.indicators import IndicatorSpec

DEFAULT_SPAN_S = 60.0


class Timeframe(StrEnum):
    """Every price as it came, or candles of one length, by the names of ``/v1/candles``."""

    TICK = "tick"
    S1 = "1s"
    S5 = "5s"
    S15 = "15s"
    M1 = "1m"
    M5 = "5m"
    M15 = "15m"
    H1 = "1h"

    @property
    def seconds(self) -> int:
        """How long a candle lasts; 0 for ticks, which have no length."""
        return _SECONDS[self]


_SECONDS = {
    Timeframe.TICK: 0,
    Timeframe.S1: 1,
    Timeframe.S5: 5,
    Timeframe.S15: 15,
    Timeframe.M1: 60,
    Timeframe.M5: 300,
    Timeframe.M15: 900,
    Timeframe.H1: 3600,
}


class Style(StrEnum):
    """How candles are drawn; ticks are always a line of steps."""

    LINE = "line"
    AREA = "area"
    CANDLES = "candles"
    BARS = "bars"
    HEIKIN_ASHI = "heikin-ashi"


class PriceScale(StrEnum):
    """What equal distances on the scale of prices mean."""

    LINEAR = "linear"
    LOG = "log"
    PERCENT = "percent"


class ChartSettings(Struct, frozen=True):
    """What one chart shows, as it is kept from one start to the next.

    symbol: None follows the one that is selected in the window.
    style: of candles.
    compared: further symbols, drawn as lines in percent of where each began.
    span_s: how much time is in view once there is as much history.
    shows_volume, shows_age: the panes below the price; ticks have no volume pane.
    indicators: of candles.
    """

    symbol: str | None = None
    timeframe: Timeframe = Timeframe.TICK
    style: Style = Style.CANDLES
    scale: PriceScale = PriceScale.LINEAR
    compared: tuple[str, ...] = ()
    span_s: float = DEFAULT_SPAN_S
    shows_volume: bool = True
    shows_age: bool = True
    indicators: tuple[IndicatorSpec, ...] = ()

    @property
    def drawn_scale(self) -> PriceScale:
        """Several symbols have only percents in common."""
        return PriceScale.PERCENT if self.compared else self.scale
