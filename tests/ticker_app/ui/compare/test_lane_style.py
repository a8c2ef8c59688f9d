"""The colours and dashes of lanes: what they promise to the eye."""

from __future__ import annotations

import pytest

from ticker_app.choice import Mode
from ticker_app.ui.compare.lane_style import MOST_LANES, LaneStyle, free_style
from ticker_app.ui.palette import DARK, LIGHT, Palette, contrast

PALETTES = pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda palette: palette.name)
ALL = [LaneStyle(mode, number, number) for mode in Mode for number in range(MOST_LANES)]


@PALETTES
@pytest.mark.parametrize("style", ALL, ids=str)
def test_a_line_stands_out(palette: Palette, style: LaneStyle) -> None:
    assert contrast(style.colour(palette), palette.surface) >= 3


@PALETTES
def test_no_colour_means_two_things(palette: Palette) -> None:
    colours = [style.colour(palette) for style in ALL]
    assert len({*colours, palette.up, palette.down, palette.good}) == len(colours) + 3


def test_no_two_lanes_have_the_same_dash() -> None:
    styles: list[LaneStyle] = []
    for mode in (Mode.PULL, Mode.PUSH, Mode.PULL, Mode.PULL):
        styles.append(free_style(mode, styles))
    assert [style.dash for style in styles] == [0, 1, 2, 3]
    assert len({tuple(style.pen(DARK, 1).dashPattern()) for style in styles}) == MOST_LANES


def test_a_new_lane_takes_what_is_free() -> None:
    first, second, third = (LaneStyle(Mode.PULL, number, number) for number in range(3))
    assert free_style(Mode.PULL, [first, third]) == second
