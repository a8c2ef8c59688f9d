"""Numbers, times and days as the user's language writes them: Qt's default locale.

Only for the screen. What is written into files is ISO 8601 and has a decimal point, and no
number is ever read back from the screen.
"""

from __future__ import annotations

import re
import time
from enum import Enum

from PySide6.QtCore import QDate, QLocale, Qt, QTime

MINUS = "\u2212"
"""As wide as the plus, whatever a locale writes."""
_KEEP_LEFT = "\u200e"
"""Or two numbers side by side would change places where text runs from right to left."""
_MINUTES = re.compile(r"(\W?)mm")
_SHORT = QLocale.FormatType.ShortFormat


def number(value: float, decimals: int) -> str:
    """``97.35``, ``1,234.50``, ``1.234,50``."""
    here = QLocale()
    sign = MINUS if value < 0 else ""
    from_right = here.textDirection() is Qt.LayoutDirection.RightToLeft
    digits = here.toString(abs(float(value)), "f", decimals)
    return f"{_KEEP_LEFT if from_right else ''}{sign}{digits}"


def localized(text: str) -> str:
    """A number that was written with a point, in the digits and with the mark of the user."""
    here = QLocale()
    zero = ord(here.zeroDigit())
    signs = {".": here.decimalPoint(), "-": MINUS}
    return "".join(
        chr(zero + int(char)) if char.isascii() and char.isdigit() else signs.get(char, char)
        for char in text
    )


def general(value: float, digits: int = 6) -> str:
    """As short as so many digits allow: ``0.25``, ``120``."""
    return localized(f"{value:.{digits}g}")


class Fineness(Enum):
    """The last part of a time of day that is said."""

    MINUTE = r"\1mm"
    SECOND = r"\1mm\1ss"
    MILLISECOND = r"\1mm\1ss{point}zzz"


def clock_text(moment_s: float, fineness: Fineness = Fineness.SECOND) -> str:
    """The local time of day, ``13:42:20``, ``1:42:20 PM``.

    moment_s: s since the Unix epoch.
    """
    whole, rest = divmod(moment_s, 1)
    local = time.localtime(whole)
    here = QLocale()
    parts = fineness.value.format(point=here.decimalPoint())
    pattern = _MINUTES.sub(parts, here.timeFormat(_SHORT), count=1)
    moment = QTime(local.tm_hour, local.tm_min, min(local.tm_sec, 59), int(rest * 1000))
    return here.toString(moment, pattern)


def day_text(moment_s: float) -> str:
    """The local day without its year, ``17 Sep``, ``Sep 17``."""
    local = time.localtime(moment_s)
    usual = QLocale().dateFormat(_SHORT)
    pattern = "MMM d" if usual.index("M") < usual.index("d") else "d MMM"
    return QLocale().toString(QDate(local.tm_year, local.tm_mon, local.tm_mday), pattern)
