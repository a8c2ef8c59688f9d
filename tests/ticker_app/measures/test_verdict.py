"""The verdict: sentences that follow from figures."""

from __future__ import annotations

import pytest

from ticker_app.choice import parse_lane
from ticker_app.measures.batches import Estimate
from ticker_app.measures.break_even import What
from ticker_app.measures.verdict import Contender, verdict


def lane(
    name: str,
    age_s: float | None = 0.2,
    *,
    error_s: float | None = 0.001,
    seen: float | None = 1.0,
    bytes_per_s: float = 1000.0,
    **others: float,
) -> Contender:
    age = None if age_s is None else Estimate(age_s * 1e6, error_s and error_s * 1e6)
    share = None if seen is None else Estimate(seen, None)
    costs = {What.BYTES: bytes_per_s, **{What[name]: cost for name, cost in others.items()}}
    return Contender(parse_lane(name), age, share, costs)


def test_polling_beside_push() -> None:
    polled = lane("poll:1", 2.4, seen=0.37, bytes_per_s=400)
    sentence, about_bytes = verdict(5.02, 1, [lane("websocket"), polled])
    assert sentence == (
        "At 5 ticks a second and 1 s polls, polling was 12× as stale as the WebSocket, used "
        "0.4× the bytes and missed 63 % of the ticks."
    )
    assert about_bytes == (
        "Push was the dearer one: beside 1 s polls, the WebSocket took 2.5× the bytes."
    )


def test_push_is_said_to_be_cheaper_where_it_is() -> None:
    polled = lane("poll:0.5-5", 0.7, bytes_per_s=110_000)
    sentence, about_bytes = verdict(0.996, 1, [polled, lane("sse")])
    assert sentence == (
        "At 1 tick a second and 0.5–5 s polls, polling was 3.5× as stale as the event stream, "
        "used 110× the bytes and missed none of the ticks."
    )
    assert about_bytes == (
        "Push was the cheaper one: beside 0.5–5 s polls, the event stream took 0.0091× the bytes."
    )


def test_the_cheapest_of_each_kind_are_held_against_each_other() -> None:
    lanes = [
        lane("websocket", bytes_per_s=900),
        lane("sse", bytes_per_s=1500),
        lane("long-poll", bytes_per_s=7000),
        lane("poll:2", bytes_per_s=909),
    ]
    *others, about_bytes = verdict(1.0, 1, lanes)
    assert len(others) == 3
    assert about_bytes == (
        "Push was as dear as pull: beside 2 s polls, the WebSocket took about as many bytes."
    )


@pytest.mark.parametrize(
    ("polled", "was", "took"),
    [
        (
            {"bytes_per_s": 1000, "MESSAGES": 20.0, "CPU": 0.0005},
            "the dearer one",
            "2× the bytes, 2× the messages and 2× the server CPU",
        ),
        (
            {"bytes_per_s": 1000, "MESSAGES": 2.0, "CPU": 0.002},
            "the dearer one in bytes and messages, the cheaper one in server CPU",
            "2× the bytes, 20× the messages and 0.5× the server CPU",
        ),
        (
            {"bytes_per_s": 1000, "MESSAGES": 40.0, "CPU": 0.001},
            "the dearer one in bytes, as dear as pull in messages and server CPU",
            "2× the bytes, about as many messages and about as much server CPU",
        ),
        (
            {"bytes_per_s": 4000, "MESSAGES": 80.0},
            "the cheaper one",
            "0.5× the bytes and 0.5× the messages",
        ),
    ],
    ids=["dearer in all", "in some", "alike in some", "not all known"],
)
def test_it_is_said_in_what_push_is_the_dearer_one(
    polled: dict[str, float], was: str, took: str
) -> None:
    push = lane("websocket", bytes_per_s=2000, MESSAGES=40.0, CPU=0.001)
    *_, said = verdict(5, 3, [push, lane("poll:1", **polled)])
    assert said == f"Push was {was}: beside 1 s polls, the WebSocket took {took}."


