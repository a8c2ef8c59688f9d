"""One running feed: what it measures, and when it gives a connection up."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.ticker_app.fakes import cursor
from tests.ticker_app.staged import Stage, heard
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, Transport
from ticker_app.feeds.base import Feed, FeedError
from ticker_app.health import State
from ticker_app.hearing import patience_s


async def test_what_the_feed_delivers_is_measured_and_passed_on() -> None:
    stage = Stage([heard(1, 1), heard(2, 2), None])
    await stage.until_it_hangs()
    assert [arrival.cursor.seq for arrival in stage.heard] == [1, 2]
    assert stage.lane.measures.seen == 2
    assert stage.lane.health(2_500_000).state is State.LIVE


async def test_after_an_error_it_continues_behind_its_cursor() -> None:
    stage = Stage([heard(1, 5), FeedError("gone")], [heard(3, 6), None])
    await stage.until_it_hangs()
    assert stage.asked_after == [None, cursor(5)]
    assert stage.lane.health(stage.clock()).detail == ""


async def test_a_limited_lane_is_not_lost_and_counts_it() -> None:
    limited = replace(heard(2, 1), ticks=[], limited_until_us=5_000_000)
    stage = Stage([heard(1, 1), limited, None])
    stage.lane.cost.limited = 1
    await stage.until_it_hangs()
    assert stage.lane.health(2_000_000).text == "Limited, next in 3 s"
    assert stage.lost == []
    assert stage.lane.figures(2_000_000, "ACME").limited == 1


async def test_an_answer_ends_the_limit() -> None:
    limited = replace(heard(2, 1), ticks=[], limited_until_us=5_000_000)
    stage = Stage([limited, heard(5, 2), None])
    await stage.until_it_hangs()
    assert stage.lane.health(5_000_000).state is State.LIVE


async def test_patience_follows_what_the_feed_says_of_its_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[float] = []

    def patience_s(silence_s: float) -> float:
        asked.append(silence_s)
        return 9.0

    monkeypatch.setattr("ticker_app.hearing.patience_s", patience_s)
    stage = Stage([heard(1, 1), None])
    monkeypatch.setattr(Feed, "silence_s", property(lambda feed: 3.0 if stage.heard else 1.0))
    await stage.until_it_hangs()
    assert asked == [1.0, 3.0]


async def test_silence_ends_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ticker_app.hearing.patience_s", lambda silence_s: 0.01)
    stage = Stage([heard(1, 1), None])
    with pytest.raises(FeedError, match="Nothing was heard for 0 s; connecting anew"):
        await stage.lane._hear_until_it_fails()
    assert stage.open == 0


@pytest.mark.parametrize(("silence_s", "patience"), [(1.0, 6.0), (5.0, 10.0), (60.0, 65.0)])
def test_patience_ends_5_s_after_the_usual_silence(silence_s: float, patience: float) -> None:
    assert patience_s(silence_s) == patience


async def test_cancelling_it_closes_its_feed() -> None:
    stage = Stage([heard(1, 1), None])
    await stage.until_it_hangs()
    assert stage.open == 0


async def test_old_news_is_not_live() -> None:
    late = Arrival([], 9_000_000, 9_000_000, cursor(1), 7_000_000)
    stage = Stage([late, None])
    await stage.until_it_hangs()
    assert stage.lane.health(9_000_000).text == "Delayed by 2.0 s"


async def test_before_anything_was_heard_there_are_no_figures_but_counts() -> None:
    stage = Stage()
    figures = stage.lane.figures(0, "ACME")
    assert (figures.latency_p50_us, figures.age_mean_us, figures.unseen_now_us) == (None,) * 3
    assert (figures.seen, figures.requests, figures.empty_share) == (0, 0, None)
    assert stage.lane.health(0).state is State.CONNECTING


async def test_rates_are_over_the_whole_run() -> None:
    stage = Stage([heard(1, 1), None])
    stage.lane = stage._lane(LaneChoice(Transport.POLL))
    stage.lane.cost.bytes_down = 3_000
    stage.lane.cost.empty = 1
    await stage.until_it_hangs()
    figures = stage.lane.figures(2_000_000, "ACME")
    assert (figures.running_s, figures.requests_per_s, figures.bytes_down_per_s) == (2, 0.5, 1500)
    assert (figures.empty_share, figures.age_now_us, figures.latency_p99_us) == (1.0, 1_000_000, 0)
