"""Indicators on the chart: over the price or in panes of their own, told apart, with values."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tests.ticker_app.ui.chart.conftest import MakeChart, Refresh
from tests.ticker_app.ui.chart.some_candles import a_walk
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings, PriceScale, Timeframe
from ticker_app.indicators import KINDS, IndicatorSpec, make
from ticker_app.indicators.specs import Bollinger, Ema, Macd, Rsi, Sma, Vwap
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.chart.indicator_menu import OF_CANDLES
from ticker_app.ui.chart.line_look import FIRST, LOOKS, edge
from ticker_app.ui.palette import DARK, LIGHT


@pytest.fixture
def session(session: StandInSession) -> StandInSession:
    """A minute of candles of a second, with a gap of three; the newest is open."""
    session.hold("1s", a_walk(n for n in range(61) if n not in (20, 21, 22)))
    return session


def settings(*indicators: IndicatorSpec) -> ChartSettings:
    return ChartSettings(timeframe=Timeframe.S1, indicators=indicators)


def over(chart: Chart, number: int = 0) -> dict[str, np.ndarray]:
    """The heights of the lines over the price, px."""
    lines = chart.picture.indicators._shown[number].over
    assert lines is not None
    return {name: item.points.y for name, item in lines.items.items()}


def legend(chart: Chart) -> list[str]:
    return [row.words for row in chart.panes.price.legend.rows]


def test_an_average_is_drawn_over_the_price_and_told(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(settings(Sma(5)))
    refresh(chart, session)
    columns = session.candles("AAA", "1s").columns()
    average = make(Sma(5)).update(columns)["average"]
    drawn = over(chart)["average"]
    assert np.nanmin(drawn) == pytest.approx(chart.panes.price.y_px(float(np.nanmax(average))))
    assert legend(chart) == [f"SMA 5 {average[-1]:.2f}"]


def test_its_line_stops_where_there_were_no_ticks(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(settings(Sma(2)))
    refresh(chart, session)
    assert np.isnan(over(chart)["average"]).sum() == 2


def test_no_two_lines_over_the_price_look_alike() -> None:
    looks = {*LOOKS, *map(edge, LOOKS), FIRST}
    assert len({*LOOKS, FIRST}) == len(LOOKS) + 1
    pens = [(look.colour(DARK), look.dash) for look in looks]
    assert len(pens) == len(set(pens))


def test_values_of_the_candle_under_the_pointer_are_told(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(settings(Ema(5), Rsi(3)))
    refresh(chart, session)
    newest = legend(chart), chart.panes.indicators[0].legend.rows[0].words
    QTest.mouseMove(chart.panes.view.viewport(), QPoint(300, 60))
    refresh(chart, session)
    assert legend(chart) != newest[0]
    assert chart.panes.indicators[0].legend.rows[0].words != newest[1]
    chart.pointer.move(None)
    chart.show_crosshair(1.0)
    refresh(chart, session)
    assert legend(chart) == ["EMA 5 –"]


def test_an_oscillator_has_a_pane_of_its_own_with_its_scale(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(settings(Rsi()))
    refresh(chart, session)
    pane = chart.panes.indicators[0]
    assert pane in chart.panes.shown
    assert pane.values == (0, 100)
    assert "50.0" in [text for _, text in pane.scale.labels]
    assert pane.scale.size().width() == chart.panes.price.scale.size().width()
    assert legend(chart) == []


def test_bars_stand_on_zero_hollow_above_and_filled_below(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(settings(Macd(3, 8, 3)))
    refresh(chart, session)
    pane = chart.panes.indicators[0]
    values = make(Macd(3, 8, 3)).update(session.candles("AAA", "1s").columns())["histogram"]
    groups = pane.bars.settled.groups
    assert len(groups.falling) == (values[:-1] < 0).sum()
    assert len(groups.rising) == (values[:-1] >= 0).sum()
    zero = round(pane.y_px(0.0))
    assert (groups.falling[:, 1] == zero).all()
    assert (groups.rising[:, 1] + groups.rising[:, 3] == zero + 1).all()
    assert "histogram" in pane.legend.rows[0].words


def test_bands_have_dotted_edges_and_make_the_scale_wide_enough(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(settings(Bollinger(5, 8.0)))
    refresh(chart, session)
    lines = chart.picture.indicators._shown[0].over
    assert lines is not None
    assert lines._looks["upper"].dash == edge(LOOKS[0]).dash != lines._looks["middle"].dash
    drawn = over(chart)
    assert np.nanmin(drawn["upper"]) > 0
    assert np.nanmax(drawn["lower"]) < chart.panes.price.size.height()


@pytest.mark.parametrize("scale", [PriceScale.LOG, PriceScale.PERCENT])
def test_lines_over_the_price_stand_on_its_scale(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh, scale: PriceScale
) -> None:
    chart = make_chart(
        ChartSettings(timeframe=Timeframe.S1, scale=scale, indicators=(Sma(2), Vwap()))
    )
    refresh(chart, session)
    drawn = over(chart)["average"]
    assert 0 < np.nanmin(drawn) < np.nanmax(drawn) < chart.panes.price.size.height()


def test_what_is_removed_leaves_nothing(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(settings(Sma(5), Rsi(), Macd()))
    refresh(chart, session)
    assert len(chart.panes.shown) == 5
    items = len(chart.panes.price.box.childItems())
    chart.apply(settings(Macd()))
    refresh(chart, session)
    assert len(chart.panes.price.box.childItems()) == items - 1
    assert len(chart.panes.shown) == 4
    assert chart.panes.indicators[0].legend.rows[0].name == "MACD 12 26 9"
    assert chart.panes.indicators[0].values != (0, 100)
    chart.apply(settings())
    refresh(chart, session)
    assert len(chart.panes.shown) == 3


def test_ticks_have_no_indicators(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(ChartSettings(indicators=(Sma(), Rsi())))
    refresh(chart, session)
    assert chart.picture.indicators.specs == ()
    assert len(chart.panes.shown) == 2


def test_another_palette_changes_every_line(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    chart = make_chart(settings(Sma(5), Rsi(), Macd()))
    refresh(chart, session)
    chart.set_palette(LIGHT)
    refresh(chart, session)
    chart.grab()
    lines = chart.picture.indicators._shown[0].over
    assert lines is not None
    assert lines._pens["average"].color().name() == LIGHT.muted
    assert chart.panes.indicators[0].lines._pens["rsi"].color().name() == LIGHT.text


def test_a_narrow_legend_leaves_the_names_of_lines_out(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    for width, named in ((900, True), (330, False)):
        chart = make_chart(settings(Bollinger(5)), width)
        refresh(chart, session)
        assert ("upper" in legend(chart)[0]) is named


def test_every_kind_can_be_shown_at_once_with_less_than_enough_candles(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    session.hold("1s", a_walk(range(2)))
    every = tuple(kind() for kind in KINDS.values())
    chart = make_chart(settings(*every))
    refresh(chart, session)
    assert legend(chart)[0] == "SMA 20 –"
    session.hold("1s", [])
    refresh(chart, session)
    assert legend(chart)[0] == "SMA 20 –"


def menu_of(chart: Chart) -> QMenu:
    chart.header.indicators.choices.aboutToShow.emit()
    return chart.header.indicators.choices


def test_an_indicator_is_added_and_removed_from_the_menu(
    session: StandInSession, make_chart: MakeChart
) -> None:
    chart = make_chart(settings())
    told: list[ChartSettings] = []
    chart.settings_changed.connect(told.append)
    menu_of(chart).actions()[0].trigger()
    assert chart.settings.indicators == (Sma(),)
    entry = next(action for action in menu_of(chart).actions() if action.text() == "SMA 20")
    below = entry.menu()
    assert isinstance(below, QMenu)
    below.actions()[-1].trigger()
    assert [settings.indicators for settings in told] == [(Sma(),), ()]


def test_all_can_be_removed_at_once(make_chart: MakeChart) -> None:
    chart = make_chart(settings(Sma(), Rsi()))
    menu_of(chart).actions()[-1].trigger()
    assert chart.settings.indicators == ()


def test_over_ticks_the_menu_says_that_they_are_of_candles(make_chart: MakeChart) -> None:
    chart = make_chart()
    actions = menu_of(chart).actions()
    assert [action.text() for action in actions] == [OF_CANDLES]
    assert not actions[0].isEnabled()


def test_the_menu_of_everything_has_them_too(make_chart: MakeChart) -> None:
    chart = make_chart(ChartSettings())
    for timeframe, count in ((Timeframe.TICK, 1), (Timeframe.S1, len(KINDS))):
        chart.apply(ChartSettings(timeframe=timeframe))
        chart.header.more.choices.aboutToShow.emit()
        entries = chart.header.more.choices.actions()
        entry = next(action for action in entries if action.text() == "&Indicators")
        below = entry.menu()
        assert isinstance(below, QMenu)
        assert len(below.actions()) == count
