"""A dense line as columns of pixels covers what the line covers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.ui.chart.candle_boxes import Boxes
from ticker_app.ui.chart.columns import columns_of
from ticker_app.ui.chart.line_item import Points

WIDTH, HEIGHT = 50, 40


def points(pairs: list[tuple[float, float] | None]) -> Points:
    """Vertices; None lifts the pen."""
    known = [pair or (np.nan, np.nan) for pair in pairs]
    return Points(np.array([x for x, _ in known]), np.array([y for _, y in known]))


def covered(boxes: Boxes) -> set[tuple[int, int]]:
    return {
        (x, y)
        for left, top, width, height in boxes.tolist()
        for x in range(left, left + width)
        for y in range(top, top + height)
    }


def test_pieces_in_one_column_are_one_box() -> None:
    found = columns_of(points([(3.1, 10), (3.5, 4), (3.9, 20), (3.95, 8)]), WIDTH, HEIGHT)
    assert found.line.tolist() == [[3, 4, 1, 17]]
    assert found.below.tolist() == [[3, 4, 1, 36]]
    assert not len(found.rest.x)


def test_neighbouring_columns_are_joined() -> None:
    found = columns_of(points([(3.5, 10), (4.5, 20)]), WIDTH, HEIGHT)
    assert covered(found.line) == {(4, y) for y in range(10, 21)}


def test_a_level_piece_is_one_box_however_long() -> None:
    found = columns_of(points([(3.5, 10.2), (30.5, 10.4)]), WIDTH, HEIGHT)
    assert found.line.tolist() == [[3, 10, 28, 1]]


def test_a_piece_that_climbs_across_columns_stays_a_line() -> None:
    found = columns_of(points([(3.0, 10), (30.0, 20), (30.0, 10)]), WIDTH, HEIGHT)
    assert found.line.tolist() == [[30, 10, 1, 11]]
    assert found.rest.x[:2].tolist() == [3, 30]
    assert np.isnan(found.rest.x[2])


def test_what_lies_outside_is_cut_off_just_outside() -> None:
    found = columns_of(points([(-1e9, 5), (1e9, 5)]), WIDTH, HEIGHT)
    left, _, width, _ = found.line.tolist()[0]
    assert -5 < left < 0 < WIDTH < left + width < WIDTH + 9


def test_no_line_has_no_columns() -> None:
    for pairs in ([], [None], [(1.0, 1.0)], [(1.0, 1.0), None, (2.0, 2.0)]):
        found = columns_of(points(pairs), WIDTH, HEIGHT)  # type: ignore[arg-type]  # invariant
        assert not len(found.line)
        assert not len(found.rest.x)


steps = st.lists(
    st.one_of(st.none(), st.tuples(st.floats(0, 0.9), st.floats(0, HEIGHT - 1))),
    min_size=2,
    max_size=200,
)


@given(steps)
def test_every_vertex_of_a_dense_line_is_covered(found: list[tuple[float, float] | None]) -> None:
    x, pairs = 0.0, []
    for step in found:
        x += step[0] if step else 0.0
        pairs.append((x, step[1]) if step and x < WIDTH else None)
    boxes = covered(columns_of(points(pairs), WIDTH, HEIGHT).line)
    for before, after in pairwise(pairs):
        if before is not None and after is not None:
            assert (int(after[0]), int(after[1])) in boxes


@given(steps)
def test_among_many_gaps_nothing_is_left_out(found: list[tuple[float, float] | None]) -> None:
    x, pairs = 0.0, []
    for step in found:
        x += step[0] if step else 0.0
        pairs.append((x, step[1]) if step else None)
    alone = covered(columns_of(points(pairs), WIDTH, HEIGHT).line)
    among_gaps = covered(columns_of(points([*[None] * 40, *pairs]), WIDTH, HEIGHT).line)
    # Pieces apart from each other that share a column are one box there.
    assert alone <= among_gaps
    assert {x for x, _ in alone} == {x for x, _ in among_gaps}
