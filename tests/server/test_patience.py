"""How long one connection is waited for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.limits import Limits
from server.patience import Patience

LIMITS = replace(Limits(), request_s=8, stalled_s=4, header_bytes=100)


@pytest.fixture
def patience() -> Patience:
    return Patience(LIMITS, now=10)


def test_who_connects_owes_a_request(patience: Patience) -> None:
    assert not patience.is_late(17.9)
    assert patience.is_late(18)
    assert not patience.has_begun


@given(st.lists(st.floats(0, 7.9), max_size=30))
def test_dripping_a_request_wins_no_time(drips: list[float]) -> None:
    patience = Patience(LIMITS, now=10)
    for after in sorted(drips):
        patience.heard_a_part(1, 10 + after)
    assert not patience.is_late(17.9)
    assert patience.is_late(18)


def test_who_asked_owes_nothing_until_the_next_request_begins(patience: Patience) -> None:
    patience.heard_a_part(5, 11)
    assert patience.has_begun
    patience.heard_a_whole()
    assert not patience.has_begun
    assert not patience.is_late(1000)
    patience.heard_a_part(5, 1000)
    assert not patience.is_late(1007.9)
    assert patience.is_late(1008)


def test_a_head_is_too_long_by_its_sum(patience: Patience) -> None:
    patience.heard_a_part(60, 11)
    patience.heard_a_part(40, 11)
    assert not patience.is_too_long
    patience.heard_a_part(1, 11)
    assert patience.is_too_long
    patience.heard_a_whole()
    assert not patience.is_too_long


def test_who_takes_nothing_is_stuck_once_the_time_is_up(patience: Patience) -> None:
    assert [patience.is_stuck(50, now) for now in (20, 23.9, 24)] == [False, False, True]


def test_what_is_written_more_is_no_progress(patience: Patience) -> None:
    assert not patience.is_stuck(50, 20)
    assert not patience.is_stuck(70, 22)
    assert patience.is_stuck(70, 24)


@pytest.mark.parametrize("unsent", [49, 0])
def test_who_takes_something_has_the_whole_time_again(patience: Patience, unsent: int) -> None:
    assert not patience.is_stuck(50, 20)
    assert not patience.is_stuck(unsent, 23)
    assert not patience.is_stuck(60, 24)
    assert not patience.is_stuck(60, 27.9)
    assert patience.is_stuck(60, 28)


def test_who_has_all_is_never_stuck(patience: Patience) -> None:
    assert not any(patience.is_stuck(0, now) for now in range(20, 100))
