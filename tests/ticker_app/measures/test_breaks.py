"""What bad connections cost a lane."""

from __future__ import annotations

from server.wire import Tick
from tests.ticker_app.fakes import cursor, tick
from ticker_app.arrival import Arrival
from ticker_app.measures.breaks import BreakFigures, Breaks

S = 1_000_000


def brought(
    *ticks: Tick, at_s: float, opened_s: float = 10, epoch: str = "e1", complete: bool = True
) -> Arrival:
    behind = cursor(ticks[-1].seq if ticks else 0, epoch)
    return Arrival(list(ticks), round(at_s * S), round(opened_s * S), behind, 0, complete)


def published(seq: int, at_s: float, *, symbol: str = "ACME", count: int | None = None) -> Tick:
    return tick(seq, symbol, count=count, time=round(at_s * S))


def counted(*arrivals: Arrival) -> BreakFigures:
    breaks = Breaks(lambda server_us: server_us)
    for arrival in arrivals:
        breaks.take(arrival)
    return breaks.figures()


def test_while_all_is_well_nothing_counts() -> None:
    first, second = published(7, 11), published(8, 12)
    assert counted(brought(first, at_s=11.01), brought(second, at_s=12.5)) == BreakFigures()


def test_what_was_waiting_at_the_start_does_not_count() -> None:
    assert counted(brought(published(3, 1), published(9, 2), at_s=11)) == BreakFigures()


def test_what_was_published_without_a_connection_was_recovered_and_late() -> None:
    caught_up = brought(published(2, 13), published(3, 14.9), at_s=15.2, opened_s=15)
    figures = counted(brought(published(1, 11), at_s=11), caught_up)
    assert figures == BreakFigures(recovered=2, late=1)


def test_what_a_silence_kept_back_is_late_and_not_recovered() -> None:
    assert counted(brought(published(1, 11), at_s=14)) == BreakFigures(late=1)


def test_what_never_came_is_missed_by_the_counts_of_each_symbol() -> None:
    figures = counted(
        brought(published(1, 11, count=1), at_s=11),
        brought(published(9, 12, count=5), published(10, 12, symbol="BOLT", count=4), at_s=12),
    )
    assert figures == BreakFigures(missed=3)


def test_of_a_tape_that_began_anew_the_ticks_before_the_first_one_are_missed() -> None:
    figures = counted(
        brought(published(8, 11), at_s=11),
        brought(at_s=12, opened_s=12, epoch="e2", complete=False),
        brought(published(3, 12.5, count=3), at_s=12.5, opened_s=12, epoch="e2"),
    )
    assert figures == BreakFigures(missed=2, holes=1)


def test_lost_connections_are_counted() -> None:
    breaks = Breaks(lambda server_us: server_us)
    breaks.lose()
    breaks.lose()
    assert breaks.figures() == BreakFigures(lost_connections=2)
