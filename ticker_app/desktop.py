"""The life of the window: server, session and window begin and end together."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QStandardPaths
from PySide6.QtGui import QIcon

from server.wire import monotonic_wall_clock
from ticker_app.alert_desk import AlertDesk
from ticker_app.alerts.book import NO_ALERTS, AlertSettings
from ticker_app.bundled import BundledError, BundledServer, bundled_at
from ticker_app.compare.comparing import Comparing
from ticker_app.compare.setting import seeded
from ticker_app.fault_stand import FaultStand
from ticker_app.feeds.address import NO_KEY, ServerAddress, ServerKey
from ticker_app.layout_settings import WatchedSettings
from ticker_app.loop import (
    Application,
    log_qt_messages,
    on_request_to_quit,
    report_unexpected,
    run,
    spare_what_stays,
    unexpected,
)
from ticker_app.options import AppOptions
from ticker_app.session import Session
from ticker_app.settings import Settings
from ticker_app.ui.window import MainWindow
from ticker_app.ui.window_alerts import SECTION

PATIENCE_S = 1.0
"""How long a session may take to close its connections when the window has gone."""
_ICON = Path(__file__).parents[1] / "assets" / "live-ticker.svg"

logger = logging.getLogger(__name__)


class DesktopError(Exception):
    """The window could not do what was asked for: one sentence for the user."""


def run_desktop(options: AppOptions, key: ServerKey) -> None:
    """Open the window and run until it is closed; ``key`` opens the server.

    Raises:
        DesktopError: the bundled server did not start, or a picture could not be written.
    """
    log_qt_messages()
    app = Application(sys.argv[:1])
    app.setApplicationName("live-ticker")
    app.setApplicationDisplayName("Live Ticker")
    app.setDesktopFileName("live-ticker")
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(_ICON)))
    spare_what_stays()
    run(app, _live(app, options, key))


async def _live(app: Application, options: AppOptions, key: ServerKey = NO_KEY) -> None:
    over = asyncio.Event()
    on_request_to_quit(app, over.set)
    server_arguments = seeded(options.server_arguments)
    async with _server(options.server_url, server_arguments) as (place, server):
        url = ServerAddress(place, key)
        settings = _settings(options)
        session = _session(url, options, settings)
        comparing = Comparing(
            url,
            clock=session.clock,
            server_options=() if options.server_url else server_arguments,
            offset=session.clock_offset,
        )
        alerts = AlertDesk(session, settings.read(SECTION, AlertSettings, NO_ALERTS))
        faults = FaultStand(
            url,
            (session.route, comparing.route),
            retries=(session.retry, comparing.retry),
            restart=None if server is None else server.restart,
        )
        window = MainWindow(
            session,
            options.theme,
            comparing=comparing,
            bundled=options.server_url is None,
            settings=settings,
            alerts=alerts,
            faults=faults,
        )
        window.closed.connect(over.set)
        report_unexpected(window.tell)
        parts = (session.run(), comparing.run(), alerts.run(), faults.run())
        async with _running(parts, window):
            window.show()
            if options.screenshot is None:
                window.touring.offer()
            await _until_over(window, over, options)


def _settings(options: AppOptions) -> Settings:
    place = QStandardPaths.StandardLocation.AppConfigLocation
    usual = Path(QStandardPaths.writableLocation(place)) / "settings.json"
    # A picture is of a window as it is; taking it changes nothing for the next one.
    return Settings(options.settings or usual, read_only=options.screenshot is not None)


def _session(url: str, options: AppOptions, settings: Settings) -> Session:
    """As the command line says; what it leaves open, as it was when the last window closed."""
    watched = settings.read("watched", WatchedSettings, WatchedSettings())
    session = Session(
        url,
        options.choice or watched.choice,
        symbol=options.symbol,
        remembered_symbol=watched.symbol,
        clock=monotonic_wall_clock(),
    )
    session.set_reference(watched.reference)
    return session


@asynccontextmanager
async def _server(
    server_url: str | None, server_arguments: Sequence[str]
) -> AsyncIterator[tuple[str, BundledServer | None]]:
    """The address of the server, and the server if it is ours."""
    if server_url is not None:
        yield server_url, None
        return
    try:
        async with bundled_at(server_arguments) as (url, server):
            yield url, server
    except BundledError as error:
        raise DesktopError(str(error)) from error


@asynccontextmanager
async def _running(
    parts: Iterable[Coroutine[Any, Any, None]], window: MainWindow
) -> AsyncIterator[None]:
    """The parts run beside the block; behind it all are gone, the window first to the eye."""
    tasks = [asyncio.create_task(_watch(part, window)) for part in parts]
    try:
        yield
    finally:
        # Not only hidden: a window that is ended from outside remembers as one that is closed.
        window.close()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=PATIENCE_S)
        dispose(window)


def dispose(window: MainWindow) -> None:
    """Delete a window now and from the top; Python's collector would do it in any order."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


async def _watch(part: Coroutine[Any, Any, None], window: MainWindow) -> None:
    try:
        await part
    except Exception as error:
        # Whatever it was, the user hears of it, and what is on the chart stays.
        logger.exception("a part of the window ended")
        window.tell(unexpected(error))


async def _until_over(window: MainWindow, over: asyncio.Event, options: AppOptions) -> None:
    if options.screenshot is None:
        await over.wait()
        return
    try:
        await asyncio.wait_for(over.wait(), options.after_s)
    except TimeoutError:
        if not window.grab().save(str(options.screenshot), "PNG"):
            raise DesktopError(f"--screenshot: {options.screenshot} cannot be written") from None
    else:
        raise DesktopError("--screenshot: the window was closed before the picture was taken")
