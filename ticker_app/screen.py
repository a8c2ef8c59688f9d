"""Whether there is a screen to open a window on, asked before Qt, which would abort."""

from __future__ import annotations

import ctypes
import re
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

CONNECT_TIMEOUT_S = 2.0
_X_TCP_PORT = 6000
_DISPLAY = re.compile(r"(?:unix|(?P<host>[^:/]*)):(?P<number>\d{1,4})(?:\.\d+)?")
_INSTEAD = "measure without one with 'ticker-app compare', or set QT_QPA_PLATFORM=offscreen"
_X_LIBRARIES = (
    "libX11-xcb.so.1",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-randr.so.0",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
)
"""What Qt's window on X needs of the system; without any of them Qt aborts."""


def can_load(library: str) -> bool:
    """Whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_screen(
    environment: Mapping[str, str],
    platform: str,
    can_load: Callable[[str], bool] = can_load,
) -> str | None:
    """One sentence why no window can be opened, or None if one can.

    Only X and Wayland on Linux can be missing; ``platform`` is ``sys.platform``. A platform
    that the user chose by QT_QPA_PLATFORM is left to Qt.
    """
    if not platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return None
    if _wayland_answers(environment):
        return None
    if _x_answers(environment.get("DISPLAY", "")):
        return _lacking([library for library in _X_LIBRARIES if not can_load(library)])
    display = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    if display:
        return f"nobody answers on the screen {display!r}; {_INSTEAD}"
    return f"there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set); {_INSTEAD}"


def _lacking(libraries: list[str]) -> str | None:
    if not libraries:
        return None
    packages = " ".join(map(_debian_package, libraries))
    return (
        f"Qt cannot open a window without {', '.join(libraries)}; "
        f"on Debian and Ubuntu 'sudo apt-get install {packages}' brings what is missing"
    )


def _debian_package(library: str) -> str:
    """The name after Debian's policy (8.1): a dash keeps two digits apart."""
    name, _, version = library.lower().partition(".so.")
    return f"{name}-{version}" if name[-1].isdigit() else f"{name}{version}"


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    """A relative WAYLAND_DISPLAY is a socket in XDG_RUNTIME_DIR."""
    name = environment.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return _unix_answers(str(Path(environment.get("XDG_RUNTIME_DIR", "")) / name))


def _x_answers(display: str) -> bool:
    """``:0`` is a local socket (on Linux also an abstract one), ``host:0`` is TCP 6000."""
    match = _DISPLAY.fullmatch(display)
    if match is None:
        return False
    number = int(match["number"])
    if match["host"]:
        return _tcp_answers(match["host"], _X_TCP_PORT + number)
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - the fixed place of X sockets
    return _unix_answers(f"\0{path}") or _unix_answers(path)


def _unix_answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(CONNECT_TIMEOUT_S)
        try:
            probe.connect(path)
        except OSError:
            return False
    return True


def _tcp_answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), CONNECT_TIMEOUT_S):
            return True
    except OSError:
        return False
