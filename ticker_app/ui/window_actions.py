"""What the window itself can do, beside what its parts add."""

from __future__ import annotations

from ticker_app.ui.actions import CHART, HELP, PRICES, VIEW, ActionSpec, KeyHint

ACTIONS = (
    ActionSpec(
        "prices.flip",
        PRICES,
        "P&ush or pull",
        ("Space",),
        "The other side begins",
        short="push/pull",
    ),
    ActionSpec(
        "prices.reference",
        PRICES,
        "&Reference reading",
        ("R",),
        "Read apart what the server published, to know what was not seen in time",
        checkable=True,
    ),
    ActionSpec(
        "prices.pause",
        PRICES,
        "&Pause the picture",
        ("P",),
        "Everything on the screen stands still; data keep coming",
        checkable=True,
        short="pause",
    ),
    ActionSpec(
        "prices.reconnect",
        PRICES,
        "Reconnect &now",
        ("Ctrl+R",),
        "Make the connection anew, or do not wait for the next try; nothing is lost by it",
    ),
    ActionSpec(
        "chart.compare",
        CHART,
        "&Compare lanes side by side",
        ("C",),
        "Several ways at once on one time axis, or back to one",
        checkable=True,
        short="compare",
    ),
    ActionSpec(
        "chart.follow",
        CHART,
        "&Follow the newest price",
        ("F",),
        "Scroll with time again",
        short="follow",
    ),
    ActionSpec("chart.span-1", CHART, "&Shortest time span", ("1",)),
    ActionSpec("chart.span-2", CHART, "S&econd time span", ("2",)),
    ActionSpec("chart.span-3", CHART, "&Third time span", ("3",)),
    ActionSpec("chart.span-4", CHART, "&Longest time span", ("4",)),
    ActionSpec(
        "view.full-screen",
        VIEW,
        "&Full screen",
        ("F11",),
        "The window alone on the screen; Esc leaves",
        checkable=True,
    ),
    ActionSpec("view.quit", VIEW, "&Quit", ("Ctrl+Q",), "Close the window; it comes back as it is"),
    ActionSpec(
        "help.menu",
        HELP,
        "&Menu",
        ("F10", "Alt+M"),
        "Everything this window can do",
        in_menu=False,
    ),
    ActionSpec(
        "help.what",
        HELP,
        "&What's this?",
        ("Shift+F1",),
        "Then click a figure: what it means exactly",
    ),
    ActionSpec("help.tour", HELP, "&Tour of the window", tip="A few steps that point at its parts"),
    ActionSpec("help.keys", HELP, "&Keys", ("F1",), "All keys on one sheet", short="keys"),
)
HINTS = (
    KeyHint(PRICES, "↑ ↓", "Another symbol", "symbol"),
    KeyHint(CHART, "← →", "Back and forth in time"),
    KeyHint(CHART, "+ −", "Less or more time"),
    KeyHint(CHART, "Home  End", "The oldest price, or now"),
    KeyHint(CHART, "Shift+← →", "Move the crosshair; Esc takes it away"),
    KeyHint(VIEW, "Tab", "To the next control; arrows change it"),
    KeyHint(VIEW, "Esc", "Leave full screen"),
)
