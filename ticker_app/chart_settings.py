"""What one chart shows: which symbol, in which pieces of time, drawn how. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from ticker_app.indicators import IndicatorSpec
from ticker_app.indicators.specs import Placement

DEFAULT_SPAN_S = 60.0
PRICE_SHARE = 1000
"""Of the height, what the pane of the price has beside the shares of the others."""
VOLUME, AGE = "volume", "age"
_USUAL_SHARES = {VOLUME: 200}
_USUAL_SHARE = 300
_LEAST_SHARE, _MOST_SHARE = 1, 20 * PRICE_SHARE


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


class PaneShare(Struct, frozen=True):
    """How high someone wants a pane below the price.

    pane: ``volume``, ``age``, or the label of an indicator.
    share: thousandths of the height of the price.
    """

    pane: str
    share: Annotated[int, Meta(ge=_LEAST_SHARE, le=_MOST_SHARE)]


class ChartSettings(Struct, frozen=True):
    """What one chart shows, as it is kept from one start to the next.

    symbol: None follows the one that is selected in the window.
    style: of candles.
    compared: further symbols, drawn as lines in percent of where each began.
    span_s: how much time is in view once there is as much history.
    shows_volume, shows_age: the panes below the price; ticks have no volume pane.
    indicators: of candles.
    shares: of the panes that do not have their usual height.
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
    shares: tuple[PaneShare, ...] = ()

    @property
    def drawn_scale(self) -> PriceScale:
        """Several symbols have only percents in common."""
        return PriceScale.PERCENT if self.compared else self.scale

    @property
    def lower_panes(self) -> list[str]:
        """The panes below the price, from top to bottom."""
        if self.timeframe is Timeframe.TICK:
            return [AGE] * self.shows_age
        own = [spec.label for spec in self.indicators if spec.placement is Placement.PANE]
        return [*[VOLUME] * self.shows_volume, *dict.fromkeys(own), *[AGE] * self.shows_age]

    def share_of(self, pane: str) -> int:
        """How high a pane below the price is, in thousandths of the height of the price."""
        kept = {one.pane: one.share for one in self.shares}
        return kept.get(pane, _USUAL_SHARES.get(pane, _USUAL_SHARE))

    def with_shares(self, shares: Mapping[str, float]) -> ChartSettings:
        """The same with these heights; those of other panes stay."""
        kept = {one.pane: one.share for one in self.shares} | {
            pane: min(max(round(share), _LEAST_SHARE), _MOST_SHARE)
            for pane, share in shares.items()
        }
        return replace(self, shares=tuple(PaneShare(*one) for one in kept.items()))
