"""What the tour says about the parts of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ticker_app.ui.tour.step import Step

Target = Callable[[], QWidget]


def steps(
    *,
    switch: Target,
    chart: Target,
    watchlist: Target,
    figures: Target,
    compare: Target,
    menu: Target,
) -> tuple[Step, ...]:
    """The steps in their order; each argument gives the part that one of them is about."""
    return (
        Step(
            "One switch",
            "Push: the server sends each price as soon as there is one. Pull: this window asks "
            "again and again. Space switches, wherever you are.",
            switch,
        ),
        Step(
            "The price, and how old it is",
            "The colour of the line says how each price came, dotted is what came too late to be "
            "seen. The filled part below says for how long the price was out of date.",
            chart,
        ),
        Step(
            "The symbols",
            "A click or ↑ and ↓ choose the one on the chart. Press / to find one by its name.",
            watchlist,
        ),
        Step(
            "What it costs and what it brings",
            "Each way leaves its figures behind, so switch and compare. Shift+F1, then a click "
            "on a figure, tells what it means exactly.",
            figures,
        ),
        Step(
            "Side by side",
            "C runs two to four ways at the same time against the same server, and says which "
            "was better, and by how much.",
            compare,
        ),
        Step(
            "Everything else",
            "F10 opens the menu: colours, large text for a room, panels, this tour. P lets the "
            "picture stand still. F1 shows all keys.",
            menu,
        ),
    )
