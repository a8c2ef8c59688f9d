"""What a chart shows can be kept, and tells how long its candles last."""

from __future__ import annotations

import msgspec
import pytest

from server.candles import INTERVALS
from ticker_app.chart_settings import ChartSettings, PriceScale, Style, Timeframe
from ticker_app.indicators.specs import Macd, Sma


def test_every_timeframe_but_ticks_is_an_interval_of_the_server() -> None:
    lengths_us = {frame.value: frame.seconds * 1_000_000 for frame in Timeframe}
    assert lengths_us == {"tick": 0, **INTERVALS}


def test_settings_come_back_from_json_as_they_went() -> None:
    settings = ChartSettings(
        "AAA",
        Timeframe.M5,
        Style.BARS,
        PriceScale.LOG,
        ("BBB", "CCC"),
        900.0,
        indicators=(Sma(50), Macd(5, 20, 4)),
    )
    text = msgspec.json.encode(settings)
    assert msgspec.json.decode(text, type=ChartSettings) == settings


def test_what_an_older_version_kept_is_filled_up() -> None:
    assert msgspec.json.decode(b'{"symbol":"AAA"}', type=ChartSettings) == ChartSettings("AAA")


def test_an_unknown_timeframe_is_no_setting() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"timeframe":"2s"}', type=ChartSettings)


def test_an_indicator_that_cannot_be_is_told_with_its_bounds() -> None:
    with pytest.raises(msgspec.ValidationError, match="RSI: candles 1 is not a whole number"):
        msgspec.json.decode(b'{"indicators":[{"kind":"rsi","period":1}]}', type=ChartSettings)


def test_compared_symbols_make_the_scale_one_of_percents() -> None:
    assert ChartSettings(scale=PriceScale.LOG).drawn_scale is PriceScale.LOG
    assert ChartSettings(scale=PriceScale.LOG, compared=("BBB",)).drawn_scale is PriceScale.PERCENT
