"""The one command: what it says, and when it prepares again."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

RUN = Path(__file__).parent.parent / "run.py"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py as a module, with a project folder of its own."""
    spec = importlib.util.spec_from_file_location("run", RUN)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "constraints.txt").write_text("numpy==2.4.6")
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(module, "CONSTRAINTS", tmp_path / "constraints.txt")
    return module


@pytest.fixture
def steps(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was prepared, in order; nothing is really installed."""
    done: list[str] = []
    monkeypatch.setattr(
        run, "install_system_packages", lambda *, needs_qt: done.append(f"system qt={needs_qt}")
    )
    monkeypatch.setattr(run, "create_environment", lambda: done.append("environment"))
    monkeypatch.setattr(run, "install_packages", lambda extras: done.append(f"packages{extras}"))
    return done


def test_the_first_start_prepares_and_the_second_does_not(
    run: ModuleType, steps: list[str]
) -> None:
    run.prepare("app")
    assert steps == ["system qt=True", "environment", "packages"]
    run.prepare("app")
    assert len(steps) == 3


def test_what_was_prepared_for_the_tests_serves_the_app_and_the_server(
    run: ModuleType, steps: list[str]
) -> None:
    run.prepare("test")
    run.prepare("app")
    run.prepare("server")
    run.prepare("compare")
    assert steps == ["system qt=True", "environment", "packages[test]"]


def test_what_was_prepared_for_the_server_does_not_serve_the_app(
    run: ModuleType, steps: list[str]
) -> None:
    run.prepare("server")
    run.prepare("app")
    assert steps[0] == "system qt=False"
    assert steps[3] == "system qt=True"


@pytest.mark.parametrize("file", ["pyproject.toml", "constraints.txt"])
def test_other_packages_are_installed_when_a_pin_changes(
    run: ModuleType, steps: list[str], tmp_path: Path, file: str
) -> None:
    run.prepare("app")
    (tmp_path / file).write_text("numpy==2.5.0")
    run.prepare("app")
    assert steps.count("packages") == 2


def test_a_preparation_that_failed_is_done_again(
    run: ModuleType, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(extras: str) -> None:
        raise run.PreparationError("could not install the packages; is the network up?")

    with monkeypatch.context() as broken:
        broken.setattr(run, "install_packages", fail)
        with pytest.raises(run.PreparationError):
            run.prepare("app")
    run.prepare("app")
    assert steps[-1] == "packages"


def test_without_the_right_to_install_the_one_line_to_run_is_said(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "missing_system_packages", lambda *, needs_qt: ["libegl1", "libgl1"])
    monkeypatch.setattr(run, "privilege", lambda: None)
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert run.main(["app"]) == 2
    said = capsys.readouterr().err
    assert "sudo apt-get install --yes --no-install-recommends libegl1 libgl1" in said


def test_an_old_python_is_told_what_is_needed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    assert run.main([]) == 2
    assert "needs Python 3.11 to 3.14, and this is 3.9" in capsys.readouterr().err


def test_an_unknown_command_is_named_in_one_sentence() -> None:
    result = subprocess.run(
        [sys.executable, str(RUN), "serve"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert result.stderr == (
        "run.py: 'serve' is not a command; take one of app, server, compare, faults, test\n"
    )


def test_help_names_every_command() -> None:
    result = subprocess.run(
        [sys.executable, str(RUN), "--help"], capture_output=True, text=True, check=True
    )
    for command in ("app", "server", "compare", "test"):
        assert f"run.py {command}" in result.stdout


def test_a_failing_command_is_shown_with_its_last_lines(run: ModuleType) -> None:
    with pytest.raises(run.PreparationError, match=r"no luck\nwhy not"):
        run.run_quietly([sys.executable, "-c", "print('why not'); raise SystemExit(1)"], "no luck")
