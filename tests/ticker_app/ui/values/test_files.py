"""Asking for a file and writing it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ticker_app.ui.values.files import CSV, PNG, SVG, FileSaving

MAKERS = {PNG: lambda: b"png", SVG: lambda: b"svg", CSV: lambda: b"csv"}


@pytest.fixture
def files(qtbot: QtBot) -> FileSaving:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return FileSaving(window)


def dialog_of(files: FileSaving) -> QFileDialog:
    window = files.parent()
    assert window is not None
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    return dialog


def names(dialog: QFileDialog) -> list[str]:
    return [Path(file).name for file in dialog.selectedFiles()]


@pytest.mark.parametrize(
    ("name", "contents"), [("a.png", b"png"), ("a.SVG", b"svg"), ("b.c.csv", b"csv")]
)
def test_the_ending_says_what_is_written(
    files: FileSaving, tmp_path: Path, qtbot: QtBot, name: str, contents: bytes
) -> None:
    with qtbot.waitSignal(files.saved) as told:
        files.save(str(tmp_path / name), MAKERS)
    assert told.args == [str(tmp_path / name)]
    assert (tmp_path / name).read_bytes() == contents


def test_another_ending_is_refused_with_those_there_are(
    files: FileSaving, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(files.failed) as told:
        files.save(str(tmp_path / "a.gif"), MAKERS)
    assert told.args == ["a.gif is none of the kinds that can be written: .png, .svg, .csv"]
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_told_of(
    files: FileSaving, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(files.failed) as told:
        files.save(str(tmp_path / "nowhere" / "a.csv"), MAKERS)
    assert "a.csv cannot be written: No such file" in told.args[0]


def test_asking_waits_for_nothing_and_writes_what_was_chosen(
    files: FileSaving, tmp_path: Path, qtbot: QtBot
) -> None:
    files.ask("AAA-ticks", MAKERS)
    dialog = dialog_of(files)
    assert dialog.isVisible()
    assert names(dialog) == ["AAA-ticks.png"]
    with qtbot.waitSignal(files.saved):
        dialog.fileSelected.emit(str(tmp_path / "a.csv"))
    dialog.reject()


def test_the_name_takes_the_ending_of_the_kind_that_is_chosen(files: FileSaving) -> None:
    files.ask("AAA-ticks", MAKERS)
    dialog = dialog_of(files)
    dialog.selectNameFilter(CSV.choice)
    dialog.filterSelected.emit(CSV.choice)
    assert names(dialog) == ["AAA-ticks.csv"]
    assert dialog.defaultSuffix() == "csv"
    dialog.reject()


def test_the_kind_that_was_written_last_is_offered_first(files: FileSaving, tmp_path: Path) -> None:
    files.save(str(tmp_path / "a.svg"), MAKERS)
    files.ask("AAA-ticks", MAKERS)
    dialog = dialog_of(files)
    assert names(dialog) == ["AAA-ticks.svg"]
    assert dialog.selectedNameFilter() == SVG.choice
    dialog.reject()
