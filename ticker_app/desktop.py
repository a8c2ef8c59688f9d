"""The life of the window: server, session and window begin and end together."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QIcon

from server.wire import monotonic_wall_clock
from ticker_app.bundled import BundledError, BundledServer
from ticker_app.loop import (
    Application,
    log_qt_messages,
    on_request_to_end,
    report_unexpected,
    run,
    unexpected,
)
from ticker_app.options import AppOptions
from ticker_app.session import Session
from ticker_app.ui.theme import Theme
from ticker_app.ui.window import MainWindow

PATIENCE_S = 1.0
"""How long a session may take to close its connections when the window has gone."""
_ICON = Path(__file__).parents[1] / "assets" / "live-ticker.svg"

logger = logging.getLogger(__name__)


class DesktopError(Exception):
    """The window could not do what was asked for: one sentence for the user."""


def run_desktop(options: AppOptions) -> None:
    """Open the window and run until it is closed.

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
    run(app, _live(app, options))


async def _live(app: Application, options: AppOptions) -> None:
    over = asyncio.Event()
    on_request_to_end(app, over.set)
    async with _server(options) as url:
        session = Session(url, options.choice, symbol=options.symbol, clock=monotonic_wall_clock())
        window = MainWindow(session, Theme(options.theme), bundled=options.server_url is None)
        window.closed.connect(over.set)
        report_unexpected(window.tell)
        async with _running(session, window):
            window.show()
            await _until_over(window, over, options)


@asynccontextmanager
async def _server(options: AppOptions) -> AsyncIterator[str]:
    """The address of the server that was named, or of a bundled one that ends with the block."""
    if options.server_url is not None:
        yield options.server_url
        return
    server = BundledServer()
    try:
        yield await server.start(options.server_arguments)
    except BundledError as error:
        raise DesktopError(str(error)) from error
    finally:
        await server.stop()


@asynccontextmanager
async def _running(session: Session, window: MainWindow) -> AsyncIterator[None]:
    """The session runs beside the block; behind it both are gone, the window first to the eye."""
    task = asyncio.create_task(_watch(session, window))
    try:
        yield
    finally:
        window.hide()
        task.cancel()
        await asyncio.wait([task], timeout=PATIENCE_S)
        dispose(window)


def dispose(window: MainWindow) -> None:
    """Delete a window now and from the top; Python's collector would do it in any order."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


async def _watch(session: Session, window: MainWindow) -> None:
    try:
        await session.run()
    except Exception as error:
        # Whatever it was, the user hears of it, and what is on the chart stays.
        logger.exception("the session ended")
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
