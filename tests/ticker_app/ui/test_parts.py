"""The small parts of the window: header, pill, figures, notice, status, keys, theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from server.wire import SourceInfo
from tests.ticker_app.ui.standin import StandInSession, figures
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.health import Health, State
from ticker_app.look_settings import Theme
from ticker_app.ui import theme
from ticker_app.ui.figures.figures_panel import FiguresPanel
from ticker_app.ui.fixed_label import FixedLabel
from ticker_app.ui.loop_lag import LoopLag
from ticker_app.ui.notice_bar import NoticeBar
from ticker_app.ui.palette import DARK, LIGHT
from ticker_app.ui.status_bar import StatusBar, clock_words
from ticker_app.ui.theme import palette_for
from ticker_app.ui.top.state_pill import StatePill, state_colour
from ticker_app.ui.top.symbol_header import SymbolHeader, source_words

INK = QPalette.ColorRole.WindowText


@pytest.fixture
def header(qtbot: QtBot) -> SymbolHeader:
    made = SymbolHeader(DARK)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def panel(qtbot: QtBot) -> FiguresPanel:
    made = FiguresPanel(DARK)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def status(session: StandInSession, qtbot: QtBot) -> StatusBar:
    made = StatusBar(LoopLag(session.clock), bundled=True)
    qtbot.addWidget(made)
    return made


def ink(label: FixedLabel) -> QColor:
    return label.palette().color(INK)


# --- the symbol ---


def test_the_header_shows_the_chosen_symbol(session: StandInSession, header: SymbolHeader) -> None:
    session.tick("AAA", 100.42)
    header.refresh(session)
    assert (header.symbol.text(), header.last.text()) == ("AAA", "100.42")
    assert header.change.text() == "▲ +0.42  +0.42\u202f%"
    assert ink(header.change) == QColor(DARK.up)


def test_the_header_takes_other_colours(session: StandInSession, header: SymbolHeader) -> None:
    session.tick("AAA", 99.0)
    header.refresh(session)
    header.set_palette(LIGHT)
    assert ink(header.change) == QColor(LIGHT.down)
    assert ink(header.last) == QColor(LIGHT.text)


def test_before_the_server_was_reached_the_header_has_dashes(
    session: StandInSession, header: SymbolHeader
) -> None:
    session.symbols, session.selected, session.source = {}, None, None
    header.refresh(session)
    assert (header.symbol.text(), header.last.text(), header.source.text()) == ("–", "–", "")
    assert ink(header.change) == QColor(DARK.text)


def test_simulated_and_replayed_prices_are_labelled() -> None:
    assert source_words(SourceInfo("simulated", "simulated prices")) == "simulated prices"
    replayed = SourceInfo("replay", "replay of 17 Sep 2014", 20.0)
    assert source_words(replayed) == "replay of 17 Sep 2014 · ×20"


# --- the state ---


def test_the_pill_says_the_state_in_words_and_the_detail_as_a_tooltip(qtbot: QtBot) -> None:
    pill = StatePill(DARK)
    qtbot.addWidget(pill)
    pill.show_health(Health(State.STALE, "Stale", "No price for 12 s."))
    assert pill.accessibleName() == "Stale"
    assert pill.toolTip() == pill.accessibleDescription() == "No price for 12 s."


def test_a_new_state_is_told_and_a_countdown_is_not(qtbot: QtBot) -> None:
    said: list[str] = []
    pill = StatePill(DARK)
    qtbot.addWidget(pill)
    pill.state_changed.connect(said.append)
    for text in ("Reconnecting in 3 s", "Reconnecting in 2 s", "Reconnecting in 2 s"):
        pill.show_health(Health(State.RECONNECTING, text))
    pill.show_health(Health(State.LIVE, "Live"))
    assert said == ["Reconnecting in 3 s", "Live"]


def test_each_state_is_painted_in_its_way(qtbot: QtBot) -> None:
    pill = StatePill(DARK)
    qtbot.addWidget(pill)
    pictures = []
    for state in (State.CONNECTING, State.LIVE, State.POLLING, State.STALLED):
        pill.show_health(Health(state, "same words"))
        pictures.append(pill.grab().toImage())
    pill.set_palette(LIGHT)
    pictures.append(pill.grab().toImage())
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[n + 1 :])


def test_trouble_has_a_colour_of_its_own() -> None:
    colours = {state: state_colour(state, DARK) for state in State}
    assert colours[State.LIVE] == DARK.good
    assert colours[State.POLLING] == DARK.polled
    assert colours[State.DELAYED] == colours[State.OFFLINE] == DARK.down
    assert colours[State.LIMITED] == colours[State.DELAYED]


# --- the figures ---


def numbers(panel: FiguresPanel, card: int) -> list[str]:
    return [str(figure.quantity) for figure in panel.cards[card].figures]


def others(panel: FiguresPanel, card: int) -> list[str]:
    return [str(figure.quantity) for figure in panel.cards[card].others]


def test_before_anything_was_measured_there_are_dashes(
    session: StandInSession, panel: FiguresPanel
) -> None:
    panel.refresh(session, session.now_us)
    assert numbers(panel, 0) == ["–", "–"]
    assert others(panel, 0) == ["", ""]
    assert panel.captions[1].text() == ""


def test_the_figures_of_the_running_mode_have_units(
    session: StandInSession, panel: FiguresPanel
) -> None:
    session.measured[Mode.PUSH] = figures()
    panel.refresh(session, session.now_us)
    shown = [number.replace("\u202f", " ") for n in range(6) for number in numbers(panel, n)]
    assert shown == [
        "0.61 s", "0.72 s", "501 ms", "986 ms", "214", "391", "1.0 /s", "18 %", "–", "0",
        "1.9 kB/s", "300 B/s", "31 %",
    ]  # fmt: skip
    assert panel.cards[1].title.text() == "Latency ± 100\u202fµs"


def test_the_other_modes_figures_stand_beside_in_its_colour_once_it_has_run(
    session: StandInSession, panel: FiguresPanel
) -> None:
    session.choice = LaneChoice(Transport.POLL)
    session.measured = {Mode.PULL: figures(), Mode.PUSH: figures(seen=605)}
    panel.refresh(session, session.now_us)
    assert others(panel, 2) == ["605", "391"]
    assert panel.cards[2].others[0].ink == DARK.pushed
    assert [caption.text() for caption in panel.captions] == ["now polled", "when pushed"]
    assert ink(panel.captions[0]) == QColor(DARK.polled)


def test_an_age_now_means_nothing_for_a_mode_that_no_longer_runs(
    session: StandInSession, panel: FiguresPanel
) -> None:
    session.measured = {Mode.PUSH: figures(), Mode.PULL: figures()}
    panel.refresh(session, session.now_us)
    assert others(panel, 0) == ["", "0.72\u202fs"]


def test_every_figure_says_what_it_means(panel: FiguresPanel) -> None:
    for card in panel.cards:
        for figure in [*card.figures, *card.others]:
            assert figure.toolTip().endswith(".</p>")
            assert figure.whatsThis() == figure.toolTip()


def test_the_figures_take_other_colours(session: StandInSession, panel: FiguresPanel) -> None:
    session.measured[Mode.PUSH] = figures()
    panel.set_palette(LIGHT)
    panel.refresh(session, session.now_us)
    assert panel.cards[0].figures[0].ink == LIGHT.text
    assert panel.grab().toImage().isNull() is False


# --- notice, status, keys ---


def test_a_notice_comes_can_be_dismissed_and_goes(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show_notice("The server does not answer; is it running?")
    assert not bar.isHidden()
    with qtbot.waitSignal(bar.dismissed):
        bar.button.click()
    bar.show_notice(None)
    bar.show_notice(None)
    assert bar.isHidden()
    assert bar.text == ""


def test_the_status_names_server_clock_and_reference(
    session: StandInSession, status: StatusBar
) -> None:
    status.refresh(session)
    assert status.server.text() == "127.0.0.1:49210 · bundled server"
    assert status.clock.text().replace("\u202f", " ") == "clock +12 µs ± 85 µs"
    assert status.reference.text() == "reference reading: on"


def test_the_reference_reading_can_be_switched(
    session: StandInSession, status: StatusBar, qtbot: QtBot
) -> None:
    status.refresh(session)
    with qtbot.waitSignal(status.reference_toggled) as toggled:
        status.reference.click()
    assert toggled.args == [False]


def test_before_the_first_exchange_no_clock_is_known() -> None:
    assert clock_words(None) == "clock –"


def test_how_busy_the_window_is_has_two_reasons(status: StatusBar) -> None:
    status._lag.add_frame(2_100)
    status.refresh_busy()
    assert status.busy.text() == "window busy 2.1\u202fms"
    assert "a frame takes up to 2.1" in status.busy.toolTip()


def test_a_narrow_window_names_only_the_key_for_all_keys(status: StatusBar) -> None:
    status.keys.show_hints(["C compare", "F follow", "F1 keys"])
    status.show()
    status.keys.resize(2_000, 20)
    assert status.keys.text() == "C compare   F follow   F1 keys"
    status.keys.resize(60, 20)
    assert status.keys.text() == "F1 keys"


# --- the look ---


@pytest.mark.parametrize(
    ("which", "scheme", "palette"),
    [
        (Theme.SYSTEM, Qt.ColorScheme.Unknown, DARK),
        (Theme.SYSTEM, Qt.ColorScheme.Light, LIGHT),
        (Theme.DARK, Qt.ColorScheme.Light, DARK),
        (Theme.LIGHT, Qt.ColorScheme.Dark, LIGHT),
    ],
)
def test_the_user_goes_before_the_system(
    which: Theme, scheme: Qt.ColorScheme, palette: object
) -> None:
    assert palette_for(which, scheme) == palette


def test_words_on_fills_can_be_read_in_both_looks(qtbot: QtBot) -> None:
    for colours in (DARK, LIGHT):
        made = theme.qt_palette(colours)
        assert made.color(QPalette.ColorRole.Window) == QColor(colours.background)
        assert colours.ink_on(colours.pushed) in theme.style_sheet(colours)


def test_a_label_grows_for_a_longer_text_and_never_shrinks(qtbot: QtBot) -> None:
    label = FixedLabel(theme.font(), "0.00")
    qtbot.addWidget(label)
    before = label.width()
    label.show_text("10000.00")
    wide = label.width()
    label.show_text("1")
    label.show_text("1")
    assert before < wide == label.width()
