"""What one lane's deliveries amount to."""

from __future__ import annotations

from msgspec.structs import replace

from server.wire import Tick
from tests.ticker_app.fakes import cursor, tick
from ticker_app.arrival import Arrival
from ticker_app.measures.deliveries import Deliveries

AHEAD_US = 1_000
"""The server's clock is this far ahead in these tests."""
OPENED_US = 10_000


def measured(*arrivals: Arrival) -> Deliveries:
    deliveries = Deliveries(lambda server_us: server_us - AHEAD_US)
    for arrival in arrivals:
        deliveries.take(arrival)
    return deliveries


def arrival(
    received_us: int, *ticks: Tick, epoch: str = "e1", scheduled_us: int | None = None
) -> Arrival:
    return Arrival(
        list(ticks),
        received_us,
        OPENED_US,
        cursor(99, epoch),
        received_us,
        scheduled_us=scheduled_us,
    )


def published(count: int, at_us: int, symbol: str = "ACME") -> Tick:
    """A tick published at this moment of the client's clock."""
    return tick(count, symbol, time=at_us + AHEAD_US)


def test_an_empty_arrival_measures_nothing() -> None:
    deliveries = measured(arrival(11_000))
    assert (deliveries.seen, deliveries.missed) == (0, 0)
    assert deliveries.latency.percentiles() is None
    assert deliveries.age("ACME") is None


def test_latency_is_from_publication_to_arrival_on_our_clock() -> None:
    percentiles = measured(arrival(12_300, published(5, 12_000))).latency.percentiles()
    assert percentiles is not None
    assert percentiles.max_us == 300


def test_what_was_waiting_already_counts_for_the_age_only() -> None:
    deliveries = measured(arrival(11_000, published(5, OPENED_US - 1)))
    assert deliveries.seen == 0
    assert deliveries.latency.percentiles() is None
    age = deliveries.age("ACME")
    assert age is not None
    assert age.now(11_000) == 1_001


def test_what_was_caught_up_on_after_a_break_counts_with_its_lateness() -> None:
    late = Arrival([published(6, 20_000)], 90_000, 89_000, cursor(99), 90_000)
    deliveries = measured(arrival(11_000, published(5, 10_500)), late)
    percentiles = deliveries.latency.percentiles()
    assert deliveries.seen == 2
    assert percentiles is not None
    assert percentiles.max_us == 70_000


def test_what_a_poll_skipped_is_missed() -> None:
    deliveries = measured(
        arrival(11_000, published(5, 9_000), published(3, 9_000, "BOLT")),
        arrival(12_000, published(9, 11_900)),
        arrival(13_000, published(10, 12_900), published(5, 12_900, "BOLT")),
    )
    assert (deliveries.seen, deliveries.missed) == (3, 4)


def test_a_new_tape_starts_counting_anew() -> None:
    deliveries = measured(
        arrival(11_000, published(500, 10_900)),
        arrival(12_000, published(7, 11_900), epoch="e2"),
        arrival(13_000, published(9, 12_900), epoch="e2"),
    )
    assert (deliveries.seen, deliveries.missed) == (3, 1)


def test_only_the_followed_symbol_has_its_way_measured() -> None:
    deliveries = measured()
    deliveries.follow("ACME")
    deliveries.take(
        replace(
            arrival(12_300, published(5, 12_000), published(5, 12_200, "BOLT")),
            sent_us=12_100 + AHEAD_US,
            decoded_us=12_310,
        )
    )
    path = deliveries.path
    path.painted(12_400, looked_us=12_350)
    assert [part.p99_us for part in path.parts()] == [100, 200, 10, 90]
    deliveries.follow("ACME")
    assert deliveries.path is path
    deliveries.follow("BOLT")
    assert deliveries.path.parts() == ()


def test_without_the_moment_of_decoding_no_way_is_measured() -> None:
    deliveries = measured()
    deliveries.follow("ACME")
    deliveries.take(arrival(12_300, published(5, 12_000)))
    deliveries.path.painted(12_400, looked_us=12_400)
    assert deliveries.path.parts() == ()


def test_an_answer_is_late_from_when_its_poll_was_due() -> None:
    delay = measured(arrival(11_000, scheduled_us=10_400)).answer_delay.percentiles()
    assert delay is not None
    assert delay.max_us == 600


def test_several_ticks_of_one_arrival_are_one_piece_of_news() -> None:
    age = measured(
        arrival(11_000, published(1, 10_900)),
        arrival(12_000, published(2, 11_800), published(3, 11_900)),
    ).age("ACME")
    assert age is not None
    assert (age.peaks, age.peak_mean(), age.now(12_000)) == (1, 1_100, 100)


def test_age_and_counts_begin_with_what_is_on_the_screen() -> None:
    deliveries = measured(arrival(11_000, published(5, 10_900)))
    deliveries.seed([published(4, 1_000), published(2, 2_000, "BOLT")], 11_100)
    deliveries.take(arrival(12_000, published(4, 11_900, "BOLT")))
    assert deliveries.missed == 1
    age = deliveries.age("BOLT")
    assert age is not None
    assert age.peak_mean() == 10_000


def test_the_unseen_age_begins_with_the_first_delivery_of_the_watched_symbol() -> None:
    deliveries = measured()
    deliveries.watch("ACME", 10_000)
    deliveries.take(arrival(11_000, published(2, 10_900, "BOLT")))
    assert deliveries.unseen.now(11_000) is None
    deliveries.take(arrival(12_000, published(5, 11_900)))
    deliveries.unseen.publish(6, 12_500)
    assert deliveries.unseen.now(13_000) == 500
    deliveries.take(arrival(14_000, published(6, 12_500)))
    deliveries.unseen.advance(14_000)
    assert deliveries.unseen.current_share() == 500 / 2_000


def test_the_unseen_age_of_another_symbol_begins_from_what_was_delivered() -> None:
    deliveries = measured(arrival(11_000, published(5, 10_900)))
    deliveries.watch("ACME", 12_000)
    deliveries.unseen.publish(6, 11_500)
    deliveries.unseen.advance(13_000)
    assert deliveries.unseen.current_share() == 0.0
    deliveries.watch(None, 13_000)
    assert deliveries.unseen.now(13_000) is None


def test_a_new_tape_begins_the_unseen_age_anew() -> None:
    deliveries = measured(arrival(11_000, published(5, 10_900)))
    deliveries.watch("ACME", 11_000)
    deliveries.take(arrival(12_000, epoch="e2"))
    assert deliveries.unseen.now(12_000) is None
    deliveries.take(arrival(13_000, published(1, 12_900), epoch="e2"))
    assert deliveries.unseen.now(13_000) == 0
