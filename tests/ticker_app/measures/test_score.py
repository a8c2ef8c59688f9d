"""A lane's figures over a window, against a second computation from the definitions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ticker_app.measures.naive import Delivery, History
from ticker_app.measures.batches import Estimate
from ticker_app.measures.score import LaneScore, ScoreFigures
from ticker_app.measures.symbol_score import Published

SECOND = 1_000_000


def tick(count: int, published_us: int, price: float = 100.0, symbol: str = "A") -> Published:
    return Published(symbol, count, published_us, price)


def value(estimate: Estimate | None) -> float | None:
    return None if estimate is None else estimate.value


def started(*ticks: Published) -> LaneScore:
    """One symbol, nothing missed when the window began at 0; then these were published."""
    score = LaneScore(["A"], 0)
    score.start_from("A", 1, -10, 100.0)
    for each in ticks:
        score.publish(each)
    return score


def test_before_anything_happened_there_are_no_figures() -> None:
    assert LaneScore(["A"], 0).figures(SECOND) == ScoreFigures(
        latency_us=None,
        age_mean_us=None,
        age_peak_mean_us=None,
        age_max_us=None,
        unseen_mean_us=None,
        current=None,
        seen=0,
        missed=0,
        seen_share=None,
        price_error_bps=None,
    )


def test_one_late_delivery_that_skips_a_tick() -> None:
    score = started(tick(2, 50, 101.0), tick(3, 70, 102.0))
    score.deliver(100, [tick(3, 70, 102.0)])
    figures = score.figures(200)
    assert value(figures.age_mean_us) == (60 * 100 + 80 * 100) / 200
    assert value(figures.age_peak_mean_us) == 110
    assert figures.age_max_us == 130
    assert value(figures.unseen_mean_us) == (50 * 50 / 2) / 200
    assert value(figures.current) == 150 / 200
    assert (figures.seen, figures.missed, value(figures.seen_share)) == (1, 1, 0.5)
    error = 20 * 100 / 101 + 30 * 200 / 102
    assert value(figures.price_error_bps) == pytest.approx(error * 100 / 200)


def test_latency_is_of_every_tick_that_counts() -> None:
    score = started()
    score.deliver(100, [tick(2, 20), tick(3, 90)])
    score.deliver(200, [tick(4, 20)], latency_counts=False)
    latency = score.figures(300).latency_us
    assert latency is not None
    assert (latency.p50_us, latency.max_us) == (10, 80)


def test_how_late_ticks_came_is_known_as_it_varied() -> None:
    score = started()
    assert score.lateness() is None
    score.deliver(100, [tick(2, 20), tick(3, 90)])
    score.deliver(200, [tick(4, 20)], latency_counts=False)
    score.figures(300)
    late = score.lateness()
    assert late is not None
    assert late.mean() == pytest.approx(45e-6)


def test_what_the_lane_has_already_is_no_news() -> None:
    score = started()
    score.deliver(100, [tick(1, -10)])
    figures = score.figures(200)
    assert figures.age_peak_mean_us is None
    assert figures.seen == 0


def test_other_symbols_do_not_count() -> None:
    score = started(tick(1, 5, symbol="B"))
    score.start_from("B", 0, 0, 1.0)
    score.deliver(100, [tick(1, 5, symbol="B")])
    assert score.figures(200).seen == 0


def test_a_symbol_without_a_start_is_scored_from_its_first_delivery() -> None:
    score = LaneScore(["A"], 0)
    score.publish(tick(6, 90))
    score.publish(tick(7, 150))
    score.deliver(100, [tick(5, 80)])
    figures = score.figures(200)
    assert value(figures.age_mean_us) == (20 + 120) / 2
    assert value(figures.current) == 0
    assert (figures.seen, figures.missed) == (0, 0)


def test_a_delivery_before_the_window_moves_where_it_starts_from() -> None:
    score = LaneScore(["A"], 1000)
    score.deliver(900, [tick(4, 880), tick(5, 890)])
    score.deliver(950, [tick(5, 890)])
    score.deliver(960, [tick(6, 940)])
    figures = score.figures(1100)
    assert value(figures.age_mean_us) == 60 + 50
    assert (figures.seen, figures.age_peak_mean_us) == (0, None)


def test_what_arrives_after_the_window_is_left_for_later() -> None:
    score = started(tick(2, 150))
    score.deliver(250, [tick(2, 150)])
    assert score.figures(200).seen == 0
    assert score.figures(300).seen == 1


def test_a_window_does_not_shrink() -> None:
    score = started()
    assert score.figures(200) == score.figures(100)


def test_a_lane_that_seems_to_know_more_than_was_published_has_no_price_error() -> None:
    """The clock offset put the publication behind the delivery."""
    score = started(tick(2, 120, 101.0))
    score.deliver(100, [tick(2, 120, 101.0)])
    assert value(score.figures(200).price_error_bps) == 0


def test_symbols_weigh_alike_in_a_mean_over_time() -> None:
    score = LaneScore(["A", "B"], 0)
    score.start_from("A", 1, 0, 1.0)
    score.start_from("B", 1, -100, 1.0)
    assert value(score.figures(100).age_mean_us) == (50 + 150) / 2


steps = st.lists(
    st.tuples(
        st.integers(1, 90_000),
        st.sampled_from(["publish A", "publish B", "look", "arrive", "learn"]),
    ),
    min_size=1,
    max_size=60,
)


@given(steps, st.booleans())
def test_every_figure_is_that_of_its_definition(
    happened: list[tuple[int, str]], skips: bool
) -> None:
    """The lane looks at the tape and what it saw arrives later: every tick, or the newest.

    What was published is learnt only now and then; that must change nothing.
    """
    play = Play(skips=skips)
    for gap_us, what in [*happened, (1, "learn")]:
        play.step(gap_us, what)
    figures = play.score.figures(play.now_us)
    stories = play.histories()
    window_us = len(stories) * play.now_us
    for figure, definition in (
        (figures.age_mean_us, History.age_us),
        (figures.unseen_mean_us, History.unseen_us),
        (figures.current, History.is_current),
        (figures.price_error_bps, History.error_bps),
    ):
        naive = sum(one.integral(definition.__get__(one), play.now_us) for one in stories)
        assert value(figure) == pytest.approx(naive / window_us, rel=1e-9, abs=1e-9)
    peaks = [peak for one in stories for peak in one.peaks_us()]
    assert value(figures.age_peak_mean_us) == (sum(peaks) / len(peaks) if peaks else None)
    ages = [one.age_us(play.now_us) for one in stories]
    assert figures.age_max_us == max(peaks + ages)
    assert figures.seen == sum(one.seen() for one in stories)
    assert figures.missed == sum(one.missed() for one in stories)
    assert skips or figures.missed == 0


class Play:
    """A tape of two symbols, a lane, and the score that hears of both."""

    def __init__(self, *, skips: bool) -> None:
        self.now_us = 0
        self.score = LaneScore("AB", 0)
        self._skips = skips
        self._start = {symbol: tick(1, -70, 100.0, symbol) for symbol in "AB"}
        self._published: dict[str, list[Published]] = {"A": [], "B": []}
        self._learnt = {"A": 0, "B": 0}
        self._looked = {"A": 0, "B": 0}
        self._arrived = {"A": 0, "B": 0}
        self._deliveries: dict[str, list[Delivery]] = {"A": [], "B": []}
        for each in self._start.values():
            self.score.start_from(each.symbol, each.count, each.published_us, each.price)

    def step(self, gap_us: int, what: str) -> None:
        self.now_us += gap_us
        action, *symbol = what.split()
        getattr(self, action)(*symbol)

    def publish(self, symbol: str) -> None:
        before = self._published[symbol]
        price = 100.0 + 7 * len(before) % 5
        before.append(tick(len(before) + 2, self.now_us, price, symbol))

    def look(self) -> None:
        self._looked = {symbol: len(ticks) for symbol, ticks in self._published.items()}

    def arrive(self) -> None:
        came: list[Published] = []
        for symbol, ticks in self._published.items():
            new = ticks[self._arrived[symbol] : self._looked[symbol]]
            new = new[-1:] if self._skips else new
            self._arrived[symbol] = self._looked[symbol]
            if new:
                self._deliveries[symbol].append(Delivery(self.now_us, new))
            came += new
        self.score.deliver(self.now_us, came)

    def learn(self) -> None:
        for symbol, ticks in self._published.items():
            for each in ticks[self._learnt[symbol] :]:
                self.score.publish(each)
            self._learnt[symbol] = len(ticks)
        self.score.figures(self.now_us)

    def histories(self) -> list[History]:
        return [
            History(self._start[symbol], 0, self._published[symbol], self._deliveries[symbol])
            for symbol in "AB"
        ]
