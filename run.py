#!/usr/bin/env python3
"""One command for everything: prepares the project once, then runs a part of it.

python3 run.py              the desktop app with the bundled feed server
python3 run.py app …        the same, with options
python3 run.py server …     the feed server alone
python3 run.py compare …    lanes side by side, without a screen
python3 run.py faults …     faults between clients and a server, without a screen
python3 run.py test         every check of the project: lint, types, architecture, tests

Uses the standard library only. The packages go into `.venv`; on Debian and Ubuntu the few
system libraries that Qt needs are installed where that is allowed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
CONSTRAINTS = ROOT / ".ci" / "constraints.txt"
OLDEST, NEWEST = (3, 11), (3, 14)

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt opens at run time on Linux, and the Debian package that holds it."""

PROGRAMS = {
    "app": ["-m", "ticker_app"],
    "server": ["-m", "server"],
    "compare": ["-m", "ticker_app", "compare"],
    "faults": ["-m", "ticker_app", "faults"],
}

PURE_MODULES = "server/wire.py,server/bodies.py,server/clock.py,server/tick.py,\
server/tape.py,server/candles.py,ticker_app/measures/*,\
ticker_app/indicators/*,ticker_app/shown/*,ticker_app/curves.py,ticker_app/on_screen.py,\
ticker_app/vertices.py,ticker_app/series.py,ticker_app/rows.py,ticker_app/choice.py,\
ticker_app/arrival.py,ticker_app/faults/line.py,ticker_app/faults/plan.py,\
ticker_app/faults/requests.py,ticker_app/faults/schedule.py"

CHECKS = [
    ("lint", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    (
        "architecture",
        [
            "-c",
            "import sys; from importlinter.cli import lint_imports_command as c;\
 sys.exit(c(['--no-logo']))",
        ],
    ),
    ("tests", ["-m", "pytest", "--cov", "--cov-report=term", "--cov-fail-under=95"]),
    ("pure modules", ["-m", "coverage", "report", "--include", PURE_MODULES, "--fail-under=100"]),
]


class PreparationError(Exception):
    """The machine cannot be prepared; the message says what to do."""


def main(arguments: list[str]) -> int:
    """Prepare what the command needs and run it; returns its exit status."""
    command = "app"
    if arguments and not arguments[0].startswith("-"):
        command, *arguments = arguments
    elif arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if command != "test" and command not in PROGRAMS:
        known = "app, server, compare, faults, test"
        return complain(f"{command!r} is not a command; take one of {known}")
    try:
        prepare(command)
    except PreparationError as error:
        return complain(str(error))
    if command == "test":
        return run_checks(arguments)
    return replace_process([str(PYTHON), *PROGRAMS[command], *arguments])


def complain(sentence: str) -> int:
    """Say what is wrong on standard error; returns the exit status for it."""
    print(f"run.py: {sentence}", file=sys.stderr)
    return 2


def prepare(command: str) -> None:
    """Bring the environment up to what `pyproject.toml` and the constraints say.

    Raises:
        PreparationError: something is missing that this process may not or cannot install.
    """
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise PreparationError(
            "needs Python 3.11 to 3.14, and this is "
            f"{sys.version_info[0]}.{sys.version_info[1]}; start it with another python3"
        )
    stamps = [VENV / f"prepared-for-{step}" for step in ("server", "app", "test")]
    # compare and faults need no more than the server: all do without a screen.
    wanted = {"test": 2, "app": 1}.get(command, 0)
    if any(is_prepared(stamp) for stamp in stamps[wanted:]):
        return
    install_system_packages(needs_qt=wanted > 0)
    create_environment()
    install_packages("[test]" if command == "test" else "")
    stamps[wanted].write_text(fingerprint_of_inputs())


def is_prepared(stamp: Path) -> bool:
    """Whether what ``stamp`` vouches for was installed from today's inputs."""
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint_of_inputs()


def fingerprint_of_inputs() -> str:
    """Changes when the packages would: with the interpreter, `pyproject.toml`, the pins."""
    digest = hashlib.sha256(f"{PYTHON.resolve()} {ROOT}".encode())
    for file in (ROOT / "pyproject.toml", CONSTRAINTS):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def create_environment() -> None:
    """Make `.venv` unless there is a sound one, whoever made it."""
    if PYTHON.exists() and not captured([str(PYTHON), "-m", "pip", "--version"]).returncode:
        return
    tell("making .venv (once)")
    run_quietly([sys.executable, "-m", "venv", "--clear", str(VENV)], "could not make .venv")


def install_packages(extras: str) -> None:
    """Install the project and the tested versions of what it needs into `.venv`."""
    tell("installing the packages (once, a minute or two)")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run_quietly(
        [*pip, "--constraint", str(CONSTRAINTS), "--editable", f"{ROOT}{extras}"],
        "could not install the packages; is the network up?",
    )


def install_system_packages(*, needs_qt: bool) -> None:
    """Install the missing system packages, if this process may.

    Raises:
        PreparationError: it may not; the message holds the one line to run.
    """
    missing = missing_system_packages(needs_qt=needs_qt)
    if not missing or not shutil.which("apt-get"):
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    prefix = privilege()
    if prefix is None:
        line = f"sudo {' '.join(install)}"
        raise PreparationError(f"system libraries are missing; run this line, then again:\n{line}")
    tell(f"installing system libraries: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = captured([*prefix, "apt-get", "update"], environment)
    if update.returncode:
        tell("the list of system packages could not be renewed; going on with the old one")
    failure = f"could not install system libraries; try: sudo {' '.join(install)}"
    run_quietly([*prefix, *install], failure, environment)


def missing_system_packages(*, needs_qt: bool) -> list[str]:
    """The Debian packages to install; empty on other systems."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    if needs_qt:
        missing += [package for name, package in QT_LIBRARIES.items() if not can_load(name)]
    return missing


def can_load(library: str) -> bool:
    """Whether the dynamic linker finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def privilege() -> list[str] | None:
    """What to put before a command that needs root; None if it cannot be had unasked."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not captured(["sudo", "-n", "true"]).returncode:
        return ["sudo", "-n"]
    return None


def run_quietly(
    command: list[str], failure: str, environment: dict[str, str] | None = None
) -> None:
    """Run a command and show its output only if it fails.

    Raises:
        PreparationError: it failed; the message is ``failure`` and its last lines.
    """
    result = captured(command, environment)
    if result.returncode:
        raise PreparationError(f"{failure}\n" + "\n".join(result.stdout.splitlines()[-12:]))


def captured(
    command: list[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, keeping what it prints."""
    return subprocess.run(
        command,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run_checks(pytest_arguments: list[str]) -> int:
    """Run every check, also after one has failed; returns 1 if any did."""
    failed = []
    for name, command in CHECKS:
        tell(name)
        more = pytest_arguments if name == "tests" else []
        if subprocess.run([str(PYTHON), *command, *more], cwd=ROOT, check=False).returncode:
            failed.append(name)
    tell(f"failed: {', '.join(failed)}" if failed else "every check passed")
    return 1 if failed else 0


def tell(sentence: str) -> None:
    """Say what is being done, on standard error."""
    print(f"run.py: {sentence}", file=sys.stderr, flush=True)


def replace_process(command: list[str]) -> int:
    """Become the command; where a process cannot, wait for it and return its status."""
    if not WINDOWS:
        os.execv(command[0], command)  # noqa: S606 - no shell is meant
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
