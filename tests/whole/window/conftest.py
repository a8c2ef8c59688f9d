"""The real window in front of the real server, on one loop with Qt."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
import qasync

from server.wire import monotonic_wall_clock
from ticker_app.alert_desk import AlertDesk
from ticker_app.choice import LaneChoice
from ticker_app.compare.comparing import Comparing
from ticker_app.desktop import dispose
from ticker_app.look_settings import Theme
from ticker_app.loop import Application
from ticker_app.session import Session
from ticker_app.ui.window import MainWindow

PATIENCE_S = 20.0

OpenWindow = Callable[..., AbstractAsyncContextManager[MainWindow]]


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Every async test here runs on Qt's loop."""
    return {"qt": lambda: qasync.QEventLoop(application())}


def application() -> Application:
    """The one application of this process."""
    existing = Application.instance()
    return existing if isinstance(existing, Application) else Application([])


@pytest.fixture(autouse=True)
def timers_end_in_their_thread() -> None:
    """Collect the loop of the test before, here rather than in a thread of this test."""
    gc.collect()


async def until(window: MainWindow, condition: Callable[[], bool]) -> None:
    """Wait until a look at the session makes ``condition`` true."""
    met: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def look(_: int) -> None:
        if not met.done() and condition():
            met.set_result(None)

    window.bridge.frame_passed.connect(look)
    try:
        async with asyncio.timeout(PATIENCE_S):
            await met
    finally:
        window.bridge.frame_passed.disconnect(look)


async def until_server(says: Callable[[], Awaitable[bool]]) -> None:
    """Ask the server again and again until it says so."""
    async with asyncio.timeout(PATIENCE_S):
        while not await says():
            pass


@pytest.fixture
def open_window() -> OpenWindow:
    """Opens a window on a server for the length of a block; the session runs meanwhile."""

    @asynccontextmanager
    async def opened(url: str, choice: LaneChoice | None = None) -> AsyncIterator[MainWindow]:
        session = Session(url, choice or LaneChoice(), clock=monotonic_wall_clock())
        comparing = Comparing(url, clock=session.clock)
        alerts = AlertDesk(session)
        window = MainWindow(session, Theme.DARK, comparing=comparing, bundled=False, alerts=alerts)
        running = [asyncio.create_task(part.run()) for part in (session, comparing, alerts)]
        window.show()
        try:
            yield window
        finally:
            window.close()
            for task in running:
                task.cancel()
            await asyncio.wait(running)
            dispose(window)

    return opened
