"""The picture of several lanes as numbers."""

from __future__ import annotations

import numpy as np

from ticker_app.compare.compared_lane import Step
from ticker_app.measures.symbol_score import Published
from ticker_app.series import PublishedColumns, SeenColumns
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.compare.picture import compare_picture
from ticker_app.ui.compare.trace import LaneTrace, PublishedTrace

S = 1_000_000
FRAME = Frame(0.0, 10.0, 0.001)


def lane(*steps: tuple[float, int]) -> SeenColumns:
    """When each of the ticks, published at the second of its count, was delivered."""
    trace = LaneTrace()
    trace.follow([Step(round(at * S), count * S, 100.0 + count, count) for at, count in steps])
    return trace.seen


def published(*counts: int) -> PublishedColumns:
    trace = PublishedTrace()
    trace.follow([Published("A", count, count * S, 100.0 + count) for count in counts])
    return trace.published


def test_an_age_is_an_exact_saw_tooth() -> None:
    drawn = compare_picture([(lane((1.5, 1), (4.0, 3)), 6 * S)], published(1, 3), FRAME, 6 * S)
    age = drawn.lanes[0].age
    assert age.x[~np.isnan(age.x)].tolist() == [1.5, 4.0, 4.0, 6.0]
    assert age.y[~np.isnan(age.y)].tolist() == [0.5, 3.0, 1.0, 3.0]
    assert drawn.highest_age_s == 3.0


def test_it_is_out_of_date_from_the_next_publication_to_its_delivery() -> None:
    drawn = compare_picture([(lane((1.5, 1), (4.0, 3)), 6 * S)], published(1, 2, 3), FRAME, 6 * S)
    outdated = drawn.lanes[0].outdated
    assert outdated.x.tolist() == [2.0, 2.0, 4.0, 4.0]
    assert outdated.y.tolist() == [0.0, 0.0, 2.0, 0.0]


def test_what_was_published_is_drawn_as_far_as_it_is_known() -> None:
    drawn = compare_picture([], published(1, 2, 3), FRAME, 4 * S)
    assert drawn.published.x.tolist() == [1.0, 2.0, 2.0, 3.0, 3.0, 4.0]
    assert drawn.published.y.tolist() == [101.0, 101.0, 102.0, 102.0, 103.0, 103.0]
    assert drawn.price_extent == (101.0, 103.0)


def test_nothing_known_is_nothing_drawn() -> None:
    for through_us in (None, 0):
        drawn = compare_picture([(lane(), S)], published(1), FRAME, through_us)
        assert not len(drawn.published.x)
        assert not len(drawn.lanes[0].price.x)
        assert drawn.price_extent is None
        assert drawn.highest_age_s == 0.0
