from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.ui import wording
from ticker_app.ui.wording import NARROW, Quantity


@pytest.mark.parametrize(
    ("value", "text"), [(0.42, "+0.42"), (-0.42, "−0.42"), (0.0, "0.00"), (-0.001, "0.00")]
)
def test_a_change_has_a_sign_unless_it_rounds_to_nothing(value: float, text: str) -> None:
    assert wording.change(value, 2) == text


def test_a_price_has_the_digits_that_its_symbol_needs() -> None:
    assert wording.price(97.5, 2) == "97.50"
    assert wording.price(1.08345, 5) == "1.08345"


def test_a_negative_price_has_a_real_minus() -> None:
    assert wording.price(-37.63, 2) == "−37.63"


def test_a_share_of_the_price_reads_in_percent() -> None:
    assert wording.change_percent(0.0043) == f"+0.43{NARROW}%"


@pytest.mark.parametrize(("value", "text"), [(0.1, "▲"), (-0.1, "▼"), (0.0, ""), (None, "")])
def test_an_arrow_says_where_a_price_went(value: float | None, text: str) -> None:
    assert wording.arrow(value) == text


def test_what_is_not_known_yet_is_a_dash() -> None:
    texts = [
        wording.price(None, 2),
        wording.change(None, 2),
        wording.change_percent(None),
        *map(str, (wording.age(None), wording.duration(None), wording.rate(None))),
        *map(str, (wording.bytes_rate(None), wording.share(None), wording.count(None))),
    ]
    assert set(texts) == {"–"}


@pytest.mark.parametrize(
    ("us", "quantity"),
    [
        (0, Quantity("0.0", "s")),
        (-3, Quantity("0.0", "s")),
        (240_000, Quantity("0.2", "s")),
        (12_400_000, Quantity("12", "s")),
        (99_600_000, Quantity("2", "min")),
        (7_200_000_000, Quantity("2", "h")),
    ],
)
def test_an_age_grows_from_seconds_to_hours(us: int, quantity: Quantity) -> None:
    assert wording.age(us) == quantity


@pytest.mark.parametrize(
    ("us", "number"), [(None, "–"), (-5, "0.00"), (612_000, "0.61"), (12_000_000, "12")]
)
def test_an_age_as_a_figure_is_a_digit_finer(us: int | None, number: str) -> None:
    assert wording.age_figure(us).number == number


@pytest.mark.parametrize(
    ("us", "quantity"),
    [
        (0, Quantity("0", "µs")),
        (-0.2, Quantity("0", "µs")),
        (850, Quantity("850", "µs")),
        (999.6, Quantity("1.0", "ms")),
        (-2_100, Quantity("−2.1", "ms")),
        (501_200, Quantity("501", "ms")),
        (1_254_000, Quantity("1.25", "s")),
        (12_340_000, Quantity("12.3", "s")),
        (123_400_000, Quantity("123", "s")),
    ],
)
def test_a_duration_has_the_unit_that_suits_it(us: float, quantity: Quantity) -> None:
    assert wording.duration(us) == quantity


@pytest.mark.parametrize("us", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_of_moments_is_not_known(us: float) -> None:
    assert wording.duration(us) == wording.UNKNOWN


@given(st.floats(0, 999e6))
def test_no_duration_is_wider_than_four_digits(us: float) -> None:
    assert len(wording.duration(us).number) <= 4


@given(st.floats(0, 1))
def test_no_share_is_wider_than_four_digits(value: float) -> None:
    assert len(wording.share(value).number) <= 4


@pytest.mark.parametrize(("us", "text"), [(12, "+12 µs"), (-12, "−12 µs"), (0, "+0 µs")])
def test_an_offset_always_says_its_direction(us: int, text: str) -> None:
    assert wording.offset(us) == text.replace(" ", NARROW)


@pytest.mark.parametrize(
    ("bytes_per_s", "quantity"),
    [
        (0, Quantity("0", "B/s")),
        (940, Quantity("940", "B/s")),
        (1_900, Quantity("1.9", "kB/s")),
        (19_000, Quantity("19", "kB/s")),
        (2_300_000, Quantity("2.3", "MB/s")),
        (5e9, Quantity("5000", "MB/s")),
    ],
)
def test_bytes_are_counted_in_thousands(bytes_per_s: float, quantity: Quantity) -> None:
    assert wording.bytes_rate(bytes_per_s) == quantity


def test_a_rate_keeps_a_digit_while_it_is_small() -> None:
    assert [str(wording.rate(r)) for r in (1, 12.3)] == [f"1.0{NARROW}/s", f"12{NARROW}/s"]


@pytest.mark.parametrize(
    ("value", "number"),
    [(0, "0"), (0.004, "0.4"), (0.31, "31"), (0.997, "99.7"), (0.9999, "99.9"), (1, "100")],
)
def test_a_share_keeps_a_digit_close_to_none_and_to_all(value: float, number: str) -> None:
    assert wording.share(value) == Quantity(number, "%")


@pytest.mark.parametrize(
    ("number", "quantity"),
    [
        (214, Quantity("214")),
        (9_876, Quantity("9876")),
        (12_345, Quantity("12.3", "k")),
        (123_456, Quantity("123", "k")),
        (1_234_567, Quantity("1.23", "M")),
        (12_345_678, Quantity("12", "M")),
    ],
)
def test_counts_are_grouped_and_then_shortened(number: int, quantity: Quantity) -> None:
    assert wording.count(number) == quantity


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0.0, "0"),
        (0.00001, "<0.001"),
        (0.03512, "0.0351"),
        (45.31, "45.3"),
        (300.0, "300"),
        (999.6, "1000"),
        (12_345.0, f"12.3{NARROW}k"),
        (2_345_678.9, f"2.35{NARROW}M"),
        (1_234_000_000.0, f"1.23{NARROW}bn"),
    ],
)
def test_a_volume_has_three_digits_or_so(size: float, text: str) -> None:
    assert wording.volume(size) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.25, "0.25"), (1.0, "1"), (30, "30"), (0.1, "0.1")]
)
def test_an_interval_has_no_idle_zeros(seconds: float, text: str) -> None:
    assert wording.interval(seconds) == f"{text}{NARROW}s"


def test_a_number_without_a_unit_stands_alone() -> None:
    assert str(Quantity("214")) == "214"


@pytest.mark.parametrize(
    ("us", "bound_us", "reads"),
    [
        (None, 85, "–"),
        (501_000, 85, "501\u202fms"),
        (85, 85, "85\u202fµs"),
        (84, 85, "<85\u202fµs"),
        (0, 1_200, "<1.2\u202fms"),
        (300, None, "300\u202fµs"),
    ],
)
def test_a_latency_below_what_the_clocks_allow_says_only_that(
    us: float | None, bound_us: float | None, reads: str
) -> None:
    assert str(wording.latency(us, bound_us)) == reads
