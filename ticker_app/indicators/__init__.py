"""Lines computed from candles: averages, bands and oscillators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ticker_app.indicators.indicator import Indicator
from ticker_app.indicators.moving_averages import (
    BollingerBands,
    ExponentialAverage,
    SimpleAverage,
)
from ticker_app.indicators.oscillators import Convergence, RelativeStrength
from ticker_app.indicators.specs import Bollinger, Ema, IndicatorSpec, Macd, Rsi, Sma, Spec, Vwap
from ticker_app.indicators.volume_average import VolumeWeightedAverage

__all__ = ["KINDS", "Indicator", "IndicatorSpec", "make"]

KINDS: Mapping[str, type[IndicatorSpec]] = MappingProxyType(
    {
        "sma": Sma,
        "ema": Ema,
        "vwap": Vwap,
        "bollinger": Bollinger,
        "rsi": Rsi,
        "macd": Macd,
    }
)
"""Every kind by its name in a settings file, in the order of a menu; called without arguments,
each gives the usual parameters."""

_MAKERS: Mapping[type[Spec], Callable[[Any], Indicator]] = MappingProxyType(
    {
        Sma: SimpleAverage,
        Ema: ExponentialAverage,
        Vwap: VolumeWeightedAverage,
        Bollinger: BollingerBands,
        Rsi: RelativeStrength,
        Macd: Convergence,
    }
)


def make(spec: IndicatorSpec) -> Indicator:
    """A fresh indicator that computes what ``spec`` says."""
    return _MAKERS[type(spec)](spec)
