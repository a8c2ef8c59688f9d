from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import Struct

from ticker_app.settings import MOST_BYTES, Settings, SettingsError


class Look(Struct, frozen=True):
    theme: str = "system"
    size: int = 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def remembered(file: Path, **sections: object) -> Settings:
    settings = Settings(file)
    for name, value in sections.items():
        settings.write(name, value)
    settings.save()
    return settings


def test_without_a_file_every_section_is_its_default(file: Path) -> None:
    settings = Settings(file)
    assert settings.read("look", Look, Look(size=3)) == Look(size=3)
    assert settings.problems == []


def test_what_was_saved_is_there_at_the_next_start(file: Path) -> None:
    remembered(file, look=Look("dark", 2), symbols=["AAA", "BBB"])
    again = Settings(file)
    assert again.read("look", Look, Look()) == Look("dark", 2)
    assert again.read("symbols", list[str], []) == ["AAA", "BBB"]


def test_what_was_written_is_read_before_it_is_saved(file: Path) -> None:
    settings = Settings(file)
    settings.write("look", Look("light"))
    assert settings.read("look", Look, Look()).theme == "light"
    assert settings.has_changes
    assert not file.exists()


def test_writing_the_same_again_is_no_change(file: Path) -> None:
    settings = remembered(file, look=Look("dark"))
    settings.write("look", Look("dark"))
    assert not settings.has_changes


def test_a_section_that_does_not_fit_falls_back_and_is_named(file: Path) -> None:
    remembered(file, look={"theme": 7}, symbols=["AAA"])
    settings = Settings(file)
    assert settings.read("look", Look, Look("light")) == Look("light")
    assert settings.read("symbols", list[str], []) == ["AAA"]
    (problem,) = settings.problems
    assert "'look'" in problem
    settings.save()
    assert Settings(file).read("look", Look, Look()) == Look()


def test_a_damaged_file_is_set_aside_and_named(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"look": {"theme": "da')
    settings = Settings(file)
    assert settings.read("look", Look, Look()) == Look()
    (problem,) = settings.problems
    assert "settings.json.damaged" in problem
    assert file.with_name("settings.json.damaged").read_text().startswith('{"look"')
    assert not file.exists()


def test_a_damaged_file_that_cannot_be_set_aside_stops_nothing(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"\xff")
    aside = file.with_name("settings.json.damaged")
    aside.mkdir()
    (aside / "in the way").touch()
    settings = Settings(file)
    assert "cannot be set aside" in settings.problems[0]


def test_a_huge_file_is_not_read_into_memory_whole(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b" " * (MOST_BYTES + 2))
    assert "larger than" in Settings(file).problems[0]


def test_a_file_that_cannot_be_read_stops_nothing(file: Path) -> None:
    file.mkdir(parents=True)
    settings = Settings(file)
    assert settings.read("look", Look, Look()) == Look()
    assert str(file) in settings.problems[0]


def test_two_windows_keep_each_others_sections(file: Path) -> None:
    remembered(file, look=Look("dark"), symbols=["AAA"])
    one, other = Settings(file), Settings(file)
    one.write("look", Look("light"))
    one.save()
    other.write("symbols", ["BBB"])
    other.save()
    last = Settings(file)
    assert last.read("look", Look, Look()) == Look("light")
    assert last.read("symbols", list[str], []) == ["BBB"]


def test_a_section_that_this_version_does_not_know_is_kept(file: Path) -> None:
    remembered(file, later={"deep": [1, 2.5, None]})
    remembered(file, look=Look())
    assert Settings(file).read("later", dict[str, object], {}) == {"deep": [1, 2.5, None]}


def test_forgetting_leaves_neither_sections_nor_file(file: Path) -> None:
    settings = remembered(file, look=Look("dark"))
    settings.forget()
    assert settings.read("look", Look, Look()) == Look()
    assert not file.exists()
    settings.forget()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "config").touch()
    settings = Settings(tmp_path / "config" / "settings.json")
    settings.write("look", Look())
    with pytest.raises(SettingsError, match=r"settings\.json"):
        settings.save()
    assert settings.has_changes


def test_a_file_that_cannot_be_deleted_is_named(file: Path) -> None:
    settings = Settings(file)
    file.mkdir(parents=True)
    (file / "in the way").touch()
    with pytest.raises(SettingsError, match="delete it by hand"):
        settings.forget()


def test_without_a_place_nothing_is_kept() -> None:
    settings = Settings(None)
    settings.write("look", Look("dark"))
    settings.save()
    settings.forget()
    assert settings.read("look", Look, Look()) == Look()


def test_what_is_only_read_stays_as_it_is(file: Path) -> None:
    remembered(file, look=Look("dark"))
    before = file.read_bytes()
    settings = Settings(file, read_only=True)
    assert settings.read("look", Look, Look()) == Look("dark")
    settings.write("look", Look("light"))
    settings.save()
    settings.forget()
    assert file.read_bytes() == before


def test_a_damaged_file_that_is_only_read_stays_too(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("{")
    assert "damaged" in Settings(file, read_only=True).problems[0]
    assert file.read_text() == "{"
