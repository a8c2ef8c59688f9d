"""The words above a picture of a chart: a file has to say by itself what it shows."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ticker_app.chart_settings import ChartSettings, Style, Timeframe
from ticker_app.series import Kind
from ticker_app.shown.table import Table
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import DOWN, UP

UNSEEN = "dotted: published, not seen in time"
_LINES = {Style.LINE, Style.AREA}


class Caption(NamedTuple):
    """What stands above the panes.

    title, time: what is shown, and of when.
    colours: words, and the colour of what each stands for.
    """

    title: str
    time: str
    colours: tuple[tuple[str, str], ...] = ()


def caption_of(
    table: Table,
    settings: ChartSettings,
    view_s: tuple[float, float],
    palette: Palette,
    *,
    tells_unseen: bool,
) -> Caption:
    """The caption of a chart.

    Args:
        table: what it shows.
        settings: of the chart.
        view_s: the time in view, s since the Unix epoch.
        palette: of the picture.
        tells_unseen: whether what was not seen in time is drawn too.
    """
    if settings.timeframe is Timeframe.TICK:
        colours = _how_prices_came(table, palette)
        colours += ((UNSEEN, palette.muted),) if tells_unseen else ()
    else:
        directions = ((f"{UP} up", palette.up), (f"{DOWN} down", palette.down))
        colours = () if settings.style in _LINES else directions
    return Caption(" · ".join(filter(None, table[:2])), stretch_text(*view_s), colours)


def _how_prices_came(table: Table, palette: Palette) -> tuple[tuple[str, str], ...]:
    colours = {
        Kind.HISTORY: palette.muted,
        Kind.PUSHED: palette.pushed,
        Kind.POLLED: palette.polled,
    }
    came = [column for column in table.columns if column.name == "came"]
    return tuple(
        (column.words[kind], colours[Kind(kind)])
        for column in came
        for kind in sorted(set(column.values.tolist()))
    )


def stretch_text(left_s: float, right_s: float) -> str:
    """From when to when, with the zone: ``2026-11-25 08:15:20 – 08:16:20 UTC+01:00``."""
    begin, end = (datetime.fromtimestamp(int(end_s)).astimezone() for end_s in (left_s, right_s))
    of_day = "%H:%M:%S" if begin.date() == end.date() else "%Y-%m-%d %H:%M:%S"
    zone = end.isoformat()[-len("+00:00") :]
    return f"{begin:%Y-%m-%d %H:%M:%S} – {end.strftime(of_day)} UTC{zone}"
