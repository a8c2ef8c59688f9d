from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ticker_app import screen
from ticker_app.screen import can_load, missing_screen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can lack a screen")


def has_all(library: str) -> bool:
    """A system that lacks nothing."""
    return True


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server


def test_without_a_display_one_sentence_says_what_to_do() -> None:
    sentence = missing_screen({}, "linux")
    assert sentence is not None
    assert "neither DISPLAY nor WAYLAND_DISPLAY is set" in sentence
    assert "ticker-app compare" in sentence
    assert "QT_QPA_PLATFORM=offscreen" in sentence


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_always_have_a_screen(platform: str) -> None:
    assert missing_screen({}, platform) is None


def test_a_platform_that_the_user_chose_is_left_to_qt() -> None:
    assert missing_screen({"QT_QPA_PLATFORM": "offscreen"}, "linux") is None


@pytest.mark.parametrize("display", [":9876", "unix:9876", "not a display", ":", "host:x"])
def test_a_display_that_nobody_answers_is_named(display: str) -> None:
    sentence = missing_screen({"DISPLAY": display}, "linux")
    assert sentence is not None
    assert sentence.startswith(f"nobody answers on the screen {display!r}")


def test_a_display_on_another_machine_is_asked_by_tcp(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = listener.getsockname()[1]
    monkeypatch.setattr(screen, "_X_TCP_PORT", port - 7)
    assert missing_screen({"DISPLAY": "127.0.0.1:7.0"}, "linux", has_all) is None
    listener.close()
    assert missing_screen({"DISPLAY": "127.0.0.1:7.0"}, "linux") is not None


def test_a_local_display_answers_on_its_abstract_socket() -> None:
    with closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind("\0/tmp/.X11-unix/X9877")
        server.listen()
        assert missing_screen({"DISPLAY": ":9877"}, "linux", has_all) is None


def test_a_library_that_qt_would_abort_without_is_named_with_its_package() -> None:
    lacking = {"libxcb-icccm.so.4", "libX11-xcb.so.1", "libxkbcommon-x11.so.0"}
    with closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind("\0/tmp/.X11-unix/X9878")
        server.listen()
        sentence = missing_screen({"DISPLAY": ":9878"}, "linux", lambda name: name not in lacking)
    assert sentence is not None
    assert "without libX11-xcb.so.1, libxcb-icccm.so.4, libxkbcommon-x11.so.0" in sentence
    assert "apt-get install libx11-xcb1 libxcb-icccm4 libxkbcommon-x11-0'" in sentence


def test_a_library_that_is_not_there_cannot_be_loaded() -> None:
    assert not can_load("libno-such-thing.so.7")
    assert can_load("libc.so.6")


def test_a_wayland_display_answers_in_the_run_time_folder(tmp_path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        found = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert missing_screen(found, "linux") is None
    assert missing_screen({"WAYLAND_DISPLAY": "wayland-8"}, "linux") is not None
