"""The palettes: what they promise to the eye."""

from __future__ import annotations

import pytest

from ticker_app.ui.palette import (
    DARK,
    LIGHT,
    TEXT_CONTRAST,
    Palette,
    blend,
    contrast,
)

PALETTES = pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda palette: palette.name)
SPOKEN = ("text", "muted", "pushed", "polled", "up", "down", "good")


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
@pytest.mark.parametrize("ground", ["background", "surface", "raised"])
def test_words_can_be_read(palette: Palette, name: str, ground: str) -> None:
    assert contrast(getattr(palette, name), getattr(palette, ground)) >= TEXT_CONTRAST


@PALETTES
@pytest.mark.parametrize("name", ["pushed", "polled"])
def test_the_ink_on_a_tag_can_be_read(palette: Palette, name: str) -> None:
    colour = getattr(palette, name)
    assert contrast(palette.ink_on(colour), colour) >= TEXT_CONTRAST


@PALETTES
def test_mode_and_direction_share_no_colour(palette: Palette) -> None:
    assert len({palette.pushed, palette.polled, palette.up, palette.down}) == 4


def test_a_blend_lies_between_its_colours() -> None:
    assert blend("#ff0000", "#0000ff", 0.2) == "#3300cc"
