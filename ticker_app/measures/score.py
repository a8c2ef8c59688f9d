"""What one lane was worth over a window of time: every figure of a comparison, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ticker_app.measures.batches import Batches, Estimate, added
from ticker_app.measures.latency import LatencyHistogram, Percentiles
from ticker_app.measures.spread import Spread
from ticker_app.measures.symbol_score import Published, SymbolScore
from ticker_app.measures.totals import FIGURES, Totals

PARTS = 12
"""Into so many the symbols are divided, to tell how much they hang together over time."""
MUCH_HELD = 5_000
"""Ticks that wait; then it is time to add up what can be."""
FEWEST_PEAKS = 50
"""Fewer deliveries with news than this tell nothing of how much they vary: a few long gaps do."""


class ScoreFigures(Struct, frozen=True):
    """The figures of one lane over all its symbols. None: nothing to measure yet.

    Means over time weigh each symbol alike, peaks and seen share weigh each delivery or tick
    alike. Standard errors are by batch means, None before there were 50 deliveries with news.

    latency_us: of every delivered tick that counts.
    age_mean_us, unseen_mean_us, price_error_bps: time averages.
    age_peak_mean_us: of the ages just before a delivery that brought news.
    current: the share of time in which nothing was unseen.
    seen, missed: ticks delivered, and ticks passed over by a later one. A tick that the lane
        may still deliver is neither.
    seen_share: seen / (seen + missed).
    """

    latency_us: Percentiles | None
    age_mean_us: Estimate | None
    age_peak_mean_us: Estimate | None
    age_max_us: int | None
    unseen_mean_us: Estimate | None
    current: Estimate | None
    seen: int
    missed: int
    seen_share: Estimate | None
    price_error_bps: Estimate | None


class LaneScore:
    """Scores one lane against what was published, over any number of symbols.

    All moments are µs on the client clock. What was published may be learnt late: nothing is
    summed until `figures` says up to when all of it is known, so every figure is about the same
    window, from ``begin_us`` (or a symbol's first delivery) to there. One tape only: when
    counts begin anew, begin a new score.

    Args:
        symbols: which symbols count; ticks of others are ignored.
        begin_us: when the window begins.
    """

    def __init__(self, symbols: Iterable[str], begin_us: int) -> None:
        names = list(symbols)
        self._latency = LatencyHistogram()
        self._parts = [Totals(self._latency) for _ in range(max(min(len(names), PARTS), 1))]
        self._symbols = {
            name: SymbolScore(begin_us, self._parts[number % len(self._parts)])
            for number, name in enumerate(names)
        }
        self._waiting: dict[str, SymbolScore] = {}
        """Those of which something is known that has not been added up."""
        self._batches = Batches(begin_us)
        self._through_us = begin_us
        self.held = 0
        """At most so many ticks it holds: not added up yet, or not delivered."""
        self._figures: ScoreFigures | None = None
        """As last read; None once they may be others."""

    def start_from(self, symbol: str, count: int, published_us: int, price: float) -> None:
        """The newest tick that the lane had delivered when the window began.

        A symbol without one is scored from its first delivery on.
        """
        if symbol in self._symbols:
            self._symbols[symbol].start_from(Published(symbol, count, published_us, price))

    def publish(self, published: Published) -> None:
        """A tick was published: in the order of each symbol's counts, however late."""
        symbol = self._symbols.get(published.symbol)
        if symbol is not None:
            symbol.publish(published)
            self.held += 1
            self._waiting[published.symbol] = symbol
            self._happened(published.published_us)

    def deliver(
        self, received_us: int, ticks: Sequence[Published], latency_counts: bool = True
    ) -> None:
        """The lane delivered these ticks at once, oldest first; in the order of time.

        What was delivered before the window only moves where it starts from.

        Args:
            received_us: when; client clock.
            ticks: of any symbols; those that are no news are ignored.
            latency_counts: False for ticks that were waiting before the lane asked.
        """
        news: dict[str, list[Published]] = {}
        for tick in ticks:
            if tick.symbol in self._symbols:
                news.setdefault(tick.symbol, []).append(tick)
        for name, of_symbol in news.items():
            symbol = self._waiting[name] = self._symbols[name]
            symbol.deliver(received_us, of_symbol, latency_counts)
            self.held += len(of_symbol)
        if news:
            self._happened(received_us)

    def figures(self, through_us: int) -> ScoreFigures:
        """Score up to ``through_us``, up to which all that was published is known.

        The window only grows: an earlier moment than the time before reads as that one. Of the
        same moment the figures are worked out once.
        """
        if self._figures is None or through_us > self._through_us:
            self._figures = self._read(max(through_us, self._through_us))
        return self._figures

    def lateness(self) -> Spread | None:
        """How late each tick came that counts for latency, as far as it was scored; None: none."""
        return self._latency.spread()

    def _happened(self, at_us: int) -> None:
        if at_us <= self._through_us:
            self._figures = None

    def _read(self, through_us: int) -> ScoreFigures:
        while self._batches.next_us <= through_us:
            ends_us = self._batches.next_us
            self._advance(ends_us)
            self._batches.close([part.sums(ends_us) for part in self._parts])
        self._advance(through_us)
        self._through_us = through_us
        if self.held > MUCH_HELD:
            self.held = sum(symbol.held for symbol in self._symbols.values())
        sums = added([part.sums(through_us) for part in self._parts])
        found = self._batches.estimates(sums)
        if sum(part.peaks for part in self._parts) < FEWEST_PEAKS:
            found = [one and Estimate(one.value, None) for one in found]
        return ScoreFigures(
            latency_us=self._latency.percentiles(),
            age_max_us=self._age_max_us(through_us),
            seen=sum(part.seen for part in self._parts),
            missed=sum(part.missed for part in self._parts),
            **dict(zip(FIGURES, found, strict=True)),
        )

    def _age_max_us(self, through_us: int) -> int | None:
        shown_us = (symbol.shown_us for symbol in self._symbols.values())
        oldest_us = min((at_us for at_us in shown_us if at_us is not None), default=None)
        peak_max_us = max(part.peak_max_us for part in self._parts)
        return None if oldest_us is None else max(peak_max_us, through_us - oldest_us)

    def _advance(self, through_us: int) -> None:
        for name, symbol in [*self._waiting.items()]:
            symbol.advance(through_us)
            if not symbol.waits:
                del self._waiting[name]
