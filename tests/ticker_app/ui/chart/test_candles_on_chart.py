"""Candles on the chart: every style, the volume below, what is not settled, gaps."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.chart.conftest import MakeChart, Refresh
from tests.ticker_app.ui.chart.some_candles import BEGIN_US, S, a_walk, candle
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings, PriceScale, Style, Timeframe
from ticker_app.choice import LaneChoice, Switch, Transport
from ticker_app.ui import theme
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.chart.panes import PricePane
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.volume_pane import NO_SIZES, TITLE
from ticker_app.ui.palette import DARK, LIGHT
from ticker_app.vertices import Curve

CANDLES = ChartSettings(timeframe=Timeframe.S1)


@pytest.fixture
def session(session: StandInSession) -> StandInSession:
    """A minute of candles of a second, with a gap of three; the newest is open."""
    session.now_us -= S // 2
    session.hold("1s", a_walk(n for n in range(60) if n not in (20, 21, 22)))
    return session


def painted(chart: Chart) -> int:
    """How many boxes there are on the price pane."""
    items = (chart.picture.candles.boxes.settled, chart.picture.candles.boxes.unsettled)
    return sum(len(boxes) for item in items for boxes in item.groups[:2])


@pytest.mark.parametrize("style", [Style.CANDLES, Style.HEIKIN_ASHI, Style.BARS])
def test_boxes_rise_and_fall(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh, style: Style
) -> None:
    chart = make_chart(ChartSettings(timeframe=Timeframe.S1, style=style))
    refresh(chart, session)
    falling, rising, _ = chart.picture.candles.boxes.settled.groups
    assert min(len(falling), len(rising)) > 10
    assert not len(chart.picture.candles.line.points.x)


@pytest.mark.parametrize("style", [Style.LINE, Style.AREA])
def test_a_line_stops_where_there_were_no_ticks(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh, style: Style
) -> None:
    chart = make_chart(ChartSettings(timeframe=Timeframe.S1, style=style))
    refresh(chart, session)
    points = chart.picture.candles.line.points
    assert np.isnan(points.x).sum() == 2
    assert painted(chart) == 0


def test_the_open_candle_is_dashed_and_the_others_are_not(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(CANDLES)
    refresh(chart, session)
    settled, unsettled = (
        chart.picture.candles.boxes.settled.groups,
        chart.picture.candles.boxes.unsettled.groups,
    )
    assert len(settled.hollow) <= len(settled.rising)
    assert len(unsettled.falling) + len(unsettled.rising) == 2
    assert len(unsettled.hollow) > 2


def test_the_volume_stands_below_in_the_same_places(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(CANDLES)
    refresh(chart, session)
    volume = chart.panes.volume
    bodies = {
        row[0] for row in chart.picture.candles.boxes.settled.groups.falling.tolist() if row[2] > 1
    }
    columns = {row[0] for row in volume.columns.settled.groups.falling.tolist()}
    assert bodies <= columns
    assert volume.title.text == TITLE
    assert volume.scale.labels


def test_prices_without_sizes_say_so(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    session.hold("1s", [candle(n, 98, 99, volume=0.0) for n in range(60)])
    chart = make_chart(CANDLES)
    refresh(chart, session)
    assert chart.panes.volume.title.text == NO_SIZES[0]
    assert {text for _, text in chart.panes.volume.scale.labels} <= {""}
    assert "Vol –" in chart.header.readout.words


def test_panes_can_be_left_out(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(ChartSettings(timeframe=Timeframe.S1, shows_volume=False, shows_age=False))
    refresh(chart, session)
    assert chart.panes.shown == [chart.panes.price]
    high = chart.panes.price.size.height()
    chart.apply(CANDLES)
    refresh(chart, session)
    assert chart.panes.shown == [chart.panes.price, chart.panes.volume, chart.panes.age]
    assert chart.panes.price.size.height() < high


def test_ticks_have_no_volume_pane(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart()
    refresh(chart, session)
    assert chart.panes.shown == [chart.panes.price, chart.panes.age]


def test_another_timeframe_leaves_nothing_of_the_ticks(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    session.tick("AAA", 98.0)
    session.now_us += 10 * S
    chart = make_chart()
    refresh(chart, session)
    assert any(len(stroke.curve.x) for stroke in chart.panes.price.prices.values())
    chart.apply(CANDLES)
    refresh(chart, session)
    assert not any(len(stroke.curve.x) for stroke in chart.panes.price.prices.values())
    assert painted(chart) > 0
    chart.apply(ChartSettings())
    refresh(chart, session)
    assert painted(chart) == 0


def test_the_tag_has_the_colour_of_the_direction_and_counts_down(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    session.hold("1m", [candle(0, 98, 97, interval_us=60 * S)])
    chart = make_chart(ChartSettings(timeframe=Timeframe.M1, span_s=3600.0))
    session.now_us = session.now_us // (60 * S) * 60 * S + 18 * S
    refresh(chart, session)
    tag = chart.panes.price.scale.tag
    assert tag is not None
    assert (tag.text, tag.note, tag.colour) == ("97.00", "0:42", DARK.down)
    chart.set_palette(LIGHT)
    session.now_us += S
    refresh(chart, session)
    tag = chart.panes.price.scale.tag
    assert tag is not None
    assert (tag.note, tag.colour) == ("0:41", LIGHT.down)


def test_switches_stay_marked_over_candles(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    session.switches.append(Switch(BEGIN_US + 30 * S, LaneChoice(Transport.POLL, 2.0)))
    chart = make_chart(CANDLES)
    refresh(chart, session)
    assert chart.panes.marks.texts == ["switched to polling every 2\u202fs"]


def test_candles_that_are_not_there_yet_are_waited_for(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(ChartSettings(timeframe=Timeframe.H1))
    refresh(chart, session)
    assert chart.sentence.text() == "Waiting for the first price of AAA…"


@pytest.mark.parametrize(
    ("scale", "labels"),
    [(PriceScale.LINEAR, "."), (PriceScale.LOG, "."), (PriceScale.PERCENT, "%")],
)
def test_prices_stand_on_the_chosen_scale(
    session: StandInSession,
    make_chart: MakeChart,
    refresh: Refresh,
    scale: PriceScale,
    labels: str,
) -> None:
    chart = make_chart(ChartSettings(timeframe=Timeframe.S1, scale=scale))
    refresh(chart, session)
    texts = [text for _, text in chart.panes.price.scale.labels]
    assert len(texts) > 2
    assert all(labels in text for text in texts)
    tops = [row[1] for row in chart.picture.candles.boxes.settled.groups.falling.tolist()]
    assert min(tops) > 0


def test_prices_below_nothing_have_no_logarithm_and_stand_on_a_linear_scale(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    session.hold("1s", [candle(n, -5, 3) for n in range(60)])
    chart = make_chart(ChartSettings(timeframe=Timeframe.S1, scale=PriceScale.LOG))
    refresh(chart, session)
    assert chart.panes.price.values[0] < -6 < 4 < chart.panes.price.values[1]


def test_many_candles_are_drawn_as_no_more_than_there_are_pixels(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    session.hold("1s", a_walk(range(-5000, 60)))
    chart = make_chart(ChartSettings(timeframe=Timeframe.S1, span_s=3600.0))
    refresh(chart, session)
    assert painted(chart) <= chart.panes.price.size.width() + 4


def test_a_candle_that_moves_leaves_the_settled_ones_alone(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(CANDLES)
    refresh(chart, session)
    settled = chart.picture.candles.boxes.settled.groups
    moved = a_walk(n for n in range(60) if n not in (20, 21, 22))
    moved[-1] = candle(59, 98, 101)
    session.hold("1s", moved)
    refresh(chart, session)
    assert chart.picture.candles.boxes.settled.groups is settled


def test_another_timeframe_comes_with_a_fitting_span(
    session: StandInSession, make_chart: MakeChart
) -> None:
    chart = make_chart()
    told: list[ChartSettings] = []
    chart.settings_changed.connect(told.append)
    chart.header.timeframe.action_of(Timeframe.M5).trigger()
    assert told == [ChartSettings(timeframe=Timeframe.M5, span_s=4 * 3600.0)]
    chart.set_span_number(2)
    assert chart.span_s == 24 * 3600


def test_dense_dots_are_thinned_and_stay_dots(qtbot: QtBot) -> None:
    pane = PricePane(theme.font(), DARK)
    pane.box.resize(100, 100)
    pane.set_range(Frame(0.0, 100.0, 1.0), (0.0, 10.0))
    x = np.linspace(0, 100, 5000)
    pane.published.show(Curve(x, np.sin(x) + 5))
    assert 100 < len(pane.published.item.points.x) < 600
    assert not len(pane.published.columns.groups.rising)
