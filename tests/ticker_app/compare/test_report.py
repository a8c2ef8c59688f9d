"""The page of a comparison."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from msgspec import structs
from typing_extensions import override

from server.wire import SourceInfo
from tests.ticker_app.compare.outcomes import (
    BEGAN_US,
    SECOND_US,
    SETTING,
    lane_outcome,
    outcome,
    published,
)
from ticker_app.compare.outcome import Outcome
from ticker_app.compare.report import report_html
from ticker_app.compare.report_charts import MOST_STEPS, age_teeth, shown_seconds, steps
from ticker_app.compare.setting import Setting
from ticker_app.measures.outlay import Outlay
from ticker_app.measures.traffic import Traffic
from ticker_app.ui.palette import DARK, LIGHT

VOID = {"meta", "line", "polyline", "rect", "circle"}


class Reader(HTMLParser):
    """Follows the tags of a page; fails where one is not closed in its place."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not {"src", "href"} & {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        self.text += data


def page(given: Outcome, setting: Setting = SETTING) -> str:
    dark, light = structs.asdict(DARK), structs.asdict(LIGHT)
    return report_html(given, setting, dark=dark, light=light)


def two_lanes() -> Outcome:
    return outcome(lane_outcome("websocket"), lane_outcome("poll:1"))


def test_the_page_is_whole_and_needs_nothing_else() -> None:
    text = page(two_lanes())
    reader = Reader(text)
    assert reader.open == []
    assert not {"script", "link", "img", "iframe"} & {*reader.tags}
    assert "url(" not in text
    assert "@import" not in text


def test_what_comes_from_outside_is_escaped() -> None:
    hostile = structs.replace(
        two_lanes(), charted="<b>", symbols=["<script>"], server_url="http://a&b"
    )
    reader = Reader(page(hostile))
    assert "b" not in reader.tags
    assert "script" not in reader.tags
    assert "a <machine> & more" in reader.text
    assert "--lanes 'a<b'" in reader.text


def test_it_follows_light_and_dark() -> None:
    light, dark = page(two_lanes()).split("@media (prefers-color-scheme: dark)")
    assert LIGHT.background in light
    assert DARK.background in dark.split("</style>")[0]


def test_it_says_how_to_run_it_again() -> None:
    text = Reader(page(two_lanes())).text
    for part in (SETTING.command, "Python 3.11.7", "2026-11-22", "seed7", "ACME, BOLT"):
        assert part in text


@pytest.mark.parametrize(
    ("kind", "why"), [("replay", "none is needed for a recording"), ("simulated", "not known")]
)
def test_without_a_seed_it_says_what_that_means(kind: str, why: str) -> None:
    given = structs.replace(two_lanes(), source=SourceInfo(kind, "prices"))
    seedless = structs.replace(SETTING, seed=None)
    assert why in Reader(page(given, seedless)).text


def test_every_lane_has_its_curves_and_every_figure_its_row() -> None:
    text = page(two_lanes())
    assert text.count('<figure class="lane') == 2
    assert text.count('class="age"') == 2
    for title in ("Bytes", "Messages", "Server CPU"):
        assert f'aria-label="{title} a second by how often is polled"' in text
        assert f'aria-label="{title} a second by ticks a second"' in text
    assert "equal at" in text
    assert "theory 200.0, +0.5 %" in text


def test_coordinates_are_numbers_inside_the_picture() -> None:
    for points in re.findall(r'points="([^"]*)"', page(two_lanes())):
        for point in points.split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= 960
            assert 0 <= y <= 220


def test_without_anything_published_there_are_no_curves() -> None:
    text = page(structs.replace(two_lanes(), published=[]))
    assert '<figure class="lane' not in text
    assert Reader(text).open == []


def test_a_price_that_never_moves_is_drawn() -> None:
    still = [structs.replace(one, price=5.0) for one in published(range(3))]
    lane = structs.replace(lane_outcome("sse"), steps=[])
    assert "nan" not in page(structs.replace(outcome(lane), published=still))


def test_a_lane_alone_has_no_break_even() -> None:
    assert "cross over" not in page(outcome(lane_outcome("sse")))


def test_where_nothing_crosses_no_crossing_is_drawn() -> None:
    busy = Traffic((500.0,), 0.001, True, 0.002)
    free = Outlay(news=9, ticks=10**9, idle=1)
    lanes = [structs.replace(lane_outcome(name), traffic=busy) for name in ("sse", "poll:1")]
    lanes[0] = structs.replace(lanes[0], outlay=free)
    text = page(structs.replace(outcome(*lanes), server_cost=None))
    assert "equal at" not in text
    assert "Server CPU a second" not in text
    assert Reader(text).open == []


def test_of_several_symbols_a_rate_is_that_of_each() -> None:
    traffic = Traffic((5.0, 5.0), 0.001, True, 0.2)
    lanes = [structs.replace(lane_outcome(name), traffic=traffic) for name in ("sse", "poll:1")]
    assert "by ticks a second per symbol" in page(outcome(*lanes))


def test_a_line_keeps_each_value_until_the_next() -> None:
    ticks = [(0, 1.0), (10, 2.0), (20, 3.0), (99, 4.0)]
    assert steps(ticks, 5, 30) == [(5, 1.0), (10, 1.0), (10, 2.0), (20, 2.0), (20, 3.0), (30, 3.0)]
    assert steps(ticks, 40, 50) == [(40, 3.0), (50, 3.0)]
    assert steps(ticks[1:], 5, 12) == [(10, 2.0), (12, 2.0)]
    assert steps([], 0, 9) == []


def test_an_age_grows_with_time_and_falls_with_each_delivery() -> None:
    lane = lane_outcome("poll:1")
    teeth = age_teeth(lane, BEGAN_US + SECOND_US, BEGAN_US + 3 * SECOND_US)
    assert [((at_us - BEGAN_US) / 1e6, age_s) for at_us, age_s in teeth] == [
        (1, 1), (2, 2), (2, 0), (3, 1),
    ]  # fmt: skip


def test_of_very_many_ticks_the_last_are_drawn() -> None:
    many = [
        structs.replace(published([0])[0], count=number, published_us=BEGAN_US + 1000 * number)
        for number in range(MOST_STEPS + 5_000)
    ]
    busy = structs.replace(two_lanes(), published=many, ended_us=many[-1].published_us)
    assert shown_seconds(busy) == (MOST_STEPS - 1) / 1000
