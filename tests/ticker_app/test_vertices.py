"""Vertices of curves: how far they reach, and which of them a picture needs."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.vertices import EMPTY, Curve, extent, thinned


def test_the_extent_is_that_of_the_window() -> None:
    curve = Curve(np.array([1.0, 2.0, np.nan, 3.0]), np.array([5.0, 7.0, np.nan, 9.0]))
    assert extent([curve, EMPTY], 1.5, 3.5) == (7, 9)
    assert extent([curve], 4, 5) is None
    assert extent([], 0, 1) is None


def test_few_vertices_stay_as_they_are() -> None:
    curve = Curve(np.arange(10.0), np.arange(10.0))
    assert thinned(curve, 0.5) is curve
    assert thinned(EMPTY, 0.5) is EMPTY


@given(
    st.lists(st.tuples(st.floats(0, 5), st.floats(-9, 9)), min_size=1, max_size=200),
    st.sets(st.integers(0, 199)),
)
def test_a_thinned_curve_covers_the_same_columns_as_high_and_low(
    points: list[tuple[float, float]], lifted: set[int]
) -> None:
    points.sort(key=lambda point: point[0])
    y = [np.nan if index in lifted else point[1] for index, point in enumerate(points)]
    x = [np.nan if index in lifted else point[0] for index, point in enumerate(points)]
    curve = Curve(np.array(x), np.array(y))
    thin = thinned(curve, 0.5)
    assert column_extents(thin) == column_extents(curve)
    assert strokes(thin) == strokes(curve)
    assert (np.diff(thin.x[~np.isnan(thin.x)]) >= 0).all()
    assert np.count_nonzero(~np.isnan(thin.x)) <= max(len(points), 4 * (11 + len(lifted)))


def column_extents(curve: Curve) -> dict[int, tuple[float, float]]:
    columns: dict[int, list[float]] = {}
    for x, y in zip(curve.x.tolist(), curve.y.tolist(), strict=True):
        if not np.isnan(y):
            columns.setdefault(int(x // 0.5), []).append(y)
    return {column: (min(values), max(values)) for column, values in columns.items()}


def strokes(curve: Curve) -> int:
    """How often the pen is put down."""
    drawn = np.append(False, ~np.isnan(curve.y))
    return int(np.count_nonzero(drawn[1:] & ~drawn[:-1]))
