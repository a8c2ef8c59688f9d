from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.ticker_app.ui.alerts.stage import POLL, PUSH, Stage
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.firing import Unseen
from ticker_app.alerts.log import Summary
from ticker_app.alerts.watch import Standing
from ticker_app.choice import LaneChoice, Transport
from ticker_app.ui.alerts import words

N = "\u202f"


def level(condition: Condition) -> Alert:
    return Alert("AAA", condition, 97.35)


def move(condition: Condition, percent: float = 0.5, window_s: float = 60) -> Alert:
    return Alert("AAA", condition, percent=percent, window_s=window_s)


@pytest.mark.parametrize(
    ("alert", "text"),
    [
        (level(Condition.ABOVE), "at 97.35 or above"),
        (level(Condition.BELOW), "at 97.35 or below"),
        (level(Condition.CROSSING), "crosses 97.35"),
        (move(Condition.MOVES), f"moves 0.5{N}% within 1{N}min"),
        (move(Condition.RISES, 12, 90), f"rises 12{N}% within 90{N}s"),
        (move(Condition.FALLS, 1.25, 7200), f"falls 1.25{N}% within 2{N}h"),
    ],
)
def test_a_condition_reads_as_a_person_would_say_it(alert: Alert, text: str) -> None:
    assert words.condition(alert, 2) == text


@pytest.mark.parametrize(
    ("condition", "now", "text"),
    [
        (Condition.ABOVE, Standing.ARMED, "waiting"),
        (Condition.ABOVE, Standing.BEYOND, "waits until it was below"),
        (Condition.BELOW, Standing.BEYOND, "waits until it was above"),
        (Condition.CROSSING, Standing.BEYOND, "waits until it leaves the level"),
        (Condition.BELOW, Standing.OFF, "off"),
        (Condition.BELOW, Standing.NO_PRICE_YET, "no price yet"),
    ],
)
def test_the_state_says_what_it_waits_for(condition: Condition, now: Standing, text: str) -> None:
    assert words.standing(level(condition), now) == text


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (PUSH, "pushed by WebSocket"),
        (LaneChoice(Transport.SSE), "pushed by Server-Sent Events"),
        (LaneChoice(Transport.LONG_POLL), "long poll"),
        (POLL, f"polled every 1{N}s"),
        (LaneChoice(Transport.POLL, 0.5, 5.0), f"polled every 0.5–5{N}s"),
    ],
)
def test_a_lane_says_how_the_price_came(choice: LaneChoice, text: str) -> None:
    assert words.lane(choice) == text


def test_a_firing_says_what_happened_and_how_late(stage: Stage) -> None:
    stage.above(97.35, note="sell half")
    stage.bring("AAA", 97.0)
    stage.bring("AAA", 97.4, late_us=2300)
    (firing,) = stage.told
    assert words.headline(firing, 2) == "AAA ▲ reached 97.35"
    assert words.details(firing, 2) == (
        f"Now 97.40 · 2.3{N}ms after the tick, pushed by WebSocket · sell half"
    )
    assert words.delay(firing) == f"2.3{N}ms"
    assert words.remark(firing) == "sell half"


def test_without_a_note_there_is_none_in_the_notice(stage: Stage) -> None:
    stage.above(97.35)
    stage.bring("AAA", 97.0)
    stage.bring("AAA", 97.4)
    assert words.details(stage.told[0], 2).endswith("pushed by WebSocket")
    assert words.remark(stage.told[0]) == ""


def test_a_delay_that_is_only_a_bound_says_so(stage: Stage) -> None:
    stage.above(97.35)
    stage.bring("AAA", 97.0, choice=POLL)
    stage.bring("AAA", 97.4, choice=POLL, late_us=400_000, missed=2)
    (firing,) = stage.told
    assert words.delay(firing) == f"≥{N}400{N}ms"
    assert words.remark(firing) == "ticks were missed before it"
    known = replace(firing, first_us=firing.published_us - 100_000, was_missed=True)
    assert words.delay(known) == f"500{N}ms"
    assert words.remark(known) == "the tick that reached it was missed"


def test_what_was_waiting_says_that_it_does_not_count(stage: Stage) -> None:
    stage.above(97.35)
    stage.bring("AAA", 97.0)
    stage.bring("AAA", 97.4)
    waiting = replace(stage.told[0], opened_us=stage.session.now_us + 1)
    assert words.remark(waiting) == "was published before the connection; does not count"


def test_a_move_says_how_far_it_went(stage: Stage) -> None:
    stage.desk.put(move(Condition.MOVES))
    stage.bring("AAA", 100.0)
    stage.bring("AAA", 98.98)
    assert words.event(stage.told[0], 2) == f"▼ fell 1.02{N}% within 1{N}min"


@pytest.mark.parametrize(("times", "text"), [(1, "once"), (3, "3 times")])
def test_what_was_never_seen_says_how_often(times: int, text: str) -> None:
    unseen = Unseen(move(Condition.RISES), 1, 97.0, POLL, 0, 1, times)
    assert words.event(unseen, 2) == f"▲ rose 0.5{N}% within 1{N}min"
    assert words.delay(unseen) == "never"
    assert words.remark(unseen) == f"reached {text} between two deliveries; nobody was told"


def test_a_moment_is_a_time_of_day_to_the_millisecond() -> None:
    assert words.moment(1_732_242_000_123_456).endswith(":00.123")


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (
            Summary(PUSH, 1, 0, 3000, 3000, 3000, 0),
            f"pushed by WebSocket: median 3.0{N}ms after the tick (1 alert)",
        ),
        (
            Summary(POLL, 12, 2, 512_000, 998_000, 998_000, 3),
            (
                f"polled every 1{N}s: median 512{N}ms after the tick, slowest 998{N}ms "
                "(12 alerts); 2 of them may have been later; 3 crossings never seen"
            ),
        ),
        (
            Summary(PUSH, 100, 0, 3000, 9000, 12_000, 0),
            (
                f"pushed by WebSocket: median 3.0{N}ms after the tick, 99{N}% within 9.0{N}ms, "
                f"slowest 12{N}ms (100 alerts)"
            ),
        ),
        (Summary(POLL, 0, 0, None, None, None, 1), f"polled every 1{N}s: 1 crossing never seen"),
        (Summary(PUSH, 0, 0, None, None, None, 0), "pushed by WebSocket: none that counts"),
    ],
)
def test_a_summary_says_what_polling_costs(summary: Summary, text: str) -> None:
    assert words.summary(summary) == text


@pytest.mark.parametrize(
    ("alert", "last", "text"),
    [
        (level(Condition.ABOVE), 97.0, f"+0.36{N}%"),
        (level(Condition.ABOVE), 98.0, f"−0.66{N}%"),
        (level(Condition.ABOVE), None, "–"),
        (level(Condition.ABOVE), 0.0, "–"),
        (move(Condition.MOVES), 97.0, "–"),
    ],
)
def test_how_far_the_price_has_to_go_is_in_percent_of_it(
    alert: Alert, last: float | None, text: str
) -> None:
    assert words.away(alert, last) == text
