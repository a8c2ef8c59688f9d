"""The chart: what it shows of a session, and in which colours and words."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from server.wire import SymbolInfo, Tick
from tests.ticker_app.ui.chart.conftest import MakeChart
from tests.ticker_app.ui.chart.three_ways import BEGIN_US, SWITCH_US, S, a_minute, paint, tick
from tests.ticker_app.ui.standin import NOW_US, StandInSession
from ticker_app.choice import LaneChoice, Switch
from ticker_app.series import Kind, SymbolSeries
from ticker_app.ui import theme
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.chart.legend import PUBLISHED, REFERENCE_OFF
from ticker_app.ui.chart.panes import AGE_TITLES, AgePane
from ticker_app.ui.palette import DARK, LIGHT, Palette


@pytest.fixture
def chart(make_chart: MakeChart) -> Chart:
    return make_chart()


def colours(chart: Chart) -> Counter[str]:
    image = chart.panes.view.grab().toImage()
    return Counter(
        QColor(image.pixel(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda palette: palette.name)
def test_each_kind_is_drawn_in_its_colour(chart: Chart, palette: Palette) -> None:
    chart.set_palette(palette)
    paint(chart, a_minute())
    found = colours(chart)
    assert min(found[palette.pushed], found[palette.polled], found[palette.muted]) > 100
    assert found.most_common(1)[0][0] == palette.surface


def test_another_palette_leaves_nothing_of_the_old_one(chart: Chart) -> None:
    paint(chart, a_minute())
    chart.set_palette(LIGHT)
    paint(chart, a_minute())
    found = colours(chart)
    assert not found[DARK.pushed]
    assert not found[DARK.surface]


def test_history_pushed_and_polled_prices_meet_at_their_borders(chart: Chart) -> None:
    paint(chart, a_minute())
    history, pushed, polled = (chart.panes.price.prices[kind].curve.x for kind in Kind)
    assert np.nanmax(history) == pytest.approx(np.nanmin(pushed))
    assert np.nanmax(pushed) == pytest.approx(SWITCH_US / S)
    assert np.nanmin(polled) == pytest.approx(SWITCH_US / S)
    assert np.nanmax(polled) == pytest.approx(NOW_US / S)


def test_polling_fills_the_age_pane_and_push_hardly_does(chart: Chart) -> None:
    paint(chart, a_minute())
    outdated = chart.panes.age.outdated
    assert max(outdated[Kind.POLLED].curve.y) > 1
    assert max(outdated[Kind.PUSHED].curve.y) < 0.01


def test_a_switch_is_marked_in_words(chart: Chart) -> None:
    paint(chart, a_minute())
    assert chart.panes.marks.texts == ["switched to polling every 2\u202fs"]


def test_a_switch_out_of_view_is_not_marked(chart: Chart) -> None:
    session = a_minute()
    paint(chart, session)
    session.switches[:] = [Switch(NOW_US - 7200 * S, LaneChoice())]
    session.switches.append(Switch(NOW_US + 7200 * S, LaneChoice()))
    paint(chart, session)
    assert chart.panes.marks.texts == []


def test_the_last_price_is_tagged_in_the_colour_of_its_mode(chart: Chart) -> None:
    paint(chart, a_minute())
    assert chart.panes.price.scale.tag is not None
    tag = chart.panes.price.scale.tag
    assert (tag.text, tag.colour) == ("98.40", DARK.polled)
    assert chart.panes.price.last_price.isVisible()


def test_the_tag_takes_the_colour_of_a_lane_that_has_brought_nothing_yet(chart: Chart) -> None:
    session = a_minute()
    session.switches.append(Switch(NOW_US - S // 10, LaneChoice()))
    paint(chart, session)
    assert chart.panes.price.scale.tag is not None
    assert chart.panes.price.scale.tag.colour == DARK.pushed


def test_prices_read_with_the_digits_of_their_symbol(chart: Chart) -> None:
    session = a_minute()
    session.symbols = {"AAA": SymbolInfo("AAA", "", 4)}
    paint(chart, session)
    texts = [text for _, text in chart.panes.price.scale.labels]
    assert texts
    assert all(len(text.partition(".")[2]) == 4 for text in texts)


def test_a_symbol_without_prices_says_that_it_waits(chart: Chart) -> None:
    paint(chart, StandInSession())
    assert chart.sentence.isVisible()
    assert chart.sentence.text() == "Waiting for the first price of AAA…"


def test_the_sentence_goes_with_the_first_price(chart: Chart) -> None:
    paint(chart, StandInSession())
    paint(chart, a_minute())
    assert not chart.sentence.isVisible()


def test_without_a_symbol_it_waits_for_the_server(chart: Chart) -> None:
    session = StandInSession()
    session.selected = None
    paint(chart, session)
    assert chart.sentence.text() == "Waiting for the server…"


def test_without_the_reference_reading_nobody_knows_what_was_published(chart: Chart) -> None:
    session = a_minute()
    paint(chart, session)
    assert PUBLISHED in chart.header.legend.texts
    assert len(chart.panes.price.published.curve.x)
    session.reference_on = False
    paint(chart, session)
    assert REFERENCE_OFF in chart.header.legend.texts
    assert not len(chart.panes.price.published.curve.x)
    assert not len(chart.panes.age.outdated[Kind.POLLED].curve.x)


def test_history_is_in_the_legend_only_where_it_is_in_the_picture(chart: Chart) -> None:
    paint(chart, a_minute())
    assert "history" in chart.header.legend.texts
    paint(chart, a_minute(), NOW_US + 120 * S)
    assert "history" not in chart.header.legend.texts


def test_a_wider_price_gets_a_wider_scale(chart: Chart) -> None:
    session = a_minute()
    paint(chart, session)
    before = chart.panes.price.scale.size().width()
    dear = SymbolSeries()
    dear.see(Tick("AAA", 1, 1, 0, None, 1_234_567.0), NOW_US - S, NOW_US - S, Kind.PUSHED)
    session.series["AAA"] = dear
    paint(chart, session)
    assert chart.panes.price.scale.size().width() > before
    assert chart.panes.age.scale.size().width() == chart.panes.price.scale.size().width()


def test_a_narrow_age_pane_says_what_it_shows_in_fewer_words(chart: Chart) -> None:
    paint(chart, a_minute())
    assert chart.panes.age.title.text == AGE_TITLES[0]
    chart.resize(360, 600)
    paint(chart, a_minute())
    assert chart.panes.age.title.text == AGE_TITLES[1]


def test_many_vertices_are_drawn_thin(chart: Chart) -> None:
    session = a_minute()
    paint(chart, session)
    stroke = chart.panes.price.prices[Kind.PUSHED]
    assert stroke.pen.width() == 2
    series = session.series["AAA"] = SymbolSeries()
    for count in range(2000):
        at_us = BEGIN_US + count * 30_000
        series.see(tick(count), at_us, at_us, Kind.PUSHED)
    paint(chart, session)
    assert stroke.pen.width() == 1


def test_what_was_out_of_date_has_an_edge_in_the_colour_of_its_mode(qtbot: QtBot) -> None:
    pane = AgePane(theme.font(), DARK)
    pane.set_palette(LIGHT)
    for kind, colour in ((Kind.PUSHED, LIGHT.pushed), (Kind.POLLED, LIGHT.polled)):
        assert pane.outdated[kind].pen.color() == QColor(colour)
