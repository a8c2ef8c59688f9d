"""Who gets which ticks, when, and together with what."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server import wire
from server.framing import CHUNKED_EVENT_STREAM, EVENT_STREAM
from server.limits import Limits
from tests.server.fakes import Stage

BATCH_S = Limits().batch_s


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_a_lone_tick_leaves_in_the_next_turn(stage: Stage) -> None:
    _, reader = stage.reader("A")
    stage.publish("A")
    assert reader.batches() == []
    stage.loop.turn()
    assert reader.batches() == [[1]]


def test_what_is_published_in_one_turn_travels_together(stage: Stage) -> None:
    _, reader = stage.reader("AB")
    stage.publish("A")
    stage.publish("BA")
    stage.loop.turn()
    assert reader.batches() == [[1, 2, 3]]


def test_what_comes_soon_after_a_message_travels_together(stage: Stage) -> None:
    _, reader = stage.reader("A")
    stage.publish("A")
    stage.loop.turn()
    stage.loop.advance(BATCH_S / 4)
    stage.publish("A")
    stage.loop.advance(BATCH_S / 4)
    stage.publish("A")
    stage.loop.advance(BATCH_S / 4)
    assert reader.batches() == [[1]]
    stage.loop.advance(BATCH_S / 4)
    assert reader.batches() == [[1], [2, 3]]


def test_ticks_nobody_wants_delay_nothing(stage: Stage) -> None:
    _, reader = stage.reader("A")
    stage.publish("B")
    stage.loop.turn()
    stage.publish("A")
    stage.loop.turn()
    assert reader.batches() == [[2]]


def test_readers_of_the_same_symbols_get_the_same_bytes(stage: Stage) -> None:
    _, one = stage.reader("AB")
    _, other = stage.reader("BA")
    stage.publish("A")
    stage.loop.turn()
    assert one.frames[0] is other.frames[0]


def test_a_reader_gets_its_own_symbols_only(stage: Stage) -> None:
    _, a = stage.reader("A")
    _, b = stage.reader("B")
    _, none = stage.reader()
    stage.publish("ABA")
    stage.loop.turn()
    assert (a.batches(), b.batches(), none.frames) == ([[1, 3]], [[2]], [])


def test_sent_is_the_servers_time(stage: Stage) -> None:
    _, reader = stage.reader("A")
    stage.publish("A")
    stage.loop.advance(1)
    (message,) = reader.messages()
    assert message.sent == 1000 * 10**6


def test_a_new_subscriber_gets_nothing_that_was_published_before(stage: Stage) -> None:
    _, early = stage.reader("A")
    stage.publish("A")
    _, late = stage.reader("A")
    stage.publish("A")
    stage.loop.advance(1)
    assert early.batches() == [[1], [2]]
    assert late.batches() == [[2]]


def test_who_unsubscribes_still_gets_what_was_published_before(stage: Stage) -> None:
    reader, fake = stage.reader("AB")
    stage.publish("A")
    stage.fanout.unsubscribe(reader, "A")
    stage.publish("AB")
    stage.loop.advance(1)
    assert fake.batches() == [[1], [3]]


def test_who_left_gets_nothing(stage: Stage) -> None:
    reader, fake = stage.reader("A")
    stage.publish("A")
    stage.fanout.leave(reader)
    stage.fanout.subscribe(reader, "B")
    stage.publish("AB")
    stage.loop.advance(1)
    assert fake.frames == []


def test_nothing_is_written_to_a_closing_connection(stage: Stage) -> None:
    _, fake = stage.reader("A")
    fake.closing = True
    stage.publish("A")
    stage.loop.advance(1)
    assert fake.frames == []
    assert stage.traffic.messages_sent == 0


def test_what_was_sent_is_counted(stage: Stage) -> None:
    fakes = [stage.reader("A")[1], stage.reader("A")[1]]
    stage.publish("A")
    stage.loop.turn()
    assert stage.traffic.messages_sent == 2
    assert stage.traffic.bytes_sent == sum(len(fake.frames[0]) for fake in fakes)


def test_a_closed_fanout_sends_nothing_more(stage: Stage) -> None:
    _, fake = stage.reader("A")
    stage.fanout.start()
    stage.publish("A")
    stage.fanout.close()
    stage.loop.advance(10)
    assert fake.frames == []


# --- event streams ----------------------------------------------------------------------


def test_an_event_names_the_cursor_that_continues_behind_it(stage: Stage) -> None:
    _, fake = stage.reader("A", framing=EVENT_STREAM)
    stage.publish("AB")
    stage.loop.turn()
    (event,) = fake.frames
    lines = event.decode().split("\n")
    assert lines[:2] == ["id: e:2", "event: ticks"]
    assert [tick.seq for tick in wire.decode_ticks(lines[2].removeprefix("data: "))] == [1]
    assert lines[3:] == ["", ""]


def test_a_chunk_holds_one_event(stage: Stage) -> None:
    _, plain = stage.reader("A", framing=EVENT_STREAM)
    _, chunked = stage.reader("A", framing=CHUNKED_EVENT_STREAM)
    stage.publish("A")
    stage.loop.turn()
    size, _, rest = chunked.frames[0].partition(b"\r\n")
    assert int(size, 16) == len(rest) - 2
    assert rest == plain.frames[0] + b"\r\n"


# --- heartbeats -------------------------------------------------------------------------


def heartbeats(messages: list[object]) -> list[wire.Heartbeat]:
    return [message for message in messages if isinstance(message, wire.Heartbeat)]


def test_every_second_without_ticks_has_a_heartbeat(stage: Stage) -> None:
    _, fake = stage.reader("A")
    stage.fanout.start()
    stage.publish("B")
    stage.loop.advance(10)
    beats = heartbeats(fake.messages())
    assert len(beats) == 10
    assert beats[0].cursor == "e:1"
    assert 900_000 <= beats[0].now - 1000 * 10**6 <= 1_100_000


def test_ticks_make_heartbeats_needless(stage: Stage) -> None:
    _, fake = stage.reader("A")
    stage.fanout.start()
    for _ in range(20):
        stage.publish("A")
        stage.loop.advance(0.5)
    assert heartbeats(fake.messages()) == []


def test_no_heartbeat_runs_ahead_of_what_a_reader_still_has_to_get(stage: Stage) -> None:
    rated, fake = stage.reader("A")
    behind, behind_fake = stage.reader("A")
    behind.catching_up += 1
    stage.fanout.start()
    stage.fanout.set_max_rate(rated, 0.1)
    stage.publish("A")
    stage.loop.turn()
    stage.publish("A")
    stage.loop.advance(4)
    assert heartbeats(fake.messages()) == []
    assert heartbeats(behind_fake.messages()) == []


def test_an_event_stream_has_comments_for_heartbeats() -> None:
    stage = Stage(limits=replace(Limits(), heartbeat_s=0.5))
    _, fake = stage.reader("A", framing=EVENT_STREAM)
    stage.fanout.start()
    stage.loop.advance(0.5)
    assert fake.frames == [b": heartbeat e:0 1000500000\n\n"]
