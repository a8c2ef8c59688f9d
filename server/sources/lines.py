"""The lines of a text file, plain or gzip, one at a time and never too much at once."""

from __future__ import annotations

import gzip
import stat
import zlib
from collections.abc import Generator
from contextlib import nullcontext
from pathlib import Path

from server.sources.base import SourceError

MAX_LINE_BYTES = 65_536

_GZIP_MAGIC = b"\x1f\x8b"


def read_lines(path: Path) -> Generator[str, None, None]:
    """The lines of a UTF-8 file with their ends, without a byte order mark.

    The content tells whether it is gzip, whatever the file is called.

    Raises:
        SourceError: it cannot be read, or holds something else than lines of UTF-8 text.
    """
    number = 0
    try:
        _refuse_what_cannot_be_read_twice(path)
        with path.open("rb") as raw:
            zipped = raw.peek(2)[:2] == _GZIP_MAGIC
            with gzip.open(raw) if zipped else nullcontext(raw) as file:
                while line := file.readline(MAX_LINE_BYTES):
                    number += 1
                    if len(line) == MAX_LINE_BYTES:
                        raise SourceError(f"replay: {path}: line {number}: too long for a row")
                    yield str(line, "utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"replay: {path}: line {number}: not UTF-8 text") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SourceError(
            f"replay: {path}: after line {number}: the gzip data is damaged or cut short"
        ) from error
    except OSError as error:
        raise SourceError(f"replay: {path}: {error.strerror}") from error


def _refuse_what_cannot_be_read_twice(path: Path) -> None:
    """Opening a pipe would wait for a writer, and its rows would be gone after the check."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise SourceError(f"replay: {path}: this is a folder; name a CSV file in it")
    if not stat.S_ISREG(mode):
        raise SourceError(f"replay: {path}: this is not a regular file, which a replay needs")
