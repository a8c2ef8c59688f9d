"""Answers that are of the right types and still make no sense."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.wire import (
    Candle,
    Candles,
    Day,
    Days,
    Heartbeat,
    Hello,
    Quotes,
    SourceInfo,
    Subscribed,
    SymbolInfo,
    Symbols,
    Tick,
    TickPage,
    Ticks,
    Time,
    WireError,
    decode_body,
    encode,
)
from tests.ticker_app.fakes import tick
from ticker_app.feeds.sense import (
    AHEAD_US,
    LONGEST_NAME,
    LONGEST_WORDS,
    MOST_CANDLES,
    MOST_SYMBOLS,
    MOST_TICKS,
    plain,
    sensible,
)

SOURCE = SourceInfo("simulated", "simulated prices")
CANDLE = Candle(60, 2.0, 3.0, 1.0, 2.5, 10.0, 4)
DAY = Day("A", 0, 5, 2.0, 3.0, 1.0, None, 4, 4)
FUTURE_US = AHEAD_US + 1001


def page(*ticks: Tick) -> TickPage:
    return TickPage("e1:9", True, 1000, [*ticks])


def quotes(*ticks: Tick) -> Quotes:
    return Quotes("e1:9", 1000, [*ticks])


def symbols(*names: str) -> Symbols:
    return Symbols("e1", [SymbolInfo(name, name, 2) for name in names], SOURCE)


def candles(*some: Candle) -> Candles:
    return Candles("A", "1s", [*some], "e1:9", 1000, 4, False)


def days(*some: Day) -> Days:
    return Days("e1:9", 1000, [*some])


NONSENSE = [
    ([tick(2), tick(1)], "ticks of ACME out of order"),
    ([tick(1), tick(1)], "ticks of ACME out of order"),
    ([tick(1, count=5), tick(2, count=5)], "ticks of ACME out of order"),
    ([tick(1, "")], "a symbol of 0 characters"),
    ([tick(1, "x" * (LONGEST_NAME + 1))], "a symbol of 65 characters"),
    ([tick(1, "A\u202eB")], r"that nobody sees: 'A\\u202eB'"),
    ([tick(1, "A\nB")], "that nobody sees"),
    ([tick(seq) for seq in range(MOST_TICKS + 1)], "10,001 ticks, more than 10,000"),
    (Ticks([tick(1, time=FUTURE_US)], 1000), "ACME from the future"),
    (page(tick(1, time=FUTURE_US)), "ACME from the future"),
    (page(tick(2), tick(1)), "out of order"),
    (quotes(tick(1, time=FUTURE_US)), "ACME from the future"),
    (quotes(tick(1), tick(2)), "a symbol that is there twice"),
    (symbols("A", "B", "A"), "a symbol that is there twice"),
    (symbols("\u200b"), "that nobody sees"),
    (symbols(*map(str, range(MOST_SYMBOLS + 1))), "10,001 symbols, more than 10,000"),
    (Subscribed(["A"] * (MOST_SYMBOLS + 1), True, "e1:1"), "10,001 symbols"),
    (Hello(1, "e" * 65, "e:1", 5), "a tape of 65 characters"),
    (days(DAY, DAY), "a symbol that is there twice"),
    (days(replace(DAY, low=2.5)), "begins outside of its low and high"),
    (days(replace(DAY, start=FUTURE_US)), "a day of A in the future"),
    (candles(CANDLE, CANDLE), "candles out of order"),
    (candles(replace(CANDLE, high=2.0)), "a candle of A outside of itself"),
    (candles(replace(CANDLE, low=2.4)), "a candle of A outside of itself"),
    (candles(replace(CANDLE, start=FUTURE_US)), "a candle in the future"),
    (candles(*(replace(CANDLE, start=n) for n in range(MOST_CANDLES + 1))), "5,001 candles"),
    *(
        (replace(answer, cursor="5"), "'5' is not a cursor")
        for answer in (page(), quotes(), days(), candles(), Hello(1, "e1", "e1:5", 5))
    ),
    (Time(5, 4), "left before its request came"),
]


@pytest.mark.parametrize(("value", "words"), NONSENSE)
def test_what_makes_no_sense_is_named(value: Any, words: str) -> None:
    with pytest.raises(WireError, match=words):
        sensible(value)


@pytest.mark.parametrize(
    "value",
    [
        [tick(1), tick(2, "B", count=1), tick(3, count=7)],
        Ticks([tick(1, time=AHEAD_US)], 1000),
        page(),
        quotes(tick(2, "B"), tick(1)),
        days(DAY),
        candles(CANDLE, replace(CANDLE, start=120)),
        Time(5, 5),
        Hello(1, "e1", "e1:5", 5),
        Subscribed([], True, "e1:1"),
        Heartbeat("e1:1", 5),
        symbols("A", "ÅÄÖ", "日経 225"),
    ],
)
def test_what_makes_sense_is_left_as_it_is(value: Any) -> None:
    assert sensible(value) == value


def test_words_for_a_person_are_made_fit_to_be_shown() -> None:
    infos = [SymbolInfo("A", "a\u202eb" + "c" * 300, 2), SymbolInfo("B", "bee", 2)]
    told = sensible(Symbols("e1", infos, SourceInfo("x" * 99, "r\ne\x1bplay")))
    assert told.symbols[0].name == "a b" + "c" * (LONGEST_WORDS - 4) + "…"
    assert told.symbols[1] is infos[1]
    assert (len(told.source.kind), told.source.label) == (LONGEST_NAME, "r e play")


@given(st.text())
def test_plain_words_are_printable_and_no_longer_than_they_may_be(text: str) -> None:
    shown = plain(text, 8)
    assert shown.isprintable()
    assert len(shown) == min(len(text), 8)


BOUNDS = {
    b'"price":1e13': "Expected `float` <= 1",
    b'"price":-1e308': "Expected `float` >= -1",
    b'"price":1e999': "out of range",
    b'"price":NaN': "malformed",
    b'"size":-1': "Expected `float` >= 0",
    b'"count":17592186044416': "Expected `int` <= 17592186044415",
    b'"seq":-1': "Expected `int` >= 0",
    b'"time":9007199254740992': "Expected `int` <= 9007199254740991",
}


@pytest.mark.parametrize(("number", "words"), BOUNDS.items())
def test_a_number_beyond_its_bounds_does_not_get_this_far(number: bytes, words: str) -> None:
    sent = encode(Tick("A", 1, 1, 1, None, 1.0, 1.0))
    name = number.partition(b":")[0]
    began = sent.index(name)
    ends = sent.index(b",", began)
    with pytest.raises(WireError, match=words):
        decode_body(sent[:began] + number + sent[ends:], Tick)


@pytest.mark.parametrize("decimals", [-5, 16, 10**9])
def test_no_price_is_written_with_absurd_decimals(decimals: int) -> None:
    with pytest.raises(WireError, match="decimals"):
        decode_body(encode(SymbolInfo("A", "A", decimals)), SymbolInfo)
