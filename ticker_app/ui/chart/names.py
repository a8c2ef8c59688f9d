"""What the choices of a chart are called, and which time spans fit which candles. Pure."""

from __future__ import annotations

from ticker_app.chart_settings import PriceScale, Style, Timeframe

TIMEFRAMES = {
    Timeframe.TICK: "Tick",
    Timeframe.S1: "1 s",
    Timeframe.S5: "5 s",
    Timeframe.S15: "15 s",
    Timeframe.M1: "1 m",
    Timeframe.M5: "5 m",
    Timeframe.M15: "15 m",
    Timeframe.H1: "1 h",
}
TIMEFRAME_MEANINGS = {
    timeframe: f"{text}: candles of {text}" if timeframe.seconds else "Tick: each price as it came"
    for timeframe, text in TIMEFRAMES.items()
}
STYLES = {
    Style.CANDLES: "Candles",
    Style.BARS: "Bars",
    Style.HEIKIN_ASHI: "Heikin-Ashi",
    Style.LINE: "Line",
    Style.AREA: "Area",
}
SCALES = {
    PriceScale.LINEAR: "Linear scale",
    PriceScale.LOG: "Logarithmic scale",
    PriceScale.PERCENT: "Percent since the left end",
}

_S, _M, _H, _D = 1, 60, 3600, 86_400
_SPAN_TEXTS = {
    _M: "1 m", 5 * _M: "5 m", 15 * _M: "15 m", _H: "1 h", 4 * _H: "4 h", 12 * _H: "12 h",
    _D: "1 d", 3 * _D: "3 d", 7 * _D: "1 w", 30 * _D: "30 d", 90 * _D: "90 d",
}  # fmt: skip
_SPANS_S = {
    Timeframe.TICK: (_M, 5 * _M, 15 * _M, _H),
    Timeframe.S1: (_M, 5 * _M, 15 * _M, _H),
    Timeframe.S5: (5 * _M, 15 * _M, _H, 4 * _H),
    Timeframe.S15: (15 * _M, _H, 4 * _H, 12 * _H),
    Timeframe.M1: (_H, 4 * _H, 12 * _H, _D),
    Timeframe.M5: (4 * _H, 12 * _H, _D, 3 * _D),
    Timeframe.M15: (12 * _H, _D, 3 * _D, 7 * _D),
    Timeframe.H1: (3 * _D, 7 * _D, 30 * _D, 90 * _D),
}


def spans_s(timeframe: Timeframe) -> tuple[int, ...]:
    """The four time spans that are offered, the shortest first, s."""
    return _SPANS_S[timeframe]


def span_text(span_s: int) -> str:
    """``15 m``, ``1 w``."""
    return _SPAN_TEXTS[span_s]


def fitting_span_s(timeframe: Timeframe, span_s: float) -> float:
    """The offered span next to this one, so that candles are neither threads nor barns."""
    return float(min(_SPANS_S[timeframe], key=lambda offered: abs(offered - span_s)))
