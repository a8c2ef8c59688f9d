from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from ticker_app.settings import Settings
from ticker_app.ui.remembering import Remembering


def test_what_changed_is_written_when_told_so(tmp_path: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    remembering = Remembering(Settings(tmp_path / "s.json"), told.append)
    remembering.note("symbols", ["AAA"])
    assert not (tmp_path / "s.json").exists()
    remembering.save()
    assert Settings(tmp_path / "s.json").read("symbols", list[str], []) == ["AAA"]
    assert told == []


def test_a_change_is_written_by_itself_a_little_later(tmp_path: Path, qtbot: QtBot) -> None:
    remembering = Remembering(Settings(tmp_path / "s.json"), print)
    remembering.note("symbols", ["AAA"])
    timer = remembering._timer
    assert timer.isActive()
    timer.timeout.emit()
    assert (tmp_path / "s.json").exists()
    remembering.note("symbols", ["AAA"])
    assert not timer.isActive()


def test_changes_that_keep_coming_do_not_put_the_writing_off(tmp_path: Path, qtbot: QtBot) -> None:
    remembering = Remembering(Settings(tmp_path / "s.json"), print)
    begun: list[int] = []
    timer = remembering._timer
    for number in range(3):
        remembering.note("symbols", [f"S{number}"])
        begun.append(timer.timerId())
    assert len(set(begun)) == 1


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    (tmp_path / "config").touch()
    remembering = Remembering(Settings(tmp_path / "config" / "s.json"), told.append)
    remembering.note("symbols", ["AAA"])
    remembering.save()
    assert "cannot be remembered" in told[0]


def test_what_is_forgotten_stays_forgotten(tmp_path: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    remembering = Remembering(Settings(tmp_path / "s.json"), told.append)
    remembering.note("symbols", ["AAA"])
    remembering.save()
    remembering.forget()
    remembering.note("symbols", ["BBB"])
    remembering.save()
    assert not (tmp_path / "s.json").exists()
    assert "next start" in told[0]


def test_what_cannot_be_forgotten_is_told_and_kept(tmp_path: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    file = tmp_path / "s.json"
    remembering = Remembering(Settings(file), told.append)
    file.mkdir()
    (file / "in the way").touch()
    remembering.forget()
    assert "delete it by hand" in told[0]
