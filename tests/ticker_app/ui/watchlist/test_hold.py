from __future__ import annotations

from ticker_app.ui.watchlist.hold import KEY_PAUSE_US, POINTER_PAUSE_US, OrderHold

NOW_US = 10**15


def test_nobody_aims_at_first() -> None:
    assert not OrderHold().holds(NOW_US)


def test_a_pointer_over_the_list_holds_until_it_rests_or_leaves() -> None:
    hold = OrderHold()
    hold.point()
    assert hold.holds(NOW_US)
    assert hold.holds(NOW_US + POINTER_PAUSE_US - 1)
    assert not hold.holds(NOW_US + POINTER_PAUSE_US)
    hold.point()
    assert hold.holds(NOW_US)
    hold.leave()
    assert not hold.holds(NOW_US)


def test_a_pointer_that_moves_on_holds_on() -> None:
    hold = OrderHold()
    hold.point()
    hold.holds(NOW_US)
    hold.point()
    hold.holds(NOW_US + POINTER_PAUSE_US)
    assert hold.holds(NOW_US + POINTER_PAUSE_US + 1)


def test_a_button_that_is_down_holds_however_long() -> None:
    hold = OrderHold()
    hold.press()
    assert hold.holds(NOW_US + 10 * POINTER_PAUSE_US)
    hold.release()
    assert not hold.holds(NOW_US)


def test_a_key_holds_for_a_moment() -> None:
    hold = OrderHold()
    hold.key()
    assert hold.holds(NOW_US)
    assert not hold.holds(NOW_US + KEY_PAUSE_US)
