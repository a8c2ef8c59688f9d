"""A recording played again, gap for gap."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from typing_extensions import override

from server.sources.base import Print, Source
from server.sources.pace import Pacer


class ReplaySource(Source):
    """The prints of a CSV file, at the gaps they were recorded with."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        speed: float = 1.0,
        loop: bool = False,
        symbols: Sequence[str] | None = None,
        pacer: Pacer | None = None,
    ) -> ReplaySource:
        """Read the whole file once, so that every bad row is found before it is served.

        Raises:
            SourceError: a bad file, row, speed or symbol.
        """
        raise NotImplementedError

    @override
    def prints(self) -> AsyncIterator[list[Print]]:
        raise NotImplementedError
