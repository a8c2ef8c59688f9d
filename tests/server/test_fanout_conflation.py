"""Who cannot or will not take every tick: the newest of each symbol, when there is room or time."""

from __future__ import annotations

import pytest

from server.attention import Attention
from server.fanout import SWEEP_S
from server.limits import Limits
from tests.server.fakes import Stage

BATCH_S = Limits().batch_s


@pytest.fixture
def stage() -> Stage:
    return Stage()


# --- readers that do not keep up --------------------------------------------------------


def test_a_full_reader_gets_the_newest_of_each_symbol_when_it_has_room(stage: Stage) -> None:
    reader, fake = stage.reader("AB")
    stage.fanout.start()
    fake.blocked, fake.unsent = True, stage.limits.buffer_bytes + 1
    stage.publish("ABAAB")
    stage.publish("A")
    stage.loop.advance(1)
    assert fake.frames == []
    fake.unblock()
    stage.loop.advance(1)
    assert fake.batches() == [[5, 6]]
    assert reader.current


def test_a_reader_between_its_bounds_is_left_alone_once_it_was_full(stage: Stage) -> None:
    _, fake = stage.reader("A")
    stage.fanout.start()
    fake.unsent = stage.limits.buffer_bytes + 1
    stage.publish("A")
    stage.loop.advance(0.1)
    fake.unsent = stage.limits.resume_bytes + 1
    stage.publish("A")
    stage.loop.advance(1)
    assert fake.frames == []
    fake.unsent = stage.limits.resume_bytes
    stage.loop.advance(0.25)
    assert fake.batches() == [[2]]


def test_a_reader_that_takes_nothing_for_4_s_is_given_up(stage: Stage) -> None:
    reader, stuck = stage.reader("A")
    _, other = stage.reader("A")
    stage.fanout.start()
    stuck.blocked = True
    stage.publish("A")
    stage.loop.advance(3.9)
    assert stage.slow == []
    stage.publish("A")
    stage.loop.advance(1)
    assert stage.slow == [reader]
    assert stage.traffic.readers_cut == 1
    stage.publish("A")
    stage.loop.advance(10)
    assert other.batches() == [[1], [2], [3]]
    assert stuck.batches() == [[1], [2]]
    assert stage.slow == [reader]


def test_a_reader_that_takes_a_little_is_kept(stage: Stage) -> None:
    _, fake = stage.reader("A")
    stage.fanout.start()
    fake.unsent = 1000
    for _ in range(20):
        stage.loop.advance(1)
        fake.unsent -= 1
    assert stage.slow == []


def test_a_reader_that_answers_no_ping_is_given_up_whatever_its_system_takes(stage: Stage) -> None:
    reader, deaf = stage.reader("A", attention=Attention(stage.limits, SWEEP_S))
    stage.fanout.start()
    stage.loop.advance(stage.limits.stalled_s)
    assert stage.slow == []
    stage.loop.advance(3 * SWEEP_S)
    assert stage.slow == [reader]
    assert deaf.unsent == 0
    assert stage.traffic.readers_cut == 1


def test_a_reader_that_answers_pings_is_kept(stage: Stage) -> None:
    attention = Attention(stage.limits, SWEEP_S)
    _, fake = stage.reader("A", attention=attention)
    stage.fanout.start()
    for second in range(20):
        stage.loop.advance(1)
        pings = [frame for frame in fake.frames if frame[0] == 0x89]
        assert len(pings) == second + 1
        attention.hear(pings[-1][2:])
    assert stage.slow == []


def test_a_ping_costs_bytes_but_is_no_message(stage: Stage) -> None:
    _, fake = stage.reader("A", attention=Attention(stage.limits, SWEEP_S))
    stage.fanout.start()
    stage.loop.advance(SWEEP_S)
    assert [frame[0] for frame in fake.frames].count(0x89) == 1
    assert stage.traffic.bytes_sent == sum(map(len, fake.frames))
    assert stage.traffic.messages_sent == len(fake.frames) - 1


def test_who_catches_up_is_not_asked_whether_it_reads(stage: Stage) -> None:
    reader, fake = stage.reader("A", attention=Attention(stage.limits, SWEEP_S))
    reader.catching_up = 1
    stage.fanout.start()
    stage.loop.advance(60)
    assert fake.frames == []
    assert stage.slow == []


def test_who_is_going_is_not_asked_whether_it_reads(stage: Stage) -> None:
    _, fake = stage.reader("A", attention=Attention(stage.limits, SWEEP_S))
    fake.closing = True
    stage.fanout.start()
    stage.loop.advance(2)
    assert fake.frames == []
    assert stage.traffic.bytes_sent == 0


# --- max_rate ---------------------------------------------------------------------------


def test_max_rate_brings_the_newest_of_each_symbol_so_many_times_a_second(stage: Stage) -> None:
    reader, fake = stage.reader("AB")
    stage.fanout.set_max_rate(reader, 2)
    for _ in range(20):
        stage.publish("AB")
        stage.loop.advance(0.1)
    assert fake.batches() == [[1, 2], [9, 10], [19, 20], [29, 30], [39, 40]]


def test_the_last_tick_is_not_lost_to_max_rate(stage: Stage) -> None:
    reader, fake = stage.reader("AB")
    stage.fanout.set_max_rate(reader, 2)
    stage.publish("A")
    stage.loop.advance(0.1)
    stage.publish("BA")
    stage.loop.advance(0.3)
    assert fake.batches() == [[1]]
    stage.loop.advance(0.1)
    assert fake.batches() == [[1], [2, 3]]


def test_lifting_max_rate_sends_what_was_kept(stage: Stage) -> None:
    reader, fake = stage.reader("A")
    stage.fanout.set_max_rate(reader, 0.1)
    stage.publish("A")
    stage.loop.turn()
    stage.publish("A")
    stage.loop.advance(1)
    stage.fanout.set_max_rate(reader, None)
    assert fake.batches() == [[1], [2]]
    stage.publish("AA")
    stage.loop.turn()
    assert fake.batches()[2:] == [[3, 4]]


def test_what_was_kept_of_an_unsubscribed_symbol_is_dropped(stage: Stage) -> None:
    reader, fake = stage.reader("AB")
    stage.fanout.set_max_rate(reader, 1)
    stage.publish("A")
    stage.loop.turn()
    stage.publish("AB")
    stage.loop.advance(0.5)
    stage.fanout.unsubscribe(reader, "A")
    stage.loop.advance(1)
    assert fake.batches() == [[1], [3]]