def test_of_several_symbols_the_rate_is_that_of_each_and_is_said_once() -> None:
    lanes = [lane("websocket"), lane("long-poll"), lane("poll:1", 1.0)]
    first, second, *_ = verdict(5, 12, lanes)
    assert first.startswith("At 5 ticks a second per symbol, long polling was about")
    assert second.startswith("With 1 s polls, polling was 5× as stale as the WebSocket")


@pytest.mark.parametrize(("bytes_per_s", "used"), [(1040.0, "about as many"), (1060.0, "1.1× the")])
def test_bytes_that_differ_by_little_are_alike(bytes_per_s: float, used: str) -> None:
    [sentence] = verdict(2, 1, [lane("websocket"), lane("sse", bytes_per_s=bytes_per_s)])
    assert f"used {used} bytes" in sentence


def test_one_tick_is_singular() -> None:
    [sentence] = verdict(1.0, 1, [lane("websocket"), lane("sse")])
    assert sentence == (
        "At 1 tick a second, the event stream was about as stale as the WebSocket, used "
        "about as many bytes and missed none of the ticks."
    )


def test_a_difference_within_the_error_is_not_clear() -> None:
    [sentence] = verdict(2, 1, [lane("websocket", error_s=0.01), lane("sse", 0.224, error_s=0.01)])
    assert "no clear difference in age" in sentence
    [sentence] = verdict(2, 1, [lane("websocket", error_s=0.001), lane("sse", 0.224, error_s=0.01)])
    assert "1.1× as stale" in sentence


def test_lanes_that_are_surely_alike_are_said_to_be() -> None:
    [sentence] = verdict(2, 1, [lane("websocket", error_s=0.002), lane("sse", 0.204)])
    assert "was about as stale as the WebSocket" in sentence
    [sentence] = verdict(2, 1, [lane("websocket", error_s=0.02), lane("sse", 0.204)])
    assert "no clear difference in age" in sentence


def test_a_fresher_lane_is_less_stale() -> None:
    [sentence] = verdict(2, 1, [lane("websocket", 0.4), lane("sse", 0.2)])
    assert "0.5× as stale" in sentence


@pytest.mark.parametrize(
    "other", [lane("sse", None), lane("sse", error_s=None)], ids=["no age", "no error"]
)
def test_what_was_hardly_measured_is_not_compared(other: Contender) -> None:
    for lanes in ([lane("websocket"), other], [other, lane("websocket")]):
        [sentence] = verdict(2, 1, lanes)
        assert "not measured long enough" in sentence


def test_what_is_not_known_is_not_said() -> None:
    [sentence] = verdict(2, 1, [lane("websocket", bytes_per_s=0), lane("sse", seen=None)])
    assert sentence == (
        "At 2 ticks a second, the event stream was about as stale as the WebSocket."
    )
    assert len(verdict(2, 1, [lane("websocket", bytes_per_s=0), lane("poll:1")])) == 1


def test_without_push_the_first_lane_is_the_measure() -> None:
    [sentence] = verdict(2, 1, [lane("poll:1", 1.0, seen=0.4), lane("poll:2", 1.5, seen=0.2)])
    assert sentence == (
        "At 2 ticks a second and 2 s polls, polling was 1.5× as stale as polling every 1 s, "
        "used about as many bytes and missed 80 % of the ticks "
        "(polling every 1 s: 60 %)."
    )


def test_a_lane_alone_has_no_verdict() -> None:
    assert verdict(2, 1, [lane("websocket")]) == []
    assert verdict(2, 1, []) == []


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (1.0, "missed none of"),
        (0.999, "missed under 1 % of"),
        (0.5, "missed 50 % of"),
        (0.001, "missed over 99 % of"),
        (0.0, "missed all of"),
    ],
)
def test_nearly_all_is_not_all(seen: float, words: str) -> None:
    sentence, _ = verdict(2, 1, [lane("websocket"), lane("poll:1", seen=seen)])
    assert words in sentence
