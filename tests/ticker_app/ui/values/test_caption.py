"""The words above a picture of a chart."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from ticker_app.chart_settings import ChartSettings, Style, Timeframe
from ticker_app.series import Kind, SeenColumns
from ticker_app.shown.table import NO_TABLE
from ticker_app.shown.ticks import ticks_table
from ticker_app.ui.palette import DARK
from ticker_app.ui.values.caption import UNSEEN, Caption, caption_of, stretch_text

VIEW_S = (1_732_276_800.0, 1_732_276_860.5)
CANDLES = NO_TABLE._replace(symbol="AAA", what="5s candles")


def seen(*kinds: Kind) -> SeenColumns:
    count = np.arange(len(kinds), dtype=np.int64)
    broken = np.zeros(len(kinds), np.bool_)
    return SeenColumns(
        count, count, count.astype(np.float64), count, np.array(kinds, np.int8), broken
    )


def of_ticks(*kinds: Kind, tells_unseen: bool = False) -> Caption:
    table = ticks_table("AAA", seen(*kinds), 2)
    return caption_of(table, ChartSettings(), VIEW_S, DARK, tells_unseen=tells_unseen)


def of_candles(style: Style) -> Caption:
    settings = ChartSettings(timeframe=Timeframe.S5, style=style)
    return caption_of(CANDLES, settings, VIEW_S, DARK, tells_unseen=True)


def test_the_title_says_what_is_shown() -> None:
    assert of_ticks(Kind.PUSHED).title == "AAA · ticks"
    assert of_candles(Style.BARS).title == "AAA · 5s candles"
    nothing = caption_of(NO_TABLE, ChartSettings(), VIEW_S, DARK, tells_unseen=False)
    assert (nothing.title, nothing.colours) == ("", ())


def test_each_colour_in_view_is_explained() -> None:
    caption = of_ticks(Kind.POLLED, Kind.PUSHED, Kind.POLLED, tells_unseen=True)
    assert caption.colours == (
        ("pushed", DARK.pushed),
        ("polled", DARK.polled),
        (UNSEEN, DARK.muted),
    )
    assert of_ticks(Kind.HISTORY).colours == (("history", DARK.muted),)


def test_candles_have_the_colours_of_directions_and_lines_have_none() -> None:
    assert of_candles(Style.CANDLES).colours == (("▲ up", DARK.up), ("▼ down", DARK.down))
    assert of_candles(Style.AREA).colours == ()


def test_the_time_has_a_zone_and_names_a_second_day() -> None:
    text = stretch_text(*VIEW_S)
    day, begin, _, end, zone = text.split()
    began = datetime.fromisoformat(f"{day} {begin}{zone.removeprefix('UTC')}")
    assert began.timestamp() == VIEW_S[0]
    ended = datetime.fromisoformat(f"{day} {end}{zone.removeprefix('UTC')}")
    assert ended.timestamp() == int(VIEW_S[1])
    assert len(stretch_text(VIEW_S[0], VIEW_S[0] + 86_400).split()) == 6


@pytest.mark.parametrize("style", list(Style))
def test_every_style_has_a_caption(style: Style) -> None:
    assert of_candles(style).title
