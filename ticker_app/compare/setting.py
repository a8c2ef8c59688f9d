"""Where and how a comparison was run: enough to run it again."""

from __future__ import annotations

import os
import platform
import secrets
import shlex
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from msgspec import Struct

_PACKAGES = ("live-ticker", "aiohttp", "httpx", "websockets", "msgspec")


class Setting(Struct, frozen=True):
    """A run and its surroundings.

    command: repeats it.  seed: of the simulated prices; None: they were others.
    began: when, local time.  versions: of Python and of what was measured with.
    """

    command: str
    seed: str | None
    began: datetime
    machine: str
    versions: Mapping[str, str]


def setting_of(arguments: Sequence[str], server_arguments: Sequence[str]) -> Setting:
    """The setting of this process.

    Args:
        arguments: of the command line, behind ``compare``.
        server_arguments: of the bundled server, as it was started.
    """
    seed = option_value("--seed", server_arguments)
    # A seed that was drawn here is not among what was typed.
    extra = [] if seed is None or _names("--seed", arguments) else [f"--seed={seed}"]
    return Setting(
        command=shlex.join(["python3", "run.py", "compare", *arguments, *extra]),
        seed=seed,
        began=datetime.now().astimezone(),
        machine=_machine(),
        versions={"Python": platform.python_version(), **_versions()},
    )


def seeded(server_arguments: Sequence[str]) -> tuple[str, ...]:
    """The same with a seed, so that simulated prices can be had again; a replay needs none."""
    source = option_value("--source", server_arguments) or "simulated"
    if source != "simulated" or _names("--seed", server_arguments):
        return tuple(server_arguments)
    return (*server_arguments, f"--seed={secrets.randbelow(2**31)}")


def option_value(option: str, arguments: Sequence[str]) -> str | None:
    """What ``--option=VALUE`` says, the last one; None: nothing."""
    values = [text.partition("=")[2] for text in arguments if text.startswith(f"{option}=")]
    return values[-1] if values else None


def _names(option: str, arguments: Sequence[str]) -> bool:
    return any(text == option or text.startswith(f"{option}=") for text in arguments)


def _machine() -> str:
    return f"{platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} CPUs"


def _versions() -> dict[str, str]:
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            # Run from a checkout that was never installed.
            continue
    return found
