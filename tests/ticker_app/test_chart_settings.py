"""What a chart shows can be kept, and tells how long its candles last."""

from __future__ import annotations

import msgspec
import pytest

from server.candles import INTERVALS
from ticker_app.chart_settings import ChartSettings, PaneShare, PriceScale, Style, Timeframe
from ticker_app.indicators.specs import Macd, Rsi, Sma


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
        shares=(PaneShare("volume", 400),),
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


def test_the_panes_below_the_price_are_named_from_top_to_bottom() -> None:
    candles = ChartSettings(timeframe=Timeframe.S1, indicators=(Sma(20), Rsi(14)))
    assert candles.lower_panes == ["volume", "RSI 14", "age"]
    assert ChartSettings(indicators=(Rsi(14),)).lower_panes == ["age"]
    assert ChartSettings(shows_age=False).lower_panes == []


def test_a_height_is_kept_for_its_pane_within_bounds() -> None:
    settings = ChartSettings().with_shares({"age": 450.4}).with_shares({"volume": 1e9})
    assert settings.share_of("age") == 450
    assert settings.share_of("volume") == 20_000
    assert settings.share_of("RSI 14") == ChartSettings().share_of("age")
    text = msgspec.json.encode(settings)
    assert msgspec.json.decode(text, type=ChartSettings) == settings


@pytest.mark.parametrize("share", ["0", "-1", "1e9", '"much"'])
def test_a_senseless_height_is_no_setting(share: str) -> None:
    text = f'{{"shares":[{{"pane":"age","share":{share}}}]}}'
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=ChartSettings)
