"""The tape on disk, so that a server that was ended goes on where it was.

One SQLite file. A batch of ticks is written before anyone hears of it, so whatever a client was
sent is there after ``kill -9``; a power cut may take the last moments, and then cursors from
beyond the end are told so (``complete`` false).
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple

from server.wire import Tick, WireError, decode_body, encode

APPLICATION_ID = 0x4C54_4A31
VERSION = 1
PRUNE_EVERY = 1_000
"""Ticks between two times of forgetting; so much longer than ``retain`` the file may be."""
_SCHEMA = f"""
BEGIN;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
CREATE TABLE life (epoch TEXT NOT NULL);
CREATE TABLE symbol (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    first BLOB NOT NULL, forgotten_seq INTEGER NOT NULL DEFAULT 0);
CREATE TABLE tick (
    symbol INTEGER NOT NULL, seq INTEGER NOT NULL, count INTEGER NOT NULL, time INTEGER NOT NULL,
    venue_time INTEGER, price REAL NOT NULL, size REAL, bid REAL, ask REAL,
    PRIMARY KEY (symbol, seq)) WITHOUT ROWID;
COMMIT;
"""

logger = logging.getLogger(__name__)


class JournalError(Exception):
    """A journal that cannot be used: one sentence that names the file and what to do."""


class Kept(Struct, frozen=True):
    """What a journal holds of one symbol. ticks: oldest first.

    first: the first tick that the tape ever had of it.
    forgotten_seq: of the newest tick that is no longer held, 0 while none was dropped.
    """

    first: Tick
    forgotten_seq: int
    ticks: list[Tick]


class Journal:
    """The ticks of one tape, at most ``retain`` or a little more of each symbol.

    epoch: the name of this life of the tape, as old as the file.
    file: where it is.

    Args:
        file: made if there is none. One that is damaged is set aside beside it.
        retain: ticks kept per symbol, at least 1.

    Raises:
        JournalError: the file is another server's, another program's, or cannot be written.
    """

    def __init__(self, file: Path, retain: int) -> None:
        self.file = file
        self._retain = retain
        self._ids: dict[str, int] = {}
        self._unpruned = 0
        try:
            self._db = _opened(file)
        except _DamagedError as damage:
            aside = _set_aside(file)
            what = "journal: %s is damaged (%s); kept as %s, and begun anew"
            logger.error(what, file, damage, aside)  # noqa: TRY400 - no traceback for a user
            self._db = _opened(file)
        (self.epoch,) = self._db.execute("SELECT epoch FROM life").fetchone()
        self._ids = dict(self._db.execute("SELECT name, id FROM symbol"))

    @property
    def symbols(self) -> tuple[str, ...]:
        """Every symbol that it holds ticks of."""
        return tuple(self._ids)

    def kept(self) -> Iterator[Kept]:
        """What is held, symbol by symbol."""
        query = "SELECT id, name, first, forgotten_seq FROM symbol ORDER BY id"
        for number, name, first, forgotten_seq in self._db.execute(query).fetchall():
            rows = self._db.execute(
                "SELECT seq, count, time, venue_time, price, size, bid, ask FROM tick"
                " WHERE symbol = ? ORDER BY seq",
                (number,),
            )
            ticks = [Tick(name, *row) for row in rows]
            yield Kept(decode_body(first, Tick), forgotten_seq, ticks)

    def append(self, ticks: Sequence[Tick]) -> None:
        """Keep these; when it returns, the end of this process loses none of them.

        Raises:
            JournalError: they could not be written, none of them.
        """
        try:
            self._db.execute("BEGIN")
            try:
                rows = [(self._id_of(tick), *astuple(tick)[1:]) for tick in ticks]
                self._db.executemany("INSERT INTO tick VALUES (?,?,?,?,?,?,?,?,?)", rows)
                self._prune(len(ticks))
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise JournalError(
                f"journal: {self.file} cannot be written: {error}; make room, then start again"
            ) from error

    def close(self) -> None:
        """Write out what is left and let go of the file."""
        self._db.close()

    def _id_of(self, tick: Tick) -> int:
        known = self._ids.get(tick.symbol)
        if known is not None:
            return known
        made = len(self._ids) + 1
        self._db.execute(
            "INSERT INTO symbol (id, name, first) VALUES (?, ?, ?)",
            (made, tick.symbol, encode(tick)),
        )
        self._ids[tick.symbol] = made
        return made

    def _prune(self, more: int) -> None:
        """Forget what is beyond ``retain`` once in a while."""
        self._unpruned += more
        if self._unpruned < PRUNE_EVERY:
            return
        self._unpruned = 0
        for number in self._ids.values():
            newest_to_go = self._db.execute(
                "SELECT seq FROM tick WHERE symbol = ? ORDER BY seq DESC LIMIT 1 OFFSET ?",
                (number, self._retain),
            ).fetchone()
            if newest_to_go is not None:
                self._db.execute(
                    "DELETE FROM tick WHERE symbol = ? AND seq <= ?", (number, *newest_to_go)
                )
                self._db.execute(
                    "UPDATE symbol SET forgotten_seq = ? WHERE id = ?", (*newest_to_go, number)
                )


class _DamagedError(Exception):
    """What is wrong with the file."""


def _opened(file: Path) -> sqlite3.Connection:
    """The file, checked and ours alone."""
    try:
        db = sqlite3.connect(file, isolation_level=None, timeout=0)
    except sqlite3.Error as error:
        raise JournalError(f"--journal: {file} cannot be opened: {error}") from error
    try:
        _claim(db, file)
        _check(db)
    except sqlite3.OperationalError as error:
        db.close()
        raise JournalError(_why_not(file, error)) from error
    except (sqlite3.DatabaseError, WireError, ValueError, TypeError) as error:
        db.close()
        raise _DamagedError(str(error)) from error
    except BaseException:
        db.close()
        raise
    return db


def _claim(db: sqlite3.Connection, file: Path) -> None:
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    # A commit reaches the system's memory at once and the disk now and then: the end of this
    # process loses nothing, and no tick waits for a disk.
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("BEGIN EXCLUSIVE")
    db.execute("COMMIT")
    application, version = (
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if (application, version) == (APPLICATION_ID, VERSION):
        return
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise JournalError(
            f"--journal: {file} is a database of another program or version; name another file"
        )
    db.executescript(_SCHEMA)
    db.execute("INSERT INTO life VALUES (?)", (secrets.token_hex(4),))


def _check(db: sqlite3.Connection) -> None:
    """Raises what it finds wrong."""
    (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise _DamagedError(found)
    if len(db.execute("SELECT epoch FROM life").fetchall()) != 1:
        raise _DamagedError("it does not say which life of a tape it holds")
    query = """SELECT symbol.first, max(tick.count) - min(tick.count) + 1 - count(*)
               FROM symbol LEFT JOIN tick ON tick.symbol = symbol.id GROUP BY symbol.id"""
    for first, missing in db.execute(query):
        decode_body(first, Tick)
        if missing != 0:
            raise _DamagedError("ticks are missing in it")


def _why_not(file: Path, error: sqlite3.OperationalError) -> str:
    if "locked" in str(error):
        return f"--journal: {file} is in use by another server; stop it, or name another file"
    return f"--journal: {file} cannot be used: {error}"


def _set_aside(file: Path) -> Path:
    """Rename the file and what SQLite keeps beside it; returns where it is now."""
    at = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = file.with_name(f"{file.name}.damaged-{at}-{secrets.token_hex(2)}")
    try:
        file.rename(aside)
        for suffix in ("-wal", "-shm"):
            beside = file.with_name(file.name + suffix)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        raise JournalError(
            f"--journal: {file} is damaged and cannot be set aside: {error.strerror}"
        ) from error
    return aside
