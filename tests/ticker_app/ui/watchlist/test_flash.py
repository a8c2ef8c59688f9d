from __future__ import annotations

from ticker_app.ui.watchlist.flash import FLASH_US, STEPS, Flashes


def test_a_flash_fades_in_steps_until_it_is_over() -> None:
    flashes = Flashes()
    flashes.begin(3, -1, now_us=0)
    strengths = []
    for step in range(STEPS + 1):
        flashes.fade(step * FLASH_US // STEPS)
        strengths.append(flashes.strength(3))
    assert strengths == [-1.0, -0.8, -0.6, -0.4, -0.2, 0.0]


def test_only_rows_that_look_different_are_named() -> None:
    flashes = Flashes()
    flashes.begin(0, 1, now_us=0)
    flashes.begin(1, 1, now_us=FLASH_US // 2)
    assert flashes.fade(FLASH_US // 2) == [0]
    assert flashes.fade(FLASH_US // 2) == []
    assert flashes.fade(2 * FLASH_US) == [0, 1]
    assert flashes.fade(3 * FLASH_US) == []


def test_a_newer_flash_replaces_the_older_one() -> None:
    flashes = Flashes()
    flashes.begin(0, 1, now_us=0)
    flashes.begin(0, -1, now_us=FLASH_US - 1)
    flashes.fade(FLASH_US)
    assert flashes.strength(0) == -1.0
