"""The loop that Qt and asyncio share: what it does when something unforeseen happens."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType

from tests.whole.window.conftest import application
from ticker_app import loop


async def test_what_nobody_caught_is_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []
    loop.report_unexpected(told.append)
    context = {"message": "it broke", "exception": KeyError("x")}
    asyncio.get_running_loop().call_exception_handler(context)
    assert told == [loop.unexpected(KeyError("x"))]
    assert "it broke" in caplog.text
    assert "KeyError" in told[0]


def test_a_fault_without_an_error_is_told_too() -> None:
    assert "unknown error" in loop.unexpected(None)


def test_a_thread_of_the_loop_is_waited_for() -> None:
    async def leave_a_thread_behind() -> threading.Thread:
        gate = threading.Event()
        thread = threading.Thread(target=gate.wait, daemon=True)
        thread.start()
        asyncio.get_running_loop().call_soon(gate.set)
        return thread

    assert not loop.run(application(), leave_a_thread_behind()).is_alive()


def test_what_qt_says_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        loop.on_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), "for programmers")
        loop.on_qt_message(QtMsgType.QtCriticalMsg, QMessageLogContext(), "for everyone")
    assert [record.levelname for record in caplog.records] == ["INFO", "ERROR"]


def test_the_collector_leaves_alone_what_was_there_and_goes_on_with_what_comes() -> None:
    before = gc.get_freeze_count()
    try:
        loop.spare_what_stays()
        assert gc.get_freeze_count() > before
        circle: list[object] = []
        circle.append(circle)
        del circle
        assert gc.collect() == 1
    finally:
        gc.unfreeze()
