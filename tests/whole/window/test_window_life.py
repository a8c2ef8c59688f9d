"""How the app begins and ends: in this process, and as a command."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.whole.conftest import StartServer
from tests.whole.window.conftest import PATIENCE_S, application, until
from ticker_app import desktop
from ticker_app.__main__ import main
from ticker_app.choice import Mode
from ticker_app.desktop import DesktopError
from ticker_app.options import AppOptions
from ticker_app.session import Session
from ticker_app.ui.window import MainWindow

END_WITHIN_S = 5.0
"""What is promised is 2 s; a busy machine may take longer without anything being wrong."""


def the_window() -> MainWindow:
    """The one that is open now."""
    windows = QApplication.topLevelWidgets()
    return next(one for one in windows if isinstance(one, MainWindow) and one.isVisible())


async def shown() -> MainWindow:
    """The window, as soon as it is shown."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            await asyncio.sleep(0)
            try:
                return the_window()
            except StopIteration:
                continue


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port: int = server.getsockname()[1]
        return port


def run_app(*arguments: str) -> subprocess.CompletedProcess[str]:
    """``ticker-app`` with these arguments, until it ends."""
    return subprocess.run(
        [sys.executable, "-m", "ticker_app", *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )


async def test_closing_the_window_ends_the_bundled_server() -> None:
    options = AppOptions(server_arguments=("--seed=1",))
    living = asyncio.create_task(desktop._live(application(), options))
    window = await shown()
    window.close()
    async with asyncio.timeout(END_WITHIN_S):
        await living


async def test_the_desktops_wish_to_quit_is_granted(running_server: StartServer) -> None:
    options = AppOptions(server_url=running_server().url)
    living = asyncio.create_task(desktop._live(application(), options))
    await shown()
    QApplication.postEvent(application(), QEvent(QEvent.Type.Quit))
    async with asyncio.timeout(END_WITHIN_S):
        await living


async def test_a_picture_is_written_and_the_app_ends(
    running_server: StartServer, tmp_path: Path
) -> None:
    picture = tmp_path / "out.png"
    options = AppOptions(server_url=running_server().url, screenshot=picture, after_s=0.2)
    await desktop._live(application(), options)
    assert QImage(str(picture)).width() >= 1400


async def test_a_first_window_offers_the_tour(running_server: StartServer, tmp_path: Path) -> None:
    options = AppOptions(server_url=running_server().url, settings=tmp_path / "settings.json")
    living = asyncio.create_task(desktop._live(application(), options))
    window = await shown()
    assert window.touring.tour is not None
    window.close()
    await living


async def test_a_picture_shows_no_tour(running_server: StartServer, tmp_path: Path) -> None:
    options = AppOptions(
        server_url=running_server().url,
        settings=tmp_path / "settings.json",
        screenshot=tmp_path / "out.png",
        after_s=0.3,
    )
    living = asyncio.create_task(desktop._live(application(), options))
    window = await shown()
    tours = []
    window.bridge.frame_passed.connect(lambda _: tours.append(window.touring.tour))
    await living
    assert set(tours) == {None}


async def test_a_picture_that_cannot_be_written_is_an_error(
    running_server: StartServer, tmp_path: Path
) -> None:
    picture = tmp_path / "gone" / "out.png"
    options = AppOptions(server_url=running_server().url, screenshot=picture, after_s=0.0)
    with pytest.raises(DesktopError, match="cannot be written"):
        await desktop._live(application(), options)


async def test_a_window_closed_before_its_picture_is_an_error(
    running_server: StartServer, tmp_path: Path
) -> None:
    options = AppOptions(
        server_url=running_server().url, screenshot=tmp_path / "out.png", after_s=60
    )
    living = asyncio.create_task(desktop._live(application(), options))
    (await shown()).close()
    with pytest.raises(DesktopError, match="closed before the picture"):
        await living


async def test_a_session_that_breaks_is_logged_and_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def break_down(self: Session) -> None:
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr(Session, "run", break_down)
    options = AppOptions(server_url="http://127.0.0.1:9")
    living = asyncio.create_task(desktop._live(application(), options))
    window = await shown()
    await until(window, lambda: "broke" in window.notice.text)
    assert "broke (RuntimeError)" in window.notice.text
    assert "nobody foresaw this" in caplog.text
    window.close()
    await living
    assert not isValid(window)


async def test_a_bundled_server_that_refuses_says_why() -> None:
    with pytest.raises(DesktopError, match="--rate"):
        await desktop._live(application(), AppOptions(server_arguments=("--rate=abc",)))


def test_the_command_runs_on_the_application_it_makes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, running_server: StartServer
) -> None:
    made = application()
    monkeypatch.setattr(desktop, "Application", lambda _: made)
    monkeypatch.setattr(desktop, "log_qt_messages", lambda: None)
    picture = tmp_path / "out.png"
    arguments = ["--screenshot", str(picture), "--after", "0.1"]
    assert main(["--server", running_server().url, *arguments]) == 0
    assert picture.exists()


