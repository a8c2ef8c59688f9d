"""The one event loop that Qt and asyncio share: the only module that knows qasync."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import qasync
from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from ticker_app.ending import on_request_to_end

T = TypeVar("T")

THREAD_PATIENCE_S = 1.0

logger = logging.getLogger(__name__)


class Application(QApplication):
    """Qt's application, which leaves the end of the loop to us.

    Signals:
        quit_requested: the desktop asked the app to quit (Cmd-Q, end of session).
    """

    quit_requested = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Quit:
            return super().event(event)
        # Qt would stop the loop at once and leave every task behind.
        self.quit_requested.emit()
        return True


def run(app: Application, main: Coroutine[Any, Any, T]) -> T:
    """Run ``main`` on one loop with Qt, until it returns.

    Qt never ends the loop by itself: closing the last window would leave tasks behind.
    """
    app.setQuitOnLastWindowClosed(False)
    before = set(threading.enumerate())
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
            return runner.run(main)
    finally:
        # asyncio waits for a child in a daemon thread, which wakes the loop through Qt. If the
        # interpreter went first, it would end that thread inside Qt, and C++ would abort.
        for thread in set(threading.enumerate()) - before:
            thread.join(THREAD_PATIENCE_S)


def spare_what_stays() -> None:
    """Let Python's collector leave alone what is there by now, which is there for good.

    Most of it are the packages. Looking through them takes as long as several frames, again and
    again; looking through what comes later, a twentieth of that.
    """
    gc.freeze()


def on_request_to_quit(app: Application, end: Callable[[], None]) -> None:
    """Call ``end`` at SIGINT, SIGTERM, and when the desktop asks the app to quit.

    Call it inside the running loop.
    """
    on_request_to_end(end)
    app.quit_requested.connect(end)


def log_qt_messages() -> None:
    """Send what Qt has to say to the log. Its warnings are for programmers, so they are quiet."""
    qInstallMessageHandler(on_qt_message)


def on_qt_message(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
    """Log one message of Qt."""
    levels = {QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL}
    logger.log(levels.get(kind, logging.INFO), "Qt: %s", message)


def report_unexpected(tell: Callable[[str], None]) -> None:
    """Log whatever nobody caught on the running loop, and tell it in a sentence."""

    def on_exception(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        logger.error("%s", context.get("message", "unhandled error"), exc_info=error)
        tell(unexpected(error))

    asyncio.get_running_loop().set_exception_handler(on_exception)


def unexpected(error: BaseException | None) -> str:
    """What a user reads when something broke that nobody foresaw."""
    what = type(error).__name__ if error is not None else "unknown error"
    return f"Something in this window broke ({what}); the log has the details. Open it again."
