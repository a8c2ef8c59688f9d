"""The columns of the watchlist: what each says, means and sorts by. Pure."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import IntEnum

from msgspec import Struct

from ticker_app.ui import wording
from ticker_app.ui.watchlist.watch_row import WatchRow

AT_LEAST, AT_MOST = "≥", "≤"
NOT_THERE = "not on this server"


class Column(IntEnum):
    """The columns, from left to right as long as nobody has arranged them otherwise."""

    SYMBOL = 0
    LAST = 1
    CHANGE = 2
    PERCENT = 3
    BID = 4
    ASK = 5
    SPREAD = 6
    VOLUME = 7
    HIGH = 8
    LOW = 9
    AGE = 10
    SPARK = 11


NAMES = {column: column.name.lower() for column in Column}
"""By which settings remember them."""
BY_NAME = {name: column for column, name in NAMES.items()}

SINCE_FIRST = "the first price that the server had"
_DAY = (
    "of this day in UTC by the server's clock, as far as its tape goes back; "
    "read from the server, so ticks that were missed count too"
)
_HELD = (
    "Click to sort: one way, the other way, then the list's own order. While the pointer is "
    "over the list, nothing changes places."
)


class Heading(Struct, frozen=True):
    """What stands over a column, its whole name, and what it means in a sentence."""

    short: str
    name: str
    meaning: str

    @property
    def explained(self) -> str:
        """Meaning and handling."""
        return f"{self.meaning}. {_HELD}"


HEADINGS = {
    Column.SYMBOL: Heading("Symbol", "Symbol", "Ticker symbol"),
    Column.LAST: Heading(
        "Last",
        "Last price",
        "Newest price on this screen; ▲ and ▼ flash when it changes, at most three times a second",
    ),
    Column.CHANGE: Heading("Change", "Change", f"Change since {SINCE_FIRST}"),
    Column.PERCENT: Heading("%", "Change in percent", f"Change in percent of {SINCE_FIRST}"),
    Column.BID: Heading("Bid", "Bid", "What buyers offered at the newest tick"),
    Column.ASK: Heading("Ask", "Ask", "What sellers asked at the newest tick"),
    Column.SPREAD: Heading("Spread", "Spread", "Ask less bid at the newest tick"),
    Column.VOLUME: Heading(
        "Volume", "Volume of the day", f"Sum of the sizes that were known, {_DAY}"
    ),
    Column.HIGH: Heading("High", "High of the day", f"Highest price {_DAY}"),
    Column.LOW: Heading("Low", "Low of the day", f"Lowest price {_DAY}"),
    Column.AGE: Heading(
        "Age", "Age", "How long ago the server published the newest price that is shown"
    ),
    Column.SPARK: Heading(
        "Lately",
        "Spark line",
        "Where the price went in the last 15 minutes, as far as this window has seen it, from "
        "its lowest to its highest; sorts by percent",
    ),
}

Key = float | str | None


def change_text(row: WatchRow) -> str:
    """With an arrow, so that the colour is not the only sign."""
    said = wording.change(row.change, row.decimals)
    return f"{wording.arrow(row.change)} {said}".lstrip()


def is_bound(row: WatchRow, now_us: int) -> bool:
    """Whether the figures of the day are bounds because ticks were missed a while ago."""
    day = row.day_at(now_us)
    return day is not None and day.bound_from_us is not None and now_us >= day.bound_from_us


def _bound(sign: str, said: str, row: WatchRow, now_us: int) -> str:
    return f"{sign}{wording.NARROW}{said}" if is_bound(row, now_us) else said


def _volume_text(row: WatchRow, now_us: int) -> str:
    day = row.day_at(now_us)
    if day is None or day.volume is None:
        return wording.NOTHING
    return _bound(AT_LEAST, wording.volume(day.volume), row, now_us)


def _high_text(row: WatchRow, now_us: int) -> str:
    day = row.day_at(now_us)
    if day is None:
        return wording.NOTHING
    return _bound(AT_LEAST, wording.price(day.high, row.decimals), row, now_us)


def _low_text(row: WatchRow, now_us: int) -> str:
    day = row.day_at(now_us)
    if day is None:
        return wording.NOTHING
    return _bound(AT_MOST, wording.price(day.low, row.decimals), row, now_us)


def _no_text(_row: WatchRow, _now_us: int) -> str:
    return ""


Text = Callable[[WatchRow, int], str]
_TEXTS: dict[Column, Text] = {
    Column.SYMBOL: lambda row, _: row.symbol,
    Column.LAST: lambda row, _: wording.price(row.last, row.decimals),
    Column.CHANGE: lambda row, _: change_text(row),
    Column.PERCENT: lambda row, _: wording.change_percent(row.change_share),
    Column.BID: lambda row, _: wording.price(row.bid, row.decimals),
    Column.ASK: lambda row, _: wording.price(row.ask, row.decimals),
    Column.SPREAD: lambda row, _: wording.price(row.spread, row.decimals),
    Column.VOLUME: _volume_text,
    Column.HIGH: _high_text,
    Column.LOW: _low_text,
    Column.AGE: lambda row, now_us: str(wording.age(row.age_us(now_us))),
    Column.SPARK: _no_text,
}
_SORT_KEYS: dict[Column, Callable[[WatchRow, int], Key]] = {
    Column.SYMBOL: lambda row, _: row.symbol,
    Column.LAST: lambda row, _: row.last,
    Column.CHANGE: lambda row, _: row.change,
    Column.PERCENT: lambda row, _: row.change_share,
    Column.BID: lambda row, _: row.bid,
    Column.ASK: lambda row, _: row.ask,
    Column.SPREAD: lambda row, _: row.spread,
    Column.VOLUME: lambda row, now_us: day.volume if (day := row.day_at(now_us)) else None,
    Column.HIGH: lambda row, now_us: day.high if (day := row.day_at(now_us)) else None,
    Column.LOW: lambda row, now_us: day.low if (day := row.day_at(now_us)) else None,
    Column.AGE: lambda row, now_us: row.age_us(now_us),
    Column.SPARK: lambda row, _: row.change_share,
}


def text(column: Column, row: WatchRow, now_us: int) -> str:
    """What a cell says; now by the client's clock."""
    return _TEXTS[column](row, now_us)


