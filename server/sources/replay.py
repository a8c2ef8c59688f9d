"""A recording played again, gap for gap."""

from __future__ import annotations

import logging
import math
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path

from msgspec import Struct
from typing_extensions import override

from server.sources.base import Listing, Print, Source, SourceError
from server.sources.lateness import LateFigures
from server.sources.pace import Pacer, Schedule
from server.sources.recording import Part, read_prints, survey
from server.wire import SourceInfo

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_log = logging.getLogger(__name__)


class _Version(Struct, frozen=True):
    """What changes when somebody writes to a file or puts another in its place."""

    inode: int
    size_bytes: int
    modified_ns: int

    @classmethod
    def of(cls, path: Path) -> _Version:
        try:
            status = path.stat()
        except OSError as error:
            raise SourceError(f"replay: {path}: {error.strerror}") from error
        return cls(status.st_ino, status.st_size, status.st_mtime_ns)


class ReplaySource(Source):
    """The prints of a CSV file at the gaps they were recorded with; made by ``open``.

    Args:
        path: the file.
        version: of the file when ``parts`` were found in it.
        parts: what the file holds of the symbols to play.
        day: of the first row.
        speed: 2.0 plays at twice the recorded speed.
        loop: start again at once at the end.
        pacer: the clock to keep.
    """

    def __init__(
        self,
        path: Path,
        version: _Version,
        parts: dict[str, Part],
        *,
        day: date,
        speed: float,
        loop: bool,
        pacer: Pacer,
    ) -> None:
        label = f"replay of {day.day} {_MONTHS[day.month - 1]} {day.year}"
        self.info = SourceInfo("replay", label, speed)
        self.listings = tuple(
            Listing(symbol, symbol, part.decimals) for symbol, part in parts.items()
        )
        self._path = path
        self._version = version
        self._decimals = {symbol: part.decimals for symbol, part in parts.items()}
        self._first_us = min(part.first_us for part in parts.values())
        span_us = max(part.last_us for part in parts.values()) - self._first_us
        self._lap_us = span_us or 1_000_000  # one moment in a loop must not become a flood
        self._speed = speed
        self._loop = loop
        self._pacer = pacer

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

        symbols: which to play, in this order; None or none: all, in the file's order.

        Raises:
            SourceError: a bad file, row, speed or symbol.
        """
        if not (math.isfinite(speed) and speed > 0):
            raise SourceError(f"replay: {speed:g} is not a speed; it takes any number above 0")
        version = _Version.of(path)
        contents = survey(path)
        _log.info("replay: %s: %d rows, %d symbols", path, contents.rows, len(contents.parts))
        parts = _chosen(path, contents.parts, symbols) if symbols else contents.parts
        day, pacer = contents.day, pacer or Pacer()
        return cls(path, version, parts, day=day, speed=speed, loop=loop, pacer=pacer)

    @override
    def late(self) -> LateFigures | None:
        return self._pacer.late()

    @override
    def late_sum_us(self) -> int | None:
        return self._pacer.late_sum_us()

    @override
    def prints(self) -> AsyncIterator[list[Print]]:
        return self._pacer.paced(self._schedule(), self._speed)

    def _schedule(self) -> Schedule:
        for lap in count() if self._loop else range(1):
            if _Version.of(self._path) != self._version:
                raise SourceError(f"replay: {self._path}: the file was changed while it was played")
            with closing(read_prints(self._path)) as rows:
                for _, (time_us, print_) in rows:
                    if print_.symbol in self._decimals:
                        yield lap * self._lap_us + time_us - self._first_us, self._clean(print_)

    def _clean(self, print_: Print) -> Print:
        """The print with its price free of binary noise, such as a midpoint brings."""
        symbol = print_.symbol
        price = round(print_.price, self._decimals[symbol])
        return Print(symbol, print_.venue_time, price, print_.size, print_.bid, print_.ask)


def _chosen(path: Path, parts: dict[str, Part], symbols: Iterable[str]) -> dict[str, Part]:
    for symbol in symbols:
        if symbol not in parts:
            has = ", ".join([*parts][:20]) + (", …" if len(parts) > 20 else "")
            raise SourceError(f"replay: {path}: there is no symbol {symbol!r}; it has {has}")
    return {symbol: parts[symbol] for symbol in symbols}
