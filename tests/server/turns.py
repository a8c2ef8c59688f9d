"""Waiting without a clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], object]) -> None:
    """Let the loop run until ``condition`` holds."""
    while not condition():
        await _turn()


async def _turn() -> None:
    await asyncio.sleep(0)
