from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.ui.watchlist.flash import APART_US, FLASH_US, STEPS, Flashes


def test_a_flash_fades_in_steps_until_it_is_over() -> None:
    flashes = Flashes()
    flashes.begin("AAA", -1, now_us=0)
    strengths = []
    for step in range(STEPS + 1):
        flashes.fade(step * FLASH_US // STEPS)
        strengths.append(flashes.strength("AAA"))
    assert strengths == [-1.0, -0.8, -0.6, -0.4, -0.2, 0.0]


def test_only_symbols_that_look_different_are_named() -> None:
    flashes = Flashes()
    flashes.begin("AAA", 1, now_us=0)
    flashes.begin("BBB", 1, now_us=FLASH_US // 2)
    assert flashes.fade(FLASH_US // 2) == ["AAA"]
    assert flashes.fade(FLASH_US // 2) == []
    assert flashes.fade(2 * FLASH_US) == ["AAA", "BBB"]
    assert flashes.fade(3 * FLASH_US) == []


def test_a_newer_flash_replaces_the_older_one() -> None:
    flashes = Flashes()
    flashes.begin("AAA", 1, now_us=0)
    flashes.begin("AAA", -1, now_us=FLASH_US - 1)
    flashes.fade(FLASH_US)
    assert flashes.strength("AAA") == -1.0


def test_a_flash_that_comes_too_soon_waits() -> None:
    flashes = Flashes()
    flashes.begin("AAA", 1, now_us=0)
    flashes.begin("AAA", 1, now_us=APART_US - 2)
    flashes.fade(APART_US - 1)
    assert 0 < flashes.strength("AAA") < 1
    assert flashes.fade(APART_US) == ["AAA"]
    assert flashes.strength("AAA") == 1


def test_the_other_way_ends_a_flash_and_shows_in_its_turn() -> None:
    flashes = Flashes()
    flashes.begin("AAA", 1, now_us=0)
    flashes.begin("AAA", -1, now_us=10)
    assert flashes.strength("AAA") == 0
    flashes.fade(APART_US)
    assert flashes.strength("AAA") == -1


@given(st.lists(st.tuples(st.integers(0, 400_000), st.sampled_from((1, -1))), max_size=60))
def test_no_more_than_three_flashes_begin_in_any_second(moves: list[tuple[int, int]]) -> None:
    flashes, now_us, begun = Flashes(), 0, []
    for gap_us, direction in moves:
        now_us += gap_us
        before = abs(flashes.strength("AAA"))
        flashes.begin("AAA", direction, now_us)
        flashes.fade(now_us)
        if abs(flashes.strength("AAA")) > before:
            begun.append(now_us)
    assert all(later - first > 1_000_000 for first, later in zip(begun, begun[3:], strict=False))


@given(st.lists(st.tuples(st.integers(0, 400_000), st.sampled_from((1, -1))), min_size=1))
def test_the_last_move_always_shows(moves: list[tuple[int, int]]) -> None:
    flashes, now_us = Flashes(), 0
    for gap_us, direction in moves:
        now_us += gap_us
        flashes.begin("AAA", direction, now_us)
        flashes.fade(now_us)
    flashes.fade(now_us + APART_US)
    assert flashes.strength("AAA") * moves[-1][1] > 0
