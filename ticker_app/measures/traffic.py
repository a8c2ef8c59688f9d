"""How ticks come: how often, and whether they are Poisson; from what was published."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Form: TypeAlias = Literal["poisson", "general"]


class Traffic(Struct, frozen=True):
    """What a prediction is made from.

    rates_hz: ticks a second of each symbol that ticked, at least one; all the same unless they
        clearly differ.
    delay_s: from publication (pull: from the server's look at its ticks) to arrival.
    poisson: whether nothing speaks against Poisson ticks.
    mean_wait_s: the mean time since a symbol's newest tick, E[Y²] / (2 E[Y]) of the gaps Y
        between its ticks; 1/λ for Poisson ticks.
    moments_hz: moments a second at which any symbol ticked; None: no two ticks share one.
    apart: the share of a symbol's ticks that do not share a moment with its tick before.
    """

    rates_hz: tuple[float, ...]
    delay_s: float
    poisson: bool
    mean_wait_s: float
    moments_hz: float | None = None
    apart: float = 1.0

    @property
    def rate_hz(self) -> float:
        """λ: ticks a second and symbol, the mean over the symbols."""
        return sum(self.rates_hz) / len(self.rates_hz)

    @property
    def form(self) -> Form:
        """Which form of the predictions holds."""
        return "poisson" if self.poisson else "general"
