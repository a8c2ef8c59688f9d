"""Which figures are shown, what they are called, and what each means exactly."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from ticker_app.lane import LaneFigures
from ticker_app.ui import wording
from ticker_app.ui.wording import Quantity


class FigureSpec(Struct, frozen=True):
    """One figure.

    compared: it also says something about a mode that no longer runs.
    gives_way: it is not there where a whole card would have no room because of it.
    """

    label: str
    read: Callable[[LaneFigures], Quantity]
    meaning: str
    compared: bool = True
    gives_way: bool = False


class CardSpec(Struct, frozen=True):
    """Figures that belong together."""

    title: str
    figures: tuple[FigureSpec, ...]
    shows_bound: bool = False
    """The title says how far the clocks may be apart."""


CARDS = (
    CardSpec(
        "Age of the price",
        (
            FigureSpec(
                "now",
                lambda figures: wording.age_figure(figures.age_now_us),
                "How long ago the server published the newest price of this symbol that has "
                "reached this screen. It also grows while nothing is traded.",
                compared=False,
            ),
            FigureSpec(
                "mean",
                lambda figures: wording.age_figure(figures.age_mean_us),
                "The age of this symbol's price, averaged over the time that this way of "
                "bringing prices has run (age of information).",
            ),
        ),
    ),
    CardSpec(
        "Latency",
        (
            FigureSpec(
                "p50",
                lambda figures: wording.latency(figures.latency_p50_us, figures.latency_bound_us),
                "Half of the ticks took at most this long from publication by the server to "
                "this window, all symbols together. The ± says how far the two clocks may be "
                "apart.",
            ),
            FigureSpec(
                "p99",
                lambda figures: wording.latency(figures.latency_p99_us, figures.latency_bound_us),
                "99 of 100 ticks took at most this long from publication by the server to this "
                "window.",
            ),
        ),
        shows_bound=True,
    ),
    CardSpec(
        "Ticks",
        (
            FigureSpec(
                "seen",
                lambda figures: wording.count(figures.seen),
                "Ticks that reached this window, all symbols together.",
            ),
            FigureSpec(
                "missed",
                lambda figures: wording.count(figures.missed),
                "Ticks that the server published but that never reached this window: each "
                "symbol numbers its ticks, so a gap shows.",
            ),
        ),
    ),
    CardSpec(
        "Requests",
        (
            FigureSpec(
                "sent",
                lambda figures: wording.rate(figures.requests_per_s),
                "HTTP requests and WebSocket handshakes sent per second.",
            ),
            FigureSpec(
                "empty",
                lambda figures: wording.share(figures.empty_share),
                "The share of answers that brought nothing new.",
            ),
            FigureSpec(
                "due p99",
                lambda figures: wording.latency(figures.answer_p99_us, None),
                "99 of 100 polls were answered at most this long after the moment they were due. A "
                "request that left late for lack of time counts from when it was due, so that a "
                "stall is not hidden by asking later (coordinated omission).",
                gives_way=True,
            ),
            FigureSpec(
                "limited",
                lambda figures: wording.count(figures.limited),
                "Answers that said only to come back later, because the server limits how often "
                "one address may ask.",
            ),
        ),
    ),
    CardSpec(
        "On the wire",
        (
            FigureSpec(
                "down",
                lambda figures: wording.bytes_rate(figures.bytes_down_per_s),
                "Bytes received per second as TCP payload, headers and handshakes included.",
            ),
            FigureSpec(
                "up",
                lambda figures: wording.bytes_rate(figures.bytes_up_per_s),
                "Bytes sent per second as TCP payload, headers and handshakes included.",
            ),
        ),
    ),
    CardSpec(
        "Of the time",
        (
            FigureSpec(
                "current",
                lambda figures: wording.share(figures.current_share),
                "The share of time in which this window had every tick of this symbol that the "
                "server had published.",
            ),
        ),
    ),
)
