from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.look_settings import (
    PRESENTER_SCALE,
    TEXT_PERCENTS,
    Directions,
    LookSettings,
    Theme,
)


def test_a_room_needs_more_than_the_size_of_the_text_says() -> None:
    assert LookSettings(text_percent=150).scale == 1.5
    assert LookSettings(text_percent=150, presenter=True).scale == 1.5 * PRESENTER_SCALE


@given(st.sampled_from(TEXT_PERCENTS))
def test_steps_up_and_down_meet_again_unless_there_is_no_step(percent: int) -> None:
    look = LookSettings(Theme.DARK, Directions.RED_GREEN, percent)
    assert look.larger() == look or look.larger().smaller() == look
    assert look.smaller() == look or look.smaller().larger() == look


def test_text_has_a_largest_and_a_smallest_size() -> None:
    assert LookSettings(text_percent=TEXT_PERCENTS[-1]).larger().text_percent == 200
    assert LookSettings(text_percent=TEXT_PERCENTS[0]).smaller().text_percent == 75


@pytest.mark.parametrize("text", ['{"text_percent":3000}', '{"theme":"pink"}', '{"directions":1}'])
def test_what_is_no_look_is_not_read(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=LookSettings)
