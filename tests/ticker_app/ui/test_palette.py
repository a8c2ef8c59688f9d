"""The palettes: what they promise to the eye."""

from __future__ import annotations

import pytest

from tests.ticker_app.ui.colour_vision import DICHROMACIES, difference
from ticker_app.choice import Mode
from ticker_app.look_settings import Directions
from ticker_app.ui.compare.lane_style import LaneStyle
from ticker_app.ui.palette import (
    DARK,
    LIGHT,
    LINE_CONTRAST,
    TEXT_CONTRAST,
    Palette,
    blend,
    contrast,
    with_directions,
)
from ticker_app.ui.watchlist.delegate import _FLASH_TINT

BOTH = {palette.name: palette for palette in (DARK, LIGHT)}
ALL = {
    f"{palette.name} {directions}": with_directions(palette, directions)
    for palette in BOTH.values()
    for directions in Directions
}
PALETTES = pytest.mark.parametrize("palette", ALL.values(), ids=ALL)
SPOKEN = ("text", "muted", "pushed", "polled", "up", "down", "good", "trouble", "accent")
GROUNDS = ("background", "surface", "raised")


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_contrast_is_that_of_the_published_example() -> None:
    # The grey that just fails on white in the WCAG literature.
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_contrast_does_not_ask_which_colour_is_in_front() -> None:
    assert contrast(DARK.text, DARK.surface) == contrast(DARK.surface, DARK.text)


@pytest.mark.parametrize("text", ["1d252e0", "#1d252", "#gggggg"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        contrast(text, "#ffffff")


@PALETTES
@pytest.mark.parametrize("name", SPOKEN)
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_can_be_read(palette: Palette, name: str, ground: str) -> None:
    assert contrast(getattr(palette, name), getattr(palette, ground)) >= TEXT_CONTRAST


@PALETTES
@pytest.mark.parametrize("name", ["pushed", "polled", "accent", "muted", "up", "down"])
def test_the_ink_on_a_tag_can_be_read(palette: Palette, name: str) -> None:
    colour = getattr(palette, name)
    assert contrast(palette.ink_on(colour), colour) >= TEXT_CONTRAST


@PALETTES
@pytest.mark.parametrize("name", ["up", "down"])
@pytest.mark.parametrize("ground", ["surface", "raised"])
def test_a_price_can_be_read_while_it_flashes(palette: Palette, name: str, ground: str) -> None:
    tint = blend(getattr(palette, name), getattr(palette, ground), _FLASH_TINT)
    assert contrast(palette.text, tint) >= TEXT_CONTRAST


@PALETTES
@pytest.mark.parametrize("share", [0.08, 0.16])
def test_a_button_can_be_read_below_the_mouse_and_chosen(palette: Palette, share: float) -> None:
    assert contrast(palette.text, blend(palette.text, palette.raised, share)) >= TEXT_CONTRAST


@PALETTES
@pytest.mark.parametrize("ground", ["background", "surface"])
def test_the_edge_of_what_is_chosen_or_focused_can_be_seen(palette: Palette, ground: str) -> None:
    for edge in (palette.muted, palette.text):
        assert contrast(edge, getattr(palette, ground)) >= LINE_CONTRAST


@pytest.mark.parametrize("palette", BOTH.values(), ids=BOTH)
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("number", range(4))
def test_the_line_of_every_lane_can_be_seen(palette: Palette, mode: Mode, number: int) -> None:
    colour = LaneStyle(mode, number, 0).colour(palette)
    assert contrast(colour, palette.surface) >= LINE_CONTRAST


@PALETTES
def test_mode_and_direction_share_no_colour(palette: Palette) -> None:
    assert len({palette.pushed, palette.polled, palette.up, palette.down}) == 4


@pytest.mark.parametrize("palette", BOTH.values(), ids=BOTH)
@pytest.mark.parametrize("dichromacy", DICHROMACIES)
def test_the_usual_pair_is_told_apart_with_any_colour_vision(
    palette: Palette, dichromacy: str
) -> None:
    assert difference(palette.up, palette.down, dichromacy) > 60


@pytest.mark.parametrize("palette", BOTH.values(), ids=BOTH)
def test_the_reverse_pair_is_the_same_two_colours(palette: Palette) -> None:
    west = with_directions(palette, Directions.GREEN_RED)
    east = with_directions(palette, Directions.RED_GREEN)
    assert (west.up, west.down) == (east.down, east.up)
    assert (west.good, west.trouble, west.accent) == (palette.good, palette.trouble, palette.accent)


def test_a_blend_lies_between_its_colours() -> None:
    assert blend("#ff0000", "#0000ff", 0.2) == "#3300cc"
