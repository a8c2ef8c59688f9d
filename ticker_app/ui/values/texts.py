"""The cells of a table of values as text: times as people here write them, numbers exact."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from math import isnan

from PySide6.QtCore import QDateTime, QLocale

from ticker_app.shown.table import Column, Content
from ticker_app.ui import wording
from ticker_app.ui.local_text import number

MORE_DIGITS = 4
"""A price that has more decimals than its symbol, as a midpoint has, shows up to so many more."""
_ZONE = re.compile(r"^t+\s+|\s+\(?t+\)?$")


class CellTexts:
    """Turns values into text. locale: whose times of day and dates."""

    def __init__(self, locale: QLocale) -> None:
        self._locale = locale
        time = _ZONE.sub("", locale.timeFormat(QLocale.FormatType.LongFormat))
        fine = time.replace("ss", f"ss'{locale.decimalPoint()}'zzz")
        self._times = {0: time, 3: fine}
        self._date = locale.dateFormat(QLocale.FormatType.ShortFormat)
        self._writers: dict[Content, Callable[[Column, float], str]] = {
            Content.PRICE: lambda column, value: exact_price(value, column.decimals),
            Content.FIGURE: lambda column, value: wording.price(value, column.decimals),
            Content.AMOUNT: lambda _, value: whole_number(value),
            Content.COUNT: lambda _, value: whole_number(value),
            Content.DURATION: lambda _, value: str(wording.duration(value)),
            Content.WORD: lambda column, value: column.words[int(value)],
        }

    def text(self, column: Column, row: int, *, dated: bool) -> str:
        """One cell. dated: a moment says its day too."""
        if column.content is Content.MOMENT:
            return self._moment(int(column.values[row]), column.decimals, dated)
        value = float(column.values[row])
        return wording.NOTHING if isnan(value) else self._writers[column.content](column, value)

    def _moment(self, at_us: int, decimals: int, dated: bool) -> str:
        time = self._times[decimals]
        moment = QDateTime.fromMSecsSinceEpoch(at_us // 1000)
        return self._locale.toString(moment, f"{self._date} {time}" if dated else time)


def exact_price(value: float, decimals: int) -> str:
    """With the decimals of its symbol, and with more if the price has more."""
    digits = f"{value:.{decimals + MORE_DIGITS}f}"
    needed = max(decimals, len(digits.rstrip("0")) - digits.index(".") - 1)
    return wording.price(value, needed)


def whole_number(value: float) -> str:
    """Exact: grouped as people here do it, and with decimals only if it has some."""
    digits = format(Decimal(repr(value)), "f").removesuffix(".0")
    return number(value, len(digits.partition(".")[2]))


def exact_moment(at_us: int) -> str:
    """To the microsecond, with the zone: ``2026-11-25 08:15:25.123456+01:00``."""
    second = datetime.fromtimestamp(at_us // 1_000_000).astimezone()
    moment = second + timedelta(microseconds=at_us % 1_000_000)
    return moment.isoformat(sep=" ", timespec="microseconds")
