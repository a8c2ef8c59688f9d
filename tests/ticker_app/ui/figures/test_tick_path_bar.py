"""The way of a tick in the column of figures."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.measures.tick_path import DeliveredTick, Part, Stage, TickPath
from ticker_app.ui.figures.figures_panel import FiguresPanel
from ticker_app.ui.figures.stacked_bar import StackedBar
from ticker_app.ui.figures.tick_path_bar import TickPathBar, shade
from ticker_app.ui.palette import DARK, LIGHT, LINE_CONTRAST, Palette, contrast

ON_ONE_WAY = [
    [Stage.AT_SOURCE, Stage.AT_SERVER, Stage.SENDING, Stage.DECODING, Stage.PAINTING],
    [Stage.AT_SOURCE, Stage.COMING, Stage.DECODING, Stage.PAINTING],
]


@pytest.fixture
def panel(qtbot: QtBot) -> FiguresPanel:
    made = FiguresPanel(DARK)
    qtbot.addWidget(made)
    return made


def walked(sent_us: int | None) -> TickPath:
    path = TickPath()
    path.source = Part(Stage.AT_SOURCE, 150, 900)
    path.take(DeliveredTick(0, sent_us, 501_000, 501_100))
    path.painted(513_100, looked_us=501_100)
    return path


def shown(bar: TickPathBar) -> list[tuple[str, str]]:
    return [(row.name.text(), row.p50.text().replace("\u202f", " ")) for row in bar.rows]


def test_each_part_has_a_row(session: StandInSession, panel: FiguresPanel) -> None:
    session.path = walked(500_000)
    panel.refresh(session, session.now_us)
    assert shown(panel.way) == [
        ("source, all symbols", "150 µs"),
        ("at the server", "500 ms"),
        ("network", "1.0 ms"),
        ("decoding", "100 µs"),
        ("painting", "12 ms"),
    ]
    lengths = [length for length, _ in panel.way.bar.pieces]
    assert lengths == pytest.approx([150, 500_000, 1_000, 100, 12_000], rel=2e-3)


def test_an_event_stream_does_not_tell_server_and_network_apart(
    session: StandInSession, panel: FiguresPanel
) -> None:
    session.path = walked(None)
    panel.refresh(session, session.now_us)
    names = [name for name, _ in shown(panel.way)]
    assert names == ["source, all symbols", "server, network", "decoding", "painting", ""]


def test_without_a_lane_there_is_no_way(session: StandInSession, panel: FiguresPanel) -> None:
    session.path = walked(500_000)
    panel.refresh(session, session.now_us)
    session.path = None
    panel.refresh(session, session.now_us)
    assert shown(panel.way) == [("", "")] * 5
    assert not panel.way.bar.pieces


@pytest.mark.parametrize("stages", ON_ONE_WAY)
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda palette: palette.name)
def test_neighbours_have_shades_that_can_be_told_apart(
    stages: list[Stage], palette: Palette
) -> None:
    colours = [shade(stage, palette) for stage in stages]
    assert all(contrast(one, palette.surface) >= LINE_CONTRAST for one in colours)
    assert all(contrast(one, other) > 1.49 for one, other in pairwise(colours))


def test_a_low_window_goes_without_a_figure_a_lower_one_without_it(panel: FiguresPanel) -> None:
    full_px = panel.sizeHint().height()
    spare_px = sum(card.spare_px for card in panel.cards)
    due = next(
        figure for card in panel.cards for figure in card.figures if "due p99" in figure.spoken
    )
    panel.show()
    for height_px, has_way, has_due in (
        (full_px, True, True),
        (full_px - 1, True, False),
        (full_px - spare_px, True, False),
        (full_px - spare_px - 1, False, True),
        (full_px, True, True),
    ):
        panel.resize(panel.width(), height_px)
        assert (panel.way.isVisible(), due.isVisible()) == (has_way, has_due)


def test_it_does_not_keep_the_window_large(panel: FiguresPanel) -> None:
    with_it = panel.minimumSizeHint()
    height_px = panel.way.sizeHint().height()
    panel.way.hide()
    without_it = panel.minimumSizeHint()
    assert with_it.width() == without_it.width()
    assert with_it.height() - without_it.height() < height_px / 4


def test_the_least_piece_can_be_seen(qtbot: QtBot) -> None:
    bar = StackedBar(8)
    qtbot.addWidget(bar)
    bar.resize(100, 8)
    bar.show_pieces([(1, "#ff0000"), (1_000_000, "#0000ff")])
    picture = bar.grab().toImage()
    assert [picture.pixelColor(x, 4).name() for x in (0, 2, 99)] == [
        "#ff0000",
        "#0000ff",
        "#0000ff",
    ]