def test_a_server_that_refuses_ends_the_command_with_its_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise DesktopError("--rate: takes a number above 0, not 'abc'")

    monkeypatch.setattr(desktop, "run_desktop", refuse)
    assert main(["--rate", "abc"]) == 2
    assert capsys.readouterr().err == "ticker-app: --rate: takes a number above 0, not 'abc'\n"


def test_a_bad_option_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--interval", "2"]) == 2
    sentence = capsys.readouterr().err
    assert sentence.startswith("ticker-app: --interval is for")
    assert sentence.count("\n") == 1


def test_without_a_screen_one_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 2
    assert "ticker-app compare" in capsys.readouterr().err


def test_the_command_writes_a_picture_and_leaves_nothing_behind(tmp_path: Path) -> None:
    picture = tmp_path / "out.png"
    port = free_port()
    ended = run_app("--screenshot", str(picture), "--after", "1", "--port", str(port))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert QImage(str(picture)).height() >= 850
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/healthz")


def test_the_command_repeats_what_the_bundled_server_refuses() -> None:
    ended = run_app("--source", "replay:no-such-file.csv")
    assert ended.returncode == 2
    assert ended.stderr.startswith("ticker-app: ")
    assert "no-such-file.csv" in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_app_and_its_server_in_good_order(number: signal.Signals) -> None:
    port = free_port()
    app = subprocess.Popen(
        [sys.executable, "-m", "ticker_app", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    transport = httpx.HTTPTransport(retries=8)
    with httpx.Client(transport=transport, base_url=f"http://127.0.0.1:{port}") as client:
        while not client.get("/v1/stats").json()["connections"]["websocket"]:
            continue
    app.send_signal(number)
    out, err = app.communicate(timeout=END_WITHIN_S)
    assert (app.returncode, out, err) == (0, "", "")
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/healthz")


async def test_the_next_window_is_as_the_last_one_was(
    running_server: StartServer, tmp_path: Path
) -> None:
    file = tmp_path / "settings.json"
    options = AppOptions(server_url=running_server().url, settings=file)
    living = asyncio.create_task(desktop._live(application(), options))
    window = await shown()
    await until(window, lambda: window.watchlist.model.rowCount() > 1)
    window.watchlist.step(1)
    window.top.controls.switch.flip()
    symbol = window.watchlist.model.rows[1].symbol
    await until(window, lambda: window.top.header.symbol.text() == symbol)
    window.docks["figures"].close()
    window.resize(1250, 700)
    window.close()
    await living

    living = asyncio.create_task(desktop._live(application(), options))
    window = await shown()
    await until(window, lambda: window.top.header.symbol.text() == symbol)
    assert window.top.controls.switch.sides[Mode.PULL].isChecked()
    assert window.docks["figures"].isHidden()
    assert window.height() == 700  # the width is cut to the offscreen platform's screen
    window.close()
    await living


async def test_a_layout_that_no_longer_fits_stops_no_start(
    running_server: StartServer, tmp_path: Path
) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"layout": {"window": "####", "panels": "AAAA"}, "watched": {"lane": 7}}')
    options = AppOptions(server_url=running_server().url, settings=file)
    living = asyncio.create_task(desktop._live(application(), options))
    window = await shown()
    await until(window, lambda: window.watchlist.model.rowCount() > 1)
    assert "'watched'" in window.notice.text
    window.close()
    await living


async def test_a_window_that_is_ended_from_outside_is_remembered_too(
    running_server: StartServer, tmp_path: Path
) -> None:
    file = tmp_path / "settings.json"
    options = AppOptions(server_url=running_server().url, settings=file)
    living = asyncio.create_task(desktop._live(application(), options))
    window = await shown()
    window.docks["figures"].close()
    QApplication.postEvent(application(), QEvent(QEvent.Type.Quit))
    await living
    assert b'"layout"' in file.read_bytes()
