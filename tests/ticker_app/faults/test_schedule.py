"""When connections are cut and the server seems to restart."""

from __future__ import annotations

from itertools import pairwise

from ticker_app.faults.plan import AWAY_S, Every, Faults
from ticker_app.faults.schedule import Schedule


def cuts_of(faults: Faults, seed: int, until_s: float = 60.0) -> list[float]:
    schedule, cuts = Schedule(faults, seed, 0.0), []
    while (now_s := schedule.next_s) is not None and now_s <= until_s:
        if schedule.cuts_now(now_s):
            cuts.append(now_s)
    return cuts


STEADY = Faults(cut_every=Every(10, 10))
LOOSE = Faults(cut_every=Every(8, 12))


def test_where_nothing_goes_wrong_nothing_happens() -> None:
    schedule = Schedule(Faults(), 0, 0.0)
    assert schedule.next_s is None
    assert not schedule.cuts_now(1e9)
    assert not schedule.is_away


def test_a_steady_cut_keeps_its_time() -> None:
    assert cuts_of(STEADY, 1) == [10, 20, 30, 40, 50, 60]


def test_the_same_seed_repeats_and_another_does_not() -> None:
    assert cuts_of(LOOSE, 1) == cuts_of(LOOSE, 1)
    assert cuts_of(LOOSE, 1) != cuts_of(LOOSE, 2)
    cuts = [0.0, *cuts_of(LOOSE, 1, 600)]
    assert all(8 <= after - before <= 12 for before, after in pairwise(cuts))


def test_cuts_that_were_slept_through_are_not_made_up_for() -> None:
    schedule = Schedule(STEADY, 0, 0.0)
    assert schedule.cuts_now(47.0)
    assert not schedule.cuts_now(47.0)
    assert schedule.next_s == 57.0


def test_a_restart_cuts_and_is_away_for_a_while() -> None:
    schedule = Schedule(Faults(restart_every=Every(20, 20)), 0, 0.0)
    assert not schedule.cuts_now(19.9)
    assert schedule.cuts_now(20.0)
    assert schedule.is_away
    assert schedule.next_s == 20.0 + AWAY_S
    assert not schedule.cuts_now(20.0 + AWAY_S)
    assert not schedule.is_away
    assert schedule.next_s == 40.0
