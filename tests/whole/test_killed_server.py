"""A server with a journal that is killed goes on where it was."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import httpx
from websockets.sync.client import connect

from server.wire import Tick, TickPage, Ticks, decode_body, decode_message
from tests.whole.conftest import StartServer

OPTIONS = ("--rate", "200", "--symbols", "3")


def heard(ws_url: str, at_least: int) -> list[Tick]:
    """The first ticks that a subscriber is sent."""
    ticks: list[Tick] = []
    with connect(ws_url) as socket:
        socket.send(json.dumps({"op": "subscribe", "symbols": None}))
        while len(ticks) < at_least:
            message = decode_message(socket.recv(timeout=10))
            if isinstance(message, Ticks):
                ticks += message.ticks
    return ticks


def page(url: str, after: str) -> TickPage:
    answer = httpx.get(f"{url}/v1/ticks", params={"after": after, "limit": 10_000})
    return decode_body(answer.content, TickPage)


def test_a_killed_server_has_all_that_was_sent_and_nothing_twice(
    running_server: StartServer, tmp_path: Path
) -> None:
    journal = str(tmp_path / "tape")
    first = running_server(*OPTIONS, "--journal", journal)
    sent = heard(first.ws_url, 60)
    first.process.kill()
    first.process.wait()
    second = running_server(*OPTIONS, "--journal", journal)
    assert second.epoch == first.epoch
    there = page(second.url, f"{first.epoch}:0")
    assert there.complete
    seqs = [tick.seq for tick in there.ticks]
    assert seqs == list(range(1, len(seqs) + 1))
    assert there.ticks[sent[0].seq - 1 : sent[-1].seq] == sent
    assert page(second.url, f"{first.epoch}:{sent[-1].seq}").complete


def test_a_damaged_journal_stops_no_start(running_server: StartServer, tmp_path: Path) -> None:
    journal = tmp_path / "tape"
    journal.write_bytes(b"\0" * 10_000)
    server = running_server(*OPTIONS, "--journal", str(journal))
    assert heard(server.ws_url, 1)
    assert list(tmp_path.glob("tape.damaged-*"))


def test_a_server_that_cannot_keep_what_it_sends_ends_and_says_why(
    running_server: StartServer, tmp_path: Path
) -> None:
    journal = tmp_path / "tape"
    server = running_server("--rate", "1000", "--symbols", "3", "--journal", str(journal))
    server.process.kill()
    server.process.wait()
    with sqlite3.connect(journal) as db:
        # As if the disk was full: the file may not grow.
        db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON tick BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    db.close()
    ending = running_server("--rate", "1000", "--symbols", "3", "--journal", str(journal))
    assert ending.process.wait(10) == 1
    assert ending.process.stderr is not None
    assert f"journal: {journal} cannot be written: full" in ending.process.stderr.read()
