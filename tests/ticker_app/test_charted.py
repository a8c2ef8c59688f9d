"""What is known of the symbols on charts."""

from __future__ import annotations

import pytest

from ticker_app.board import Board
from ticker_app.charted import Charted
from ticker_app.reference import Reading

NOW_US = 10_000


@pytest.mark.parametrize(("told_us", "known_us"), [(9_000, 9_000), (2**53 - 1, NOW_US)])
def test_nothing_is_known_of_the_future_whatever_a_server_says(told_us: int, known_us: int) -> None:
    told: list[int] = []
    board = Board(lambda server_us: server_us)
    board.enter("e1")
    charted = Charted(
        "http://127.0.0.1:1",
        board,
        clock=lambda: NOW_US,
        to_client_us=lambda server_us: server_us,
        on_published=lambda symbol, published, through_us: told.append(through_us),
        on_problem=lambda sentence: None,
    )
    charted._on_reading(Reading("ACME", "e1", [], told_us, is_history=False))
    assert charted.through_us("ACME") == known_us
    assert told == [known_us]
