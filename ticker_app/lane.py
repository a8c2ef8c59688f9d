"""One running feed that is measured."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct
from typing_extensions import override

from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, Mode
from ticker_app.health import Health, State
from ticker_app.hearing import Hearing
from ticker_app.measures.deliveries import Deliveries

__all__ = ["Health", "Lane", "LaneFigures", "State"]


class LaneFigures(Struct, frozen=True):
    """What one run of a lane measured, from its start. None: nothing to measure yet.

    Latency is over all symbols; age, unseen age and current are of the selected symbol.
    The definitions are those of the README's "What the numbers mean".
    empty_share: of the requests of a pull; push has none.
    answer_p99_us: of an interval poll, from when it was due to its answer.
    limited: how often the server said to come back later.
    """

    choice: LaneChoice
    running_s: float
    latency_p50_us: int | None
    latency_p99_us: int | None
    latency_bound_us: int | None
    age_now_us: int | None
    age_mean_us: float | None
    unseen_now_us: int | None
    unseen_mean_us: float | None
    current_share: float | None
    seen: int
    missed: int
    requests: int
    requests_per_s: float
    empty_share: float | None
    bytes_down_per_s: float
    bytes_up_per_s: float
    answer_p99_us: int | None = None
    limited: int = 0


class Lane(Hearing):
    """Hears a server, and measures every arrival before anybody is told of it."""

    @cached_property
    def measures(self) -> Deliveries:
        """What its deliveries amount to."""
        return Deliveries(self.offset.to_client_us)

    @override
    def _report(self, arrival: Arrival) -> None:
        self.measures.take(arrival)
        super()._report(arrival)

    def figures(self, now_us: int, symbol: str | None) -> LaneFigures:
        """What was measured so far; age is of ``symbol``, the watched one."""
        running_s = max(now_us - self.started_us, 1) / 1e6
        cost, measures = self.cost, self.measures
        latency = measures.latency.percentiles()
        answers = measures.answer_delay.percentiles()
        clock = self.offset.reading()
        age = None if symbol is None else measures.age(symbol)
        return LaneFigures(
            choice=self.choice,
            running_s=running_s,
            latency_p50_us=None if latency is None else latency.p50_us,
            latency_p99_us=None if latency is None else latency.p99_us,
            latency_bound_us=None if clock is None else clock.bound_us,
            age_now_us=None if age is None else age.now(now_us),
            age_mean_us=None if age is None else age.mean(now_us),
            unseen_now_us=measures.unseen.now(now_us),
            unseen_mean_us=measures.unseen.mean(),
            current_share=measures.unseen.current_share(),
            seen=measures.seen,
            missed=measures.missed,
            requests=cost.requests,
            requests_per_s=cost.requests / running_s,
            empty_share=self._empty_share(),
            bytes_down_per_s=cost.bytes_down / running_s,
            bytes_up_per_s=cost.bytes_up / running_s,
            answer_p99_us=None if answers is None else answers.p99_us,
            limited=cost.limited,
        )

    def _empty_share(self) -> float | None:
        pulled = self.choice.mode is Mode.PULL
        return self.cost.empty / self.cost.requests if pulled and self.cost.requests else None
