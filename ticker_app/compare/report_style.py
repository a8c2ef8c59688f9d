"""How a report looks, by the light or dark that its reader prefers."""

from __future__ import annotations

from collections.abc import Mapping

NAMES = ("background", "surface", "line", "text", "muted", "pushed", "polled", "good")
"""The colours that a report wants."""

_RULES = """
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1060px; padding: 32px 24px; background: var(--background);
  color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 26px; margin: 0; } h2 { font-size: 18px; margin: 36px 0 8px; }
p { max-width: 75ch; } .quiet, figcaption { color: var(--muted); }
.verdict { border-left: 4px solid var(--good); padding: 4px 16px; font-size: 17px; }
section > .wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; }
th, td { padding: 5px 12px; text-align: right; border-bottom: 1px solid var(--line);
  white-space: nowrap; vertical-align: top; }
th:first-child, td:first-child { text-align: left; }
td small { display: block; color: var(--muted); }
td.best { font-weight: 700; color: var(--good); }
td.best small { font-weight: 400; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(330px, 1fr)); gap: 16px; }
.pairs { grid-template-columns: repeat(2, minmax(0, 1fr)); }
figure { margin: 0 0 12px; background: var(--surface); border: 1px solid var(--line);
  border-radius: 8px; padding: 8px 12px; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--muted); font: 11px system-ui, sans-serif; text-anchor: end; }
svg text.value { text-anchor: start; fill: var(--text); }
svg text.middle { text-anchor: middle; } svg text.name { fill: var(--text); }
rect.pushed { fill: var(--pushed); } rect.polled { fill: var(--polled); }
polyline { fill: none; stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.published { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 2 2; }
.pushed .shown, .pushed .age { stroke: var(--pushed); }
.polled .shown, .polled .age { stroke: var(--polled); }
.curve.pushed { stroke: var(--pushed); } .curve.polled { stroke: var(--polled); }
circle.pushed { fill: var(--pushed); } circle.polled { fill: var(--polled); }
.crossing { stroke: var(--muted); stroke-dasharray: 4 3; }
.axis { stroke: var(--line); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 0; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
code { font-family: ui-monospace, monospace; }
@media print { body { max-width: none; } }
"""


def style_sheet(dark: Mapping[str, str], light: Mapping[str, str]) -> str:
    """The CSS.

    Args:
        dark, light: a colour for each of `NAMES`, ``#rrggbb``.
    """
    return (
        f":root {{ color-scheme: light dark; {_variables(light)} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {_variables(dark)} }} }}\n{_RULES}"
    )


def _variables(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colours[name]};" for name in NAMES)
