"""What the chart says in words about one moment. Pure: numbers in, fields out."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from ticker_app.candle_columns import CandleColumns
from ticker_app.series import Kind
from ticker_app.ui.chart.tick_reading import TickReading
from ticker_app.ui.local_text import number
from ticker_app.ui.wording import NOTHING, arrow, change, change_percent, price, volume

OPEN = "open"
PROVISIONAL = "provisional"
EXPLAINED = (
    "Dashed candles may change yet: the newest is still open; a provisional one may lack ticks "
    "that were published and not delivered. Hollow: it closed no lower than it opened; filled: "
    "lower. The change is that since the close before."
)
NO_TICKS = "no ticks in this interval"
NOT_KNOWN = "nothing is known of this moment"
_KINDS = {Kind.HISTORY: "history", Kind.PUSHED: "pushed", Kind.POLLED: "polled"}


class Ink(Enum):
    """Which colour of the palette a field has."""

    TEXT = "text"
    MUTED = "muted"
    UP = "up"
    DOWN = "down"
    PUSHED = "pushed"
    POLLED = "polled"


_KIND_INKS = {Kind.HISTORY: Ink.MUTED, Kind.PUSHED: Ink.PUSHED, Kind.POLLED: Ink.POLLED}


class Field(NamedTuple):
    """A label, said quietly, and what it says. importance: the lowest is left out first."""

    label: str
    text: str
    ink: Ink = Ink.TEXT
    importance: int = 0

    @property
    def words(self) -> str:
        """Both, for whoever reads it aloud."""
        return f"{self.label} {self.text}".strip()


def candle_fields(
    columns: CandleColumns, index: int, decimals: int, time_text: str, note: str = ""
) -> list[Field]:
    """Time, open, high, low, close, volume and change of one candle.

    The change is that since the close of the candle before, or since its own open if there is
    none before. note: what else there is to say of it.
    """
    traded = float(columns.volume[index])
    opening, close = float(columns.open[index]), float(columns.close[index])
    since = float(columns.close[index - 1]) if index else opening
    ink = _direction(close - opening)
    moved = change(close - since, decimals)
    percent = change_percent((close - since) / since if since else None)
    fields = [
        Field("", time_text, Ink.TEXT, 9),
        Field("O", price(opening, decimals), ink, 4),
        Field("H", price(float(columns.high[index]), decimals), ink, 6),
        Field("L", price(float(columns.low[index]), decimals), ink, 5),
        Field("C", price(close, decimals), ink, 8),
        # There is no candle without a tick: one without a volume has ticks without sizes.
        Field("Vol", volume(traded) if traded else NOTHING, Ink.TEXT, 3),
        Field(arrow(close - since), f"{moved}  {percent}", _direction(close - since), 7),
    ]
    return [*fields, Field("", note, Ink.MUTED, 2)] if note else fields


def tick_fields(reading: TickReading | None, decimals: int, time_text: str) -> list[Field]:
    """Time, price, how it came, how old it was."""
    fields = [Field("", time_text, Ink.TEXT, 9)]
    if reading is None:
        return [*fields, Field("", NOT_KNOWN, Ink.MUTED, 1)]
    fields += [
        Field("", price(reading.price, decimals), Ink.TEXT, 8),
        Field("", _KINDS[reading.kind], _KIND_INKS[reading.kind], 6),
    ]
    if reading.age_s is not None:
        fields.append(Field("age", _seconds(reading.age_s), Ink.TEXT, 5))
    if reading.outdated_s is not None:
        fields.append(Field("out of date for", _seconds(reading.outdated_s), Ink.TEXT, 4))
    return fields


def gap_fields(time_text: str) -> list[Field]:
    """An interval in which nothing was traded."""
    return [Field("", time_text, Ink.TEXT, 9), Field("", NO_TICKS, Ink.MUTED, 1)]


def _direction(moved: float) -> Ink:
    if not moved:
        return Ink.TEXT
    return Ink.UP if moved > 0 else Ink.DOWN


def _seconds(seconds: float) -> str:
    return f"{number(seconds, 2)}\u202fs"
