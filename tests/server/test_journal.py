"""The tape on disk: what was kept is there again, and what is damaged stops no start."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.candles import CandleBook
from server.journal import PRUNE_EVERY, Journal, JournalError
from server.recall import check_symbols, recalled_tape
from server.sources.base import Print
from server.tape import Tape
from server.wire import Cursor, Tick

SYMBOLS = ("AAA", "BBB")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tape.journal"


def tape_of(journal: Journal, *, retain: int = 100, now_us: int = 5_000_000) -> Tape:
    candles = CandleBook(SYMBOLS, 10)
    return recalled_tape(
        journal,
        SYMBOLS,
        retain=retain,
        clock=lambda: now_us,
        candles=candles,
        tell=lambda _: None,
    )


def prints(text: str) -> list[Print]:
    """One print for each letter: A or B."""
    return [Print(letter * 3, None, number + 0.1, 7.0) for number, letter in enumerate(text)]


def filled(file: Path, *batches: str, retain: int = 100) -> list[Tick]:
    """Publish these batches onto a tape with a journal, and let it go as if it was killed."""
    journal = Journal(file, retain)
    tape = tape_of(journal, retain=retain)
    ticks = [tick for batch in batches for tick in tape.publish(prints(batch))]
    journal.close()
    return ticks


def test_a_tape_goes_on_where_it_was(file: Path) -> None:
    ticks = filled(file, "AB", "AAB")
    journal = Journal(file, 100)
    tape = tape_of(journal)
    assert tape.epoch == journal.epoch
    assert tape.after(SYMBOLS, Cursor(tape.epoch, 0), 100).ticks == ticks
    assert tape.after(SYMBOLS, Cursor(tape.epoch, 3), 100).complete
    (more,) = tape.publish(prints("A"))
    assert (more.seq, more.count) == (6, 4)
    assert tape.first("BBB") == ticks[1]
    journal.close()


def test_every_new_file_is_another_life(tmp_path: Path) -> None:
    journals = [Journal(tmp_path / str(number), 1) for number in range(3)]
    assert len({journal.epoch for journal in journals}) == 3
    for journal in journals:
        journal.close()


def test_what_was_forgotten_stays_forgotten(file: Path) -> None:
    filled(file, "B", *["A" * 50] * (PRUNE_EVERY // 50), retain=10)
    journal = Journal(file, 10)
    kept = {one.first.symbol: one for one in journal.kept()}
    assert len(kept["AAA"].ticks) < 10 + PRUNE_EVERY
    assert kept["AAA"].first.count == 1
    assert kept["AAA"].forgotten_seq > 0
    assert kept["BBB"].forgotten_seq == 0
    tape = tape_of(journal, retain=10)
    assert not tape.after(SYMBOLS, Cursor(tape.epoch, 1), 5000).complete
    assert tape.after(SYMBOLS, tape.cursor, 5000).complete
    journal.close()


def test_candles_go_on_but_for_those_that_were_cut(file: Path) -> None:
    filled(file, "B", *["A" * 50] * (PRUNE_EVERY // 50), retain=10)
    journal = Journal(file, 10)
    candles = CandleBook(SYMBOLS, 10)
    told: list[Tick] = []
    recalled_tape(journal, SYMBOLS, retain=10, clock=lambda: 0, candles=candles, tell=told.extend)
    assert candles.page("AAA", "1s", 10).candles == []
    assert [candle.trades for candle in candles.page("BBB", "1s", 10).candles] == [1]
    assert [tick.seq for tick in told] == sorted(tick.seq for tick in told)
    journal.close()


def test_a_clock_that_went_back_gives_no_earlier_tick(file: Path) -> None:
    filled(file, "A")
    journal = Journal(file, 100)
    (tick,) = tape_of(journal, now_us=1).publish(prints("A"))
    assert tick.time == 5_000_000
    journal.close()


def test_without_a_journal_a_tape_begins_anew() -> None:
    tape = recalled_tape(
        None,
        SYMBOLS,
        retain=1,
        clock=lambda: 1,
        candles=CandleBook(SYMBOLS, 1),
        tell=lambda _: None,
    )
    assert tape.seq == 0


def test_a_source_without_the_journals_symbols_is_refused(file: Path) -> None:
    filled(file, "A")
    journal = Journal(file, 100)
    check_symbols(journal, ("BBB", "AAA"))
    with pytest.raises(JournalError, match="holds AAA, which this source does not have"):
        check_symbols(journal, ("BBB",))
    journal.close()


def test_two_servers_cannot_have_one_journal(file: Path) -> None:
    journal = Journal(file, 100)
    with pytest.raises(JournalError, match="in use by another server"):
        Journal(file, 100)
    journal.close()


def test_a_database_of_another_program_is_left_alone(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE letters (text)")
    db.close()
    with pytest.raises(JournalError, match="another program"):
        Journal(file, 100)
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_place_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="no/such"):
        Journal(tmp_path / "no" / "such", 1)


def garbage(file: Path) -> None:
    file.write_bytes(b"not a database at all" * 100)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def overwritten(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:-100] = b"\xa5" * (len(data) - 4196)
    file.write_bytes(data)


@pytest.mark.parametrize("damage", [garbage, cut, overwritten])
def test_a_damaged_journal_is_set_aside_and_said(
    file: Path, caplog: pytest.LogCaptureFixture, damage: object
) -> None:
    filled(file, *["AB" * 100] * 5)
    before = Journal(file, 100)
    epoch = before.epoch
    before.close()
    assert callable(damage)
    damage(file)
    bytes_then = file.read_bytes()
    journal = Journal(file, 100)
    assert journal.epoch != epoch
    assert journal.symbols == ()
    journal.close()
    (aside,) = file.parent.glob("*.damaged-*")
    assert aside.read_bytes() == bytes_then
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert str(aside) in record.getMessage()


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM tick WHERE count = 3",
        "DELETE FROM tick",
        "DELETE FROM life",
        "UPDATE symbol SET first = '{}'",
    ],
)
def test_a_journal_that_lacks_something_is_damaged(file: Path, harm: str) -> None:
    filled(file, "AAAAA")
    with sqlite3.connect(file) as db:
        db.execute(harm)
    db.close()
    journal = Journal(file, 100)
    assert journal.symbols == ()
    journal.close()
    assert list(file.parent.glob("*.damaged-*"))


def test_a_damaged_journal_that_cannot_be_set_aside_is_named(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    garbage(file)

    def refuse(self: Path, target: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(JournalError, match="cannot be set aside: Permission denied"):
        Journal(file, 100)


def test_what_cannot_be_kept_is_told_to_nobody(file: Path) -> None:
    journal = Journal(file, 100)
    tape = tape_of(journal)
    heard: list[object] = []
    tape.listen(heard.append)
    tape.publish(prints("A"))
    journal._db.execute("PRAGMA query_only = on")
    with pytest.raises(JournalError, match=f"{file} cannot be written"):
        tape.publish(prints("AB"))
    assert len(heard) == 1
    assert tape.seq == 1
    journal.close()
    again = Journal(file, 100)
    assert tape_of(again).seq == 1
    again.close()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("AB", min_size=1, max_size=30), max_size=12), st.integers(1, 40))
def test_any_tape_is_recalled_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, batches: list[str], retain: int
) -> None:
    file = tmp_path_factory.mktemp("journal") / "tape"
    journal = Journal(file, retain)
    tape = tape_of(journal, retain=retain)
    for batch in batches:
        tape.publish(prints(batch))
    journal.close()
    journal = Journal(file, retain)
    recalled = tape_of(journal, retain=retain)
    for seq in range(tape.seq + 1):
        cursor = Cursor(tape.epoch, seq)
        assert recalled.after(SYMBOLS, cursor, 1000) == tape.after(SYMBOLS, cursor, 1000)
    assert [recalled.first(symbol) for symbol in SYMBOLS] == [
        tape.first(symbol) for symbol in SYMBOLS
    ]
    journal.close()
