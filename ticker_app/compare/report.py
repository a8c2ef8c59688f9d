"""A comparison as one HTML page that needs nothing else: verdict, charts, table, settings."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from ticker_app.compare.argument import Argument
from ticker_app.compare.outcome import Outcome
from ticker_app.compare.report_bars import bars
from ticker_app.compare.report_break_even import break_even_charts
from ticker_app.compare.report_charts import lane_charts, shown_seconds
from ticker_app.compare.report_style import style_sheet
from ticker_app.compare.rows import Cell, Row, rows_of
from ticker_app.compare.setting import Setting
from ticker_app.compare.text import heading, notes
from ticker_app.compare.verdict import argument_of


def report_html(
    outcome: Outcome, setting: Setting, *, dark: Mapping[str, str], light: Mapping[str, str]
) -> str:
    """The page.

    Args:
        outcome: what was measured.
        setting: where and how.
        dark, light: colours by name, see `report_style.NAMES`.
    """
    lanes = ", ".join(lane.name for lane in outcome.lanes)
    argument = argument_of(outcome)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(f"Live Ticker: {lanes}")}</title>
<style>
{style_sheet(dark, light)}</style>
</head>
<body>
<h1>{escape(lanes)}</h1>
<p class="quiet">{escape(heading(outcome))}</p>
{_verdict(argument)}
<section><h2>The main figures</h2><div class="grid">
{bars(outcome)}
</div></section>
{_break_even(argument)}
{_charts(outcome)}
<section><h2>All figures</h2><div class="wide">
{_table(outcome)}
</div>
{_paragraphs(outcome)}
</section>
<section><h2>To run it again</h2>
{_settings(outcome, setting)}
</section>
</body>
</html>
"""


def _verdict(argument: Argument) -> str:
    return "\n".join(f'<p class="verdict">{escape(text)}</p>' for text in argument.sentences)


def _break_even(argument: Argument) -> str:
    charts = break_even_charts(argument)
    return charts and f"<section><h2>Where push and polling cross over</h2>\n{charts}\n</section>"


def _charts(outcome: Outcome) -> str:
    drawn = lane_charts(outcome)
    if not drawn:
        return ""
    explained = (
        f"The last {shown_seconds(outcome):.0f} s of {outcome.charted}. Above, the price that the "
        "lane showed over the price that was published (dotted); below, the age in seconds of "
        "what it showed. All lanes have the same axes."
    )
    return (
        "<section><h2>Price and age</h2>"
        f'<p class="quiet">{escape(explained)}</p>\n{drawn}\n</section>'
    )


def _table(outcome: Outcome) -> str:
    names = "".join(f'<th scope="col">{escape(lane.name)}</th>' for lane in outcome.lanes)
    rows = "\n".join(_row(row) for row in rows_of(outcome))
    return f"<table><thead><tr><th></th>{names}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _row(row: Row) -> str:
    label = f"{row.label}, {row.unit}" if row.unit else row.label
    cells = "".join(_cell(cell) for cell in row.cells)
    return f'<tr><th scope="row">{escape(label)}</th>{cells}</tr>'


def _cell(cell: Cell) -> str:
    kind = ' class="best"' if cell.is_best else ""
    theory = f"theory {cell.predicted}, {cell.residual}" if cell.predicted else ""
    small = f"<small>{escape(theory)}</small>" if theory else ""
    return f"<td{kind}>{escape(cell.measured)}{small}</td>"


def _paragraphs(outcome: Outcome) -> str:
    return "\n".join(
        f'<p class="quiet">{escape(text)}</p>' for text in notes(outcome, "Green marks")
    )


def _why_no_seed(outcome: Outcome) -> str:
    if outcome.source is not None and outcome.source.kind == "replay":
        return "none is needed for a recording"
    return "not known: the prices cannot be had again"


def _settings(outcome: Outcome, setting: Setting) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in setting.versions.items())
    pairs = {
        "command": f"<code>{escape(setting.command)}</code>",
        "seed": escape(setting.seed or _why_no_seed(outcome)),
        "source": escape("" if outcome.source is None else outcome.source.label),
        "symbols": escape(", ".join(outcome.symbols)),
        "begun": escape(setting.began.isoformat(sep=" ", timespec="seconds")),
        "measured": escape(f"{outcome.seconds:.1f} s"),
        "machine": escape(setting.machine),
        "versions": escape(versions),
    }
    return (
        "<dl>"
        + "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in pairs.items())
        + "</dl>"
    )