def sort_key(column: Column, row: WatchRow, now_us: int) -> Key:
    """What a column sorts by: a number, or the symbol; None: not known yet."""
    return _SORT_KEYS[column](row, now_us)


def spoken(column: Column, row: WatchRow, now_us: int) -> str:
    """What a cell says to someone who cannot see it: no arrows, dashes or curves."""
    if column is Column.SYMBOL:
        words = (row.symbol, row.name, "" if row.is_there else NOT_THERE)
        return ", ".join(filter(None, words))
    if column is Column.SPARK:
        return f"{HEADINGS[column].name}: a drawing"
    said = text(column, row, now_us)
    if said == wording.NOTHING:
        return f"{HEADINGS[column].name}: not known"
    signs = {
        wording.UP: "up",
        wording.DOWN: "down",
        AT_LEAST: "at least",
        AT_MOST: "at most",
        wording.NARROW: " ",
    }
    for sign, word in signs.items():
        said = said.replace(sign, word)
    return f"{HEADINGS[column].name}: {said}"


def tip(column: Column, row: WatchRow, now_us: int) -> str:
    """More about a cell: the name of its symbol, and what the figures of the day count."""
    if not row.is_there:
        return f"{row.symbol} is {NOT_THERE}. It stays in the list."
    day = row.day_at(now_us)
    if day is None or column not in {Column.VOLUME, Column.HIGH, Column.LOW}:
        return row.name
    since = time.strftime("%H:%M:%S", time.gmtime(day.since_us // 1_000_000))
    began = f"since the tape began at {since} UTC" if day.from_first else "since midnight UTC"
    bound = " Only a bound: ticks were missed." if is_bound(row, now_us) else ""
    return f"{row.name}: {HEADINGS[column].name.lower()}, {began}.{bound}"
