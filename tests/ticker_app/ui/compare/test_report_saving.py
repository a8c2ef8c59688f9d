"""Saving a report from the compare view."""

from __future__ import annotations

import shlex
import sys
from datetime import datetime
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ticker_app.compare.outcomes import BEGAN_US, lane_outcome, outcome
from tests.ticker_app.ui.compare.standin_comparing import StandInComparing
from tests.ticker_app.ui.standin import NOW_US
from ticker_app.compare.options import parse_compare
from ticker_app.compare.report import report_html
from ticker_app.ui.compare.report_saving import FILE_NAME, setting_in
from ticker_app.ui.compare.view import CompareView
from ticker_app.ui.palette import DARK, LIGHT


@pytest.fixture
def view(comparing: StandInComparing, qtbot: QtBot) -> CompareView:
    comparing.came_to = outcome(lane_outcome("websocket"), lane_outcome("poll:1"))
    made = CompareView(comparing, DARK)
    qtbot.addWidget(made)
    return made


def test_a_report_can_be_saved_once_something_was_measured(view: CompareView) -> None:
    assert not view.header.save.isEnabled()
    view.refresh_figures(NOW_US)
    assert view.header.save.isEnabled()


def test_the_button_asks_for_a_file_and_waits_for_nothing(
    view: CompareView, qtbot: QtBot, tmp_path: Path
) -> None:
    view.refresh_figures(NOW_US)
    view.header.save.click()
    dialog = view.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.isVisible()
    assert [Path(file).name for file in dialog.selectedFiles()] == [FILE_NAME]
    with qtbot.waitSignal(view.saving.saved) as told:
        dialog.fileSelected.emit(str(tmp_path / "page.html"))
        dialog.reject()
    assert told.args == [str(tmp_path / "page.html")]
    assert "<h1>websocket, poll:1</h1>" in (tmp_path / "page.html").read_text("utf-8")


def test_the_page_is_the_one_that_compare_writes(
    view: CompareView, comparing: StandInComparing, qtbot: QtBot, tmp_path: Path
) -> None:
    usual_switch_s = sys.getswitchinterval()
    with qtbot.waitSignals([view.saving.saved, view.saving.saved]):
        for name in ("one.html", "two.html"):
            view.saving.save(str(tmp_path / name))
    assert sys.getswitchinterval() == usual_switch_s
    assert comparing.came_to is not None
    given = comparing.came_to
    setting = setting_in(given, comparing.server_options)
    dark, light = structs.asdict(DARK), structs.asdict(LIGHT)
    page = report_html(given, setting, dark=dark, light=light)
    assert (tmp_path / "one.html").read_text("utf-8") == page
    assert (tmp_path / "two.html").read_text("utf-8") == page


def test_a_file_that_cannot_be_written_is_told_of(
    view: CompareView, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(view.failed) as told:
        view.saving.save(str(tmp_path / "nowhere" / "page.html"))
    assert "page.html cannot be written: No such file" in told.args[0]


def test_there_may_be_nothing_to_save_any_more(
    view: CompareView, comparing: StandInComparing, qtbot: QtBot, tmp_path: Path
) -> None:
    comparing.came_to = None
    with qtbot.waitSignal(view.failed) as told:
        view.saving.save(str(tmp_path / "page.html"))
    assert "nothing has been measured" in told.args[0]
    assert not list(tmp_path.iterdir())


def test_the_report_says_how_to_measure_the_same_again(comparing: StandInComparing) -> None:
    given = outcome(lane_outcome("sse"), lane_outcome("poll:1"))
    setting = setting_in(given, comparing.server_options)
    program, command, name, *arguments = shlex.split(setting.command)
    assert (program, command, name) == ("python3", "run.py", "compare")
    options = parse_compare(arguments)
    assert [lane.transport for lane in options.lanes] == ["sse", "poll"]
    assert options.for_s == 10
    assert options.server_arguments == comparing.server_options
    assert setting.seed == "7"
    assert setting.began == datetime.fromtimestamp(BEGAN_US / 1e6).astimezone()
