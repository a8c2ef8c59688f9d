"""Rows of a recording: what each form means, and what is refused in which words."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sources.base import Print
from server.sources.rows import Columns, RowError

TS = "1970-01-01T00:00:01Z"
SECOND_US = 1_000_000


def read(header: str, row: str) -> Print:
    _, print_ = Columns(header.split(",")).print(row.split(","))
    return print_


def refusal(header: str, row: str) -> str:
    with pytest.raises(RowError) as caught:
        read(header, row)
    return str(caught.value)


def test_a_trade_is_read() -> None:
    print_ = read("ts,symbol,price,size", f"{TS},A,97.34,100")
    assert print_ == Print("A", SECOND_US, 97.34, 100.0)


def test_a_quote_without_a_price_gets_the_midpoint() -> None:
    print_ = read("ts,symbol,bid,ask", f"{TS},A,1.0,2.0")
    assert print_ == Print("A", SECOND_US, 1.5, None, 1.0, 2.0)


def test_a_trade_with_its_quote_keeps_its_own_price() -> None:
    print_ = read("ts,symbol,price,size,bid,ask", f"{TS},A,2,5,1,4")
    assert print_ == Print("A", SECOND_US, 2.0, 5.0, 1.0, 4.0)


def test_a_row_may_be_a_quote_among_trades_and_a_trade_among_quotes() -> None:
    header = "ts,symbol,price,size,bid,ask"
    assert read(header, f"{TS},A,,,1,4").price == 2.5
    assert read(header, f"{TS},A,2,,,") == Print("A", SECOND_US, 2.0)
    assert read(header, f"{TS},A,2,,1,").bid == 1.0


def test_the_order_the_case_and_blanks_of_columns_do_not_matter_and_others_are_ignored() -> None:
    print_ = read("Price, mood ,SYMBOL, ts", f" 2.5 ,happy, A B , {TS} ")
    assert print_ == Print("A B", SECOND_US, 2.5)


def test_prices_may_be_negative_or_nothing() -> None:
    assert read("ts,symbol,price", f"{TS},OIL,-37.63").price == -37.63
    assert read("ts,symbol,price", f"{TS},OIL,0").price == 0


@pytest.mark.parametrize(
    ("text", "time_us"),
    [
        ("0", 0),
        ("1410960600531656", 1410960600531656),
        ("1970-01-01T00:00:00.000001Z", 1),
        ("1970-01-01 01:00:00+01:00", 0),
        ("1969-12-31T19:00:00.5-05:00", 500_000),
        ("19700101T000001Z", SECOND_US),
        ("1970-01-01T00:00:00.123456789Z", 123_456),
        ("1969-12-31T23:59:59Z", -SECOND_US),
    ],
)
def test_times_in_every_form_are_whole_microseconds(text: str, time_us: int) -> None:
    assert Columns(["ts", "symbol", "price"]).print([text, "A", "1"])[0] == time_us


@given(st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29)), st.data())  # noqa: DTZ001
def test_any_moment_is_the_same_written_in_any_zone(moment: datetime, data: st.DataObject) -> None:
    zone = timezone(timedelta(minutes=data.draw(st.integers(-1439, 1439))))
    moment = moment.replace(tzinfo=zone)
    print_ = read("ts,symbol,price", f"{moment.isoformat()},A,1")
    assert print_.venue_time is not None
    assert datetime.fromtimestamp(0, zone) + timedelta(microseconds=print_.venue_time) == moment


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "'' is not a time, such as 2014-09-17T09:30:00Z"),
        ("noon", "'noon' is not a time, such as 2014-09-17T09:30:00Z"),
        ("2014-02-30T00:00:00Z", "'2014-02-30T00:00:00Z' is not a time, such as"),
        ("1410960600.5", "'1410960600.5' is not a time, such as"),
        ("-1", "'-1' is not a time, such as"),
        ("2014-09-17T09:30:00", "has no time zone; write Z or an offset such as -04:00"),
        ("2014-09-17", "has no time zone"),
        ("1410960600531656123", "is not a time in microseconds since 1970"),
        ("999999999999999999", "is not a time in microseconds since 1970"),
        ("9" * 5000, "is not a time in microseconds since 1970"),
    ],
)
def test_what_is_no_time_is_refused(text: str, why: str) -> None:
    assert why in refusal("ts,symbol,price", f"{text},A,1")


@pytest.mark.parametrize("text", ["abc", "nan", "inf", "-Infinity", "1e999", "1_000", "1 000", "²"])
def test_what_is_no_number_is_refused_by_the_name_of_its_column(text: str) -> None:
    assert refusal("ts,symbol,price", f"{TS},A,{text}") == f"{text!r} is not a price"
    assert refusal("ts,symbol,price,size", f"{TS},A,1,{text}") == f"{text!r} is not a size"
    assert refusal("ts,symbol,bid,ask", f"{TS},A,{text},1") == f"{text!r} is not a bid"
    assert refusal("ts,symbol,bid,ask", f"{TS},A,1,{text}") == f"{text!r} is not an ask"


def test_a_negative_size_is_refused() -> None:
    why = refusal("ts,symbol,price,size", f"{TS},A,1,-5")
    assert why == "-5 is not a size; a size is never negative"


@pytest.mark.parametrize("row", [f"{TS},A,,,1,", f"{TS},A,,,,1", f"{TS},A,,5,,"])
def test_a_row_without_a_price_or_a_whole_quote_is_refused(row: str) -> None:
    why = refusal("ts,symbol,price,size,bid,ask", row)
    assert why == "there is neither a price nor both a bid and an ask"


@pytest.mark.parametrize("row", [f"{TS},A", f"{TS},A,1,234.50"])
def test_a_row_must_have_the_columns_of_the_header(row: str) -> None:
    assert "the header names 3 columns, and here are" in refusal("ts,symbol,price", row)


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("", "there is no header, which must name the columns"),
        ("time,symbol,price", "the header has no column 'ts'"),
        ("ts,ticker,price", "the header has no column 'symbol'"),
        ("ts,symbol", "the header has neither a column 'price' nor both 'bid' and 'ask'"),
        ("ts,symbol,bid", "the header has neither a column 'price' nor both 'bid' and 'ask'"),
        ("ts,symbol,price,PRICE", "the header names the column 'price' more than once"),
    ],
)
def test_a_header_that_does_not_do_is_refused(header: str, why: str) -> None:
    assert refusal(header, "") == why


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2014-09-17T23:30:00-04:00", date(2014, 9, 17)),
        ("2014-09-18T03:30:00Z", date(2014, 9, 18)),
        ("1411011000000000", date(2014, 9, 18)),
    ],
)
def test_a_day_is_that_of_the_zone_it_is_written_in(text: str, day: date) -> None:
    assert Columns(["ts", "symbol", "price"]).day([text, "A", "1"]) == day


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(0, 1e300))
def test_any_finite_quote_has_a_finite_midpoint(bid: float, ask: float) -> None:
    assert math.isfinite(read("ts,symbol,bid,ask", f"0,A,{bid!r},{ask!r}").price)
