"""What a lane takes, and in which portions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.wire import Cursor
from tests.ticker_app.fakes import tick
from ticker_app.arrival import Arrival
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.bounds import MOST_TAPES, TAPES_WITHIN_US, Bounds, parts_of
from ticker_app.feeds.sense import MOST_SYMBOLS


def arrival(ticks: int, epoch: str = "e1", at_us: int = 5) -> Arrival:
    return Arrival(
        ticks=[tick(seq, time=seq) for seq in range(1, ticks + 1)],
        received_us=at_us,
        opened_us=1,
        cursor=Cursor(epoch, ticks + 7),
        as_of_us=ticks + 9,
        complete=False,
        scheduled_us=3,
        asked_us=4,
        sent_us=2,
    )


@given(ticks=st.integers(0, 40), most=st.integers(1, 12))
def test_the_parts_amount_to_the_whole(ticks: int, most: int) -> None:
    whole = arrival(ticks)
    first, *others = parts = [*parts_of(whole, most)]
    assert [tick for part in parts for tick in part.ticks] == whole.ticks
    assert all(0 < len(part.ticks) <= most for part in others)
    assert (first.complete, first.scheduled_us, first.asked_us) == (False, 3, 4)
    assert {(part.complete, part.scheduled_us, part.asked_us) for part in others} <= {
        (True, None, None)
    }
    assert (parts[-1].cursor, parts[-1].as_of_us) == (whole.cursor, whole.as_of_us)
    for part in parts[:-1]:
        newest = part.ticks[-1]
        assert (part.cursor.seq, part.as_of_us) == (newest.seq, newest.time)


def test_one_that_is_small_enough_is_left_as_it_is() -> None:
    assert [*parts_of(arrival(3))] == [arrival(3)]


def test_a_tape_that_begins_again_and_again_is_refused() -> None:
    bounds = Bounds("http://desk:8765")
    for number in range(MOST_TAPES):
        for _ in range(2):
            bounds.admit(arrival(1, f"e{number}", number))
    with pytest.raises(FeedError, match="desk:8765 begins another tape again and again"):
        bounds.admit(arrival(1, "other", TAPES_WITHIN_US - 1))
    bounds.admit(arrival(1, "other", TAPES_WITHIN_US))
    with pytest.raises(FeedError):
        bounds.admit(arrival(1, "one more", TAPES_WITHIN_US))


def test_more_symbols_than_a_server_may_have_are_refused_and_not_kept() -> None:
    bounds = Bounds("http://desk:8765")
    many = [tick(seq, f"S{seq}") for seq in range(MOST_SYMBOLS)]
    bounds.admit(replace(arrival(0), ticks=many))
    for _ in range(2):
        with pytest.raises(FeedError, match="names more than 10,000 symbols"):
            bounds.admit(arrival(1))
    bounds.admit(replace(arrival(0), ticks=many[:5]))
