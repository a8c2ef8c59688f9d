"""What every test shares: no screen is needed, and what is left behind fails the test."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from PySide6.QtCore import QLocale

from ticker_app.loop import Application

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The keyring of whoever runs the tests is nobody's business.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


@pytest.fixture(autouse=True)
def language_is_nobodys() -> Iterator[None]:
    """Numbers and times read the same on every machine, unless a test sets a language."""
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(QLocale.c())


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    """The app's own application, for whichever test is the first to want one."""
    return Application


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Watch the tasks of every async test; first in, so checked after all other fixtures."""
    for item in items:
        if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj):
            item.fixturenames.insert(0, "no_task_is_left")


@pytest_asyncio.fixture
async def no_task_is_left() -> AsyncIterator[None]:
    """Fail a test that leaves a task running."""
    before = asyncio.all_tasks()
    yield
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert not left, f"tasks left running: {left}"


@pytest.fixture(autouse=True)
def nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with the settings of a first start, and leave the user's own alone."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    """Fail a test that leaves a process running, and end that process."""
    before = set(psutil.Process().children(recursive=True))
    yield
    left = set(psutil.Process().children(recursive=True)) - before
    for process in left:
        process.kill()
    assert not left, f"processes left running: {left}"


@pytest.fixture(autouse=True, scope="module")
def widgets_end_in_their_thread() -> Iterator[None]:
    """Collect a module's widgets here; a later collection may run in any thread."""
    yield
    gc.collect()
