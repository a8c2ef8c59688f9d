"""What came off the wire, checked for sense: the one place where an answer may be doubted.

The types of the wire bound each number and text by itself. This looks at what they say together
and at how much of it there is: order, what lies in the future, twice the same symbol, a million
of them. A server is not trusted with more than the window can bear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeVar

from msgspec.structs import replace

from server.wire import (
    Candle,
    Candles,
    Cursor,
    Days,
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
)

MOST_SYMBOLS = 10_000
MOST_TICKS = 10_000
MOST_CANDLES = 5_000
"""In one message or answer; no honest one holds more."""
LONGEST_NAME = 64
"""Of a symbol or an epoch; these are names that programs use."""
LONGEST_WORDS = 200
"""Of what is said to a person."""
AHEAD_US = 86_400_000_000
"""Ticks kept over a restart may be ahead of a clock that was set back meanwhile, by hours."""

T = TypeVar("T")


def plain(text: str, longest: int = LONGEST_WORDS) -> str:
    """What a server says to a person, fit to be shown: one line, not too long, nothing hidden.

    Args:
        text: as it came.
        longest: characters kept; of more the end is cut off.
    """
    # What is not printable shows nothing, or turns the writing of its neighbours around.
    shown = "".join(one if one.isprintable() else " " for one in text[: longest + 1])
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def sensible(value: T) -> T:
    """What was decoded, if it makes sense; words for a person are made `plain`.

    Raises:
        WireError: it makes no sense; the message names what.
    """
    check: Callable[[T], T] | None = _CHECKS.get(type(value))
    return value if check is None else check(value)


def check_ticks(ticks: Sequence[Tick], through_us: int | None = None) -> None:
    """Ticks as they follow each other on a tape.

    Args:
        ticks: oldest first.
        through_us: when they were sent, server clock; None: nobody says.

    Raises:
        WireError: they do not.
    """
    _check_amount(ticks, MOST_TICKS, "ticks")
    _check_names({tick.symbol for tick in ticks})
    counts: dict[str, int] = {}
    seq = -1
    for tick in ticks:
        if tick.seq <= seq or tick.count <= counts.get(tick.symbol, -1):
            raise _nonsense(f"ticks of {tick.symbol} out of order")
        seq, counts[tick.symbol] = tick.seq, tick.count
    _check_moments(ticks, through_us)


def _nonsense(what: str) -> WireError:
    return WireError(f"not a message of this contract: {what}")


def _check_amount(many: Sequence[Any], most: int, what: str) -> None:
    if len(many) > most:
        raise _nonsense(f"{len(many):,} {what}, more than {most:,}")


def _check_names(names: Iterable[str], what: str = "symbol") -> None:
    for name in names:
        if not 0 < len(name) <= LONGEST_NAME:
            raise _nonsense(f"a {what} of {len(name):,} characters")
        if not name.isprintable():
            raise _nonsense(f"a {what} with characters that nobody sees: {name!a}")


def _check_each_once(symbols: Sequence[str]) -> None:
    _check_amount(symbols, MOST_SYMBOLS, "symbols")
    _check_names(symbols)
    if len(set(symbols)) < len(symbols):
        raise _nonsense("a symbol that is there twice")


def _check_moments(ticks: Iterable[Tick], through_us: int | None) -> None:
    if through_us is None:
        return
    for tick in ticks:
        if tick.time > through_us + AHEAD_US:
            raise _nonsense(f"a tick of {tick.symbol} from the future")


def _tick_list(ticks: list[Tick]) -> list[Tick]:
    check_ticks(ticks)
    return ticks


def _ticks(message: Ticks) -> Ticks:
    check_ticks(message.ticks, message.sent)
    return message


def _page(page: TickPage) -> TickPage:
    Cursor.parse(page.cursor)
    check_ticks(page.ticks, page.now)
    return page


def _quotes(quotes: Quotes) -> Quotes:
    Cursor.parse(quotes.cursor)
    _check_each_once([tick.symbol for tick in quotes.quotes])
    _check_moments(quotes.quotes, quotes.now)
    return quotes


def _hello(hello: Hello) -> Hello:
    Cursor.parse(hello.cursor)
    _check_names([hello.epoch], "tape")
    return hello


def _subscribed(subscribed: Subscribed) -> Subscribed:
    _check_amount(subscribed.symbols, MOST_SYMBOLS, "symbols")
    return subscribed


def _symbols(symbols: Symbols) -> Symbols:
    _check_each_once([info.symbol for info in symbols.symbols])
    return replace(symbols, symbols=[*map(_info, symbols.symbols)], source=_source(symbols.source))


def _info(info: SymbolInfo) -> SymbolInfo:
    is_fit = len(info.name) <= LONGEST_WORDS and info.name.isprintable()
    return info if is_fit else replace(info, name=plain(info.name))


def _source(source: SourceInfo) -> SourceInfo:
    return replace(source, kind=plain(source.kind, LONGEST_NAME), label=plain(source.label))


def _days(days: Days) -> Days:
    Cursor.parse(days.cursor)
    _check_each_once([day.symbol for day in days.days])
    for day in days.days:
        if not day.low <= day.open <= day.high:
            raise _nonsense(f"a day of {day.symbol} that begins outside of its low and high")
        if day.start > days.now + AHEAD_US:
            raise _nonsense(f"a day of {day.symbol} in the future")
    return days


def _candles(page: Candles) -> Candles:
    Cursor.parse(page.cursor)
    _check_amount(page.candles, MOST_CANDLES, "candles")
    if any(one.start >= next_.start for one, next_ in pairwise(page.candles)):
        raise _nonsense("candles out of order")
    for candle in page.candles:
        _check_candle(candle, page)
    return page


def _check_candle(candle: Candle, page: Candles) -> None:
    ends = candle.open, candle.close
    if not candle.low <= min(ends) <= max(ends) <= candle.high:
        raise _nonsense(f"a candle of {plain(page.symbol, LONGEST_NAME)} outside of itself")
    if candle.start > page.now + AHEAD_US:
        raise _nonsense("a candle in the future")


def _time(time: Time) -> Time:
    if time.sent < time.received:
        raise _nonsense("an answer that left before its request came")
    return time


_CHECKS: Mapping[type, Callable[[Any], Any]] = MappingProxyType(
    {
        list: _tick_list,
        Ticks: _ticks,
        TickPage: _page,
        Quotes: _quotes,
        Hello: _hello,
        Subscribed: _subscribed,
        Symbols: _symbols,
        Days: _days,
        Candles: _candles,
        Time: _time,
    }
)
"""What each kind of answer has to be; the others only say what their types do."""
