from __future__ import annotations

import csv
import io

from tests.ticker_app.alerts.parts import POLL, SECOND, above, book_of, bring, move, tick
from ticker_app.alerts.firing import Entry, Unseen
from ticker_app.alerts.log_csv import COLUMNS, log_csv


def lines(*entries: Entry) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(log_csv(entries))))


def test_a_firing_is_a_line_with_iso_times() -> None:
    book = book_of(above(100.25, note="sell, now"))
    bring(book, [tick(1, 99.0)])
    (line,) = lines(*bring(book, [tick(2, 101.5)], late_us=3001))
    assert line == {
        "outcome": "fired",
        "symbol": "ACME",
        "condition": "above",
        "level": "100.25",
        "percent": "",
        "window_s": "",
        "direction": "up",
        "price": "101.5",
        "mode": "push",
        "lane": "websocket",
        "first_published": "1970-01-01T00:00:02.000000+00:00",
        "seen_published": "1970-01-01T00:00:02.000000+00:00",
        "fired": "1970-01-01T00:00:02.003001+00:00",
        "delay_us": "3001",
        "delay_is": "exact",
        "counts": "yes",
        "times": "1",
        "note": "sell, now",
    }


def test_a_delay_that_is_a_bound_says_so() -> None:
    book = book_of(move(1, 60))
    bring(book, [tick(1, 100.0)], choice=POLL)
    firings = bring(book, [tick(3, 98.0)], choice=POLL, opened_us=9 * SECOND)
    (line,) = lines(*firings)
    assert (line["first_published"], line["delay_is"], line["counts"]) == ("", "at least", "no")
    assert (line["percent"], line["window_s"], line["direction"]) == ("1", "60", "down")
    assert line["lane"] == "poll:1"


def test_what_was_never_seen_has_no_delay() -> None:
    (line,) = lines(Unseen(above(), -1, 99.0, POLL, SECOND, 2 * SECOND, 4))
    assert (line["outcome"], line["times"], line["delay_us"], line["fired"]) == (
        "never seen", "4", "", "",
    )  # fmt: skip
    assert line["first_published"] == "1970-01-01T00:00:01.000000+00:00"


def test_a_note_like_a_formula_stays_text() -> None:
    book = book_of(above(note="=1+1"))
    bring(book, [tick(1, 99.0)])
    (line,) = lines(*bring(book, [tick(2, 101.5)]))
    assert line["note"] == "'=1+1"


def test_an_empty_log_is_a_header() -> None:
    assert log_csv([]) == ",".join(COLUMNS) + "\n"
