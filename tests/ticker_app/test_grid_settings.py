from __future__ import annotations

import msgspec
import pytest

from ticker_app.chart_settings import ChartSettings
from ticker_app.grid_settings import MOST_CHARTS, GridSettings, Shape


@pytest.mark.parametrize("shape", Shape)
def test_every_shape_fills_a_rectangle_once(shape: Shape) -> None:
    cells = [
        (row + down, column + right)
        for row, column, rows, columns in shape.places
        for down in range(rows)
        for right in range(columns)
    ]
    height, width = max(row for row, _ in cells) + 1, max(column for _, column in cells) + 1
    assert sorted(cells) == [(row, column) for row in range(height) for column in range(width)]


@pytest.mark.parametrize("shape", Shape)
def test_there_are_as_many_charts_as_places(shape: Shape) -> None:
    few = GridSettings(shape, charts=(ChartSettings("AAA"),)).sound()
    assert [chart.symbol for chart in few.charts] == ["AAA"] * len(shape.places)


def test_charts_out_of_view_are_kept_but_not_more_than_there_can_be() -> None:
    charts = tuple(ChartSettings(str(number)) for number in range(9))
    assert GridSettings(Shape.ONE, charts).sound().charts == charts[:MOST_CHARTS]


@pytest.mark.parametrize("active", [-1, 1, 99])
def test_the_active_chart_is_one_in_view(active: int) -> None:
    assert GridSettings(Shape.ONE, (), active).sound().active == 0
    assert GridSettings(Shape.ONE, ()).sound().charts == (ChartSettings(),)


def test_a_grid_comes_back_from_a_file_as_it_was() -> None:
    grid = GridSettings(Shape.FOUR, (ChartSettings("AAA"), ChartSettings()), 2, links_symbol=False)
    assert msgspec.json.decode(msgspec.json.encode(grid), type=GridSettings) == grid
