"""What a chart says of itself in sentences. Pure."""

from __future__ import annotations

from ticker_app.chart_settings import ChartSettings, Timeframe
from ticker_app.ui.chart.names import STYLES, TIMEFRAMES
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.ticks import pointed_text
from ticker_app.ui.wording import change, change_percent, price

MEANING = (
    "<p>The price as it was on this screen: its colour says whether it was pushed or polled, a "
    "dashed line where the way was changed. Dotted is what was published meanwhile and not seen "
    "in time.</p><p>Below, its age. Filled: for how long the price on the screen had already "
    "been out of date. Thin line: the age of the newest tick, which grows in every quiet moment "
    "and is nobody's fault.</p>"
    "<p>Drag or turn the wheel to move through time; on the scale of prices, to see more or less "
    "of them. A double click there lets prices fit by themselves again.</p>"
)
"""What the chart is, when it is asked."""
READING_OLDER = "reading older candles…"
NO_OLDER = "the server has no older candles"


def waiting_words(symbol: str | None, *, is_read: bool) -> str:
    """Why there is nothing to see. is_read: the server has answered, and there are no candles."""
    if symbol is None:
        return "Waiting for the server…"
    if is_read:
        return f"No candles of {symbol} yet: they begin with its first price."
    return f"Waiting for the first price of {symbol}…"


def older_words(frame: Frame, first_s: float | None, *, has_older: bool) -> str:
    """What to say where the view reaches back before the oldest candle; empty: it does not."""
    if first_s is None or frame.left_s >= first_s:
        return ""
    return READING_OLDER if has_older else NO_OLDER


def description(
    settings: ChartSettings,
    frame: Frame,
    last: float | None,
    first: float | None,
    decimals: int,
) -> str:
    """The chart for whoever cannot see it: what it shows, the last price, how far it went.

    first: the price that the view begins with.
    """
    shown = "Prices as they came"
    if settings.timeframe is not Timeframe.TICK:
        name = STYLES[settings.style].lower()
        shown = f"{TIMEFRAMES[settings.timeframe]} {name}"
    width_s = frame.right_s - frame.left_s
    moments = (pointed_text(at, width_s, 0.0) for at in (frame.left_s, frame.right_s))
    since, until = moments
    sentences = [f"{shown} from {since} to {until}."]
    if last is not None:
        sentences.append(f"Last {price(last, decimals)}.")
    if last is not None and first:
        moved = change(last - first, decimals)
        percent = change_percent((last - first) / first)
        sentences.append(f"Change in view {moved}, {percent}.")
    if settings.compared:
        sentences.append(f"Compared with {', '.join(settings.compared)}.")
    return " ".join(sentences)
