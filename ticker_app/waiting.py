"""Waiting for whichever comes first."""

from __future__ import annotations

import asyncio


async def pause(event: asyncio.Event, at_most_s: float | None) -> None:
    """Wait for an event, but no longer than that; None: however long it takes."""
    try:
        async with asyncio.timeout(at_most_s):
            await event.wait()
    except TimeoutError:
        return
