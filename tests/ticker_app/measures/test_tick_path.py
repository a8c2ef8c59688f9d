"""Where the time of a tick goes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.measures.tick_path import (
    MOST_WAITING,
    DeliveredTick,
    Part,
    Stage,
    TickPath,
)

MOMENTS = st.lists(st.integers(0, 10**12), min_size=5, max_size=5).map(sorted)


@given(moments=MOMENTS, says_sent=st.booleans())
def test_the_stages_take_the_time_from_publication_to_the_paint(
    moments: list[int], says_sent: bool
) -> None:
    published_us, sent_us, received_us, decoded_us, painted_us = moments
    tick = DeliveredTick(published_us, sent_us if says_sent else None, received_us, decoded_us)
    stages = dict(tick.durations(painted_us))
    assert sum(stages.values()) == painted_us - published_us
    if says_sent:
        assert list(stages.values()) == [after - before for before, after in pairwise(moments)]


def test_before_a_frame_there_is_nothing() -> None:
    path = TickPath()
    path.take(DeliveredTick(0, 1, 2, 3))
    assert path.parts() == ()


def test_each_stage_is_measured() -> None:
    path = TickPath()
    path.take(DeliveredTick(1_000, 1_100, 1_300, 1_310))
    path.painted(1_700, looked_us=1_310)
    assert path.parts() == (
        Part(Stage.AT_SERVER, 100, 100),
        Part(Stage.SENDING, 200, 200),
        Part(Stage.DECODING, 10, 10),
        Part(Stage.PAINTING, 390, 390),
    )


def test_the_way_begins_at_the_source_if_the_server_tells() -> None:
    path = TickPath()
    path.source = Part(Stage.AT_SOURCE, 150, 900)
    assert path.parts() == ()
    path.take(DeliveredTick(1_000, None, 1_300, 1_310))
    path.painted(1_700, looked_us=1_310)
    assert [part.stage for part in path.parts()] == [
        Stage.AT_SOURCE,
        Stage.COMING,
        Stage.DECODING,
        Stage.PAINTING,
    ]


def test_what_the_transport_does_not_say_is_one_stage() -> None:
    path = TickPath()
    path.take(DeliveredTick(1_000, None, 1_300, 1_310))
    path.painted(1_400, looked_us=1_400)
    stages = {part.stage: part.p50_us for part in path.parts()}
    assert stages == {Stage.COMING: 300, Stage.DECODING: 10, Stage.PAINTING: 90}


def test_a_tick_that_came_after_the_look_waits_for_the_next_frame() -> None:
    path = TickPath()
    path.take(DeliveredTick(0, 0, 0, 100))
    path.painted(200, looked_us=99)
    assert path.parts() == ()
    path.painted(300, looked_us=250)
    assert path.parts()[-1] == Part(Stage.PAINTING, 200, 200)


def test_a_tick_is_painted_once() -> None:
    path = TickPath()
    path.take(DeliveredTick(0, 0, 0, 100))
    path.painted(200, looked_us=150)
    path.painted(900, looked_us=850)
    assert path.parts()[-1] == Part(Stage.PAINTING, 100, 100)


@pytest.mark.parametrize("seen", [True, False])
def test_what_nobody_could_see_is_left_out(seen: bool) -> None:
    path = TickPath()
    path.take(DeliveredTick(0, 0, 0, 100))
    if not seen:
        path.leave_out_waiting()
    path.painted(200, looked_us=150)
    assert bool(path.parts()) is seen


def test_no_more_than_so_many_ticks_wait() -> None:
    path = TickPath()
    path.take(DeliveredTick(0, None, 1_000_000, 1_000_000))
    for _ in range(MOST_WAITING):
        path.take(DeliveredTick(1_000_000, None, 1_000_010, 1_000_010))
    path.painted(1_000_020, looked_us=1_000_020)
    assert path.parts()[0] == Part(Stage.COMING, 10, 10)
