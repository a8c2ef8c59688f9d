"""What the screen shows of every symbol."""

from __future__ import annotations

from server.wire import Tick
from tests.ticker_app.fakes import cursor, tick
from ticker_app.arrival import Arrival
from ticker_app.board import MOST_POINTS, Board
from ticker_app.feeds.sense import MOST_SYMBOLS
from ticker_app.series import CAPACITY, Kind

AHEAD_US = 1_000
OPENED_US = 10_000
RECEIVED_US = 20_000


def board() -> Board:
    """The server's clock is a little ahead."""
    made = Board(lambda server_us: server_us - AHEAD_US)
    made.enter("e1")
    return made


def published(seq: int, at_us: int = 15_000, symbol: str = "ACME") -> Tick:
    return tick(seq, symbol, time=at_us + AHEAD_US)


def arrival(*ticks: Tick) -> Arrival:
    return Arrival(list(ticks), RECEIVED_US, OPENED_US, cursor(99), RECEIVED_US)


def test_what_is_delivered_is_quoted_and_seen_when_it_came() -> None:
    shown = board()
    shown.deliver(arrival(published(5)), Kind.POLLED)
    assert shown.quotes["ACME"].published_us == 15_000
    seen = shown.series["ACME"].seen
    assert (list(seen.shown_us), list(seen.kind)) == ([RECEIVED_US], [Kind.POLLED])


def test_what_was_waiting_is_drawn_as_history_when_it_was_published() -> None:
    shown = board()
    shown.deliver(arrival(published(5, 9_000)), Kind.PUSHED)
    seen = shown.series["ACME"].seen
    assert (list(seen.shown_us), list(seen.kind)) == ([9_000], [Kind.HISTORY])


def test_an_older_quote_is_ignored() -> None:
    shown = board()
    shown.deliver(arrival(published(5)), Kind.PUSHED)
    shown.quote([published(4), published(3, symbol="BOLT")])
    assert {symbol: quote.tick.seq for symbol, quote in shown.quotes.items()} == {
        "ACME": 5,
        "BOLT": 3,
    }


def test_a_spark_holds_what_was_quoted() -> None:
    shown = board()
    shown.quote([published(4, 15_000)])
    shown.deliver(arrival(published(3), published(5, 2_015_000)), Kind.PUSHED)
    assert shown.sparks["ACME"].points(0) == ([15_000, 2_015_000], [104.0, 105.0])


def test_a_new_tape_starts_anew_but_old_quotes_stay_until_replaced() -> None:
    shown = board()
    shown.deliver(arrival(published(500), published(501, symbol="BOLT")), Kind.PUSHED)
    assert shown.enter("e2")
    assert shown.newest() == []
    shown.deliver(arrival(published(1)), Kind.PUSHED)
    assert [tick.seq for tick in shown.newest()] == [1]
    assert shown.quotes["ACME"].tick.seq == 1
    assert shown.quotes["BOLT"].tick.seq == 501
    assert len(shown.series["ACME"].seen.key) == 2
    assert list(shown.series["ACME"].seen.broken) == [False, True]


def test_the_same_tape_is_no_new_one() -> None:
    assert not board().enter("e1")


def test_a_gap_breaks_every_line() -> None:
    shown = board()
    shown.deliver(arrival(published(1), published(2, symbol="BOLT")), Kind.PUSHED)
    shown.break_lines()
    shown.deliver(arrival(published(8), published(9, symbol="BOLT")), Kind.PUSHED)
    broken = {symbol: list(series.seen.broken) for symbol, series in shown.series.items()}
    assert broken == {"ACME": [False, True], "BOLT": [False, True]}


def test_history_and_publications_come_back_on_our_clock() -> None:
    shown = board()
    history = shown.fill("ACME", [published(1, 4_000), published(2, 5_000)])
    news = shown.publish("ACME", [published(3, 6_000)])
    assert [one.published_us for one in history + news] == [4_000, 5_000, 6_000]
    series = shown.series["ACME"]
    assert list(series.published.published_us) == [4_000, 5_000, 6_000]
    assert list(series.seen.kind) == [Kind.HISTORY, Kind.HISTORY]


def test_a_server_cannot_make_up_symbols_without_end() -> None:
    board = Board(lambda server_us: server_us)
    board.quote([tick(seq, f"S{seq}") for seq in range(MOST_SYMBOLS)])
    board.quote([tick(MOST_SYMBOLS + 1, "ONE MORE"), tick(MOST_SYMBOLS + 2, "S5")])
    assert len(board.quotes) == len(board.sparks) == MOST_SYMBOLS
    assert board.quotes["S5"].tick.seq == MOST_SYMBOLS + 2


def test_of_many_symbols_each_keeps_its_share_and_what_is_charted_all() -> None:
    shown = board()
    shown.chart(["S0"])
    for number in range(MOST_SYMBOLS):
        shown.series_of(f"S{number}")
    for seq in range(1, 1_000):
        shown.deliver(
            arrival(published(seq, symbol="S0"), published(seq, symbol="S1")), Kind.PUSHED
        )
    assert len(shown.series["S0"].seen.key) == 999
    assert len(shown.series["S1"].seen.key) <= MOST_POINTS // MOST_SYMBOLS
    shown.chart(["S1"])
    assert len(shown.series["S0"].seen.key) <= MOST_POINTS // MOST_SYMBOLS


def test_few_symbols_keep_all() -> None:
    shown = board()
    for number in range(MOST_POINTS // CAPACITY):
        shown.series_of(f"S{number}")
    for seq in range(1, 1_000):
        shown.deliver(arrival(published(seq, symbol="S1")), Kind.PUSHED)
    assert len(shown.series["S1"].seen.key) == 999


def test_charts_of_made_up_symbols_make_room_for_each_other() -> None:
    shown = board()
    for number in range(MOST_SYMBOLS + 10):
        shown.chart([f"S{number}"])
        shown.fill(f"S{number}", [published(1)])
    assert len(shown.series) == MOST_SYMBOLS
    assert f"S{MOST_SYMBOLS + 9}" in shown.series
