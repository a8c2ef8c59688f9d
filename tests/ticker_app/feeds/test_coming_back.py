"""When a server wants its clients back, in each of the ways to say so."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.feeds.coming_back import (
    LONGEST_WAIT_S,
    reason_s,
    retry_after_s,
    retry_field_s,
)

DATE = "Wed, 21 Oct 2026 07:28:00 GMT"
DATE_S = 1_792_567_680.0


@pytest.mark.parametrize(
    ("asked", "waits_s"),
    [("7", 7.0), ("0", 0.0), ("9" * 400, 3600.0), ("1e12", None), ("-5", None), ("٣", 3.0)],
)
def test_seconds_are_whole_and_no_more_than_an_hour(asked: str, waits_s: float | None) -> None:
    assert retry_after_s({"Retry-After": asked}) == waits_s


@pytest.mark.parametrize(
    ("asked", "waits_s"),
    [
        ("Wed, 21 Oct 2026 07:28:20 GMT", 20.0),
        ("Wednesday, 21-Oct-26 07:28:20 GMT", 20.0),
        ("Wed Oct 21 07:28:20 2026", 20.0),
        ("Wed, 21 Oct 2026 07:00:00 GMT", 0.0),
        ("Thu, 22 Oct 2126 07:00:00 GMT", 3600.0),
        ("soon", None),
        ("Wed, 21 Oct 99999 07:28:20 GMT", None),
        ("", None),
    ],
)
def test_a_date_is_counted_from_that_of_the_answer(asked: str, waits_s: float | None) -> None:
    headers = {"Retry-After": asked, "Date": DATE}
    assert retry_after_s(headers, now_s=lambda: DATE_S + 1e6) == waits_s


@pytest.mark.parametrize("date", [{}, {"Date": "today"}])
def test_without_a_date_of_the_answer_our_own_clock_has_to_do(date: dict[str, str]) -> None:
    headers = {"Retry-After": DATE, **date}
    assert retry_after_s(headers, now_s=lambda: DATE_S - 12) == 12.0


def test_nothing_asked_is_nothing() -> None:
    assert retry_after_s({}) is None


@pytest.mark.parametrize(
    ("reason", "waits_s"),
    [
        ("the server is going away; come back in 5 s", 5.0),
        ("come back in 99999999999999999999 s", 3600.0),
        ("come back in 1e18 s", None),
        ("come back in -5 s", None),
        ("come back in NaN s", None),
        ("come back in 5 seconds", None),
        ("come back", None),
        ("", None),
    ],
)
def test_a_reason_says_it_in_whole_seconds(reason: str, waits_s: float | None) -> None:
    assert reason_s(reason) == waits_s


def test_a_retry_field_says_it_in_milliseconds() -> None:
    assert retry_field_s("5000") == 5.0


@given(st.text())
def test_whatever_is_said_the_wait_is_none_or_sensible(said: str) -> None:
    asked = [
        retry_after_s({"Retry-After": said, "Date": DATE}),
        retry_after_s({"Retry-After": DATE, "Date": said}),
        reason_s(f"come back in {said} s"),
        retry_field_s(said),
    ]
    for wait_s in asked:
        assert wait_s is None or (math.isfinite(wait_s) and 0 <= wait_s <= LONGEST_WAIT_S)
