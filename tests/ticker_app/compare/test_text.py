"""What a comparison prints."""

from __future__ import annotations

import pytest
from msgspec import structs

from tests.ticker_app.compare.outcomes import (
    FIGURES,
    NOTHING,
    PREDICTION,
    lane_outcome,
    outcome,
    without_prediction,
)
from ticker_app.compare.outcome import LaneOutcome
from ticker_app.compare.rows import Cell, beyond_theory, number, rows_of, untold_theory
from ticker_app.compare.text import outcome_text
from ticker_app.measures.batches import Estimate
from ticker_app.measures.breaks import BreakFigures
from ticker_app.measures.latency import Percentiles


def cells(label: str, *lanes: LaneOutcome) -> list[Cell]:
    return next(list(row.cells) for row in rows_of(outcome(*lanes)) if row.label == label)


def with_age(name: str, age_us: float) -> LaneOutcome:
    return lane_outcome(name, structs.replace(FIGURES, age_mean_us=Estimate(age_us, None)))


def test_a_figure_stands_with_its_margin_its_theory_and_the_residual() -> None:
    cell = cells("age, mean", lane_outcome("sse"))[0]
    assert cell == Cell("201.0 ± 8.6", "200.0", "+0.5 %")


def test_a_small_margin_brings_more_digits() -> None:
    lane = lane_outcome("sse", structs.replace(FIGURES, current=Estimate(0.995, 0.00012)))
    assert cells("current", lane)[0].measured == "99.500 ± 0.025"


def test_beside_a_theory_of_nothing_the_residual_is_a_difference() -> None:
    nothing_empty = structs.replace(PREDICTION, empty_share=0.0)
    lane = structs.replace(lane_outcome("poll:1"), prediction=nothing_empty)
    assert cells("empty answers", lane)[0] == Cell("10.00 ± 37.12", "0", "+10.000")


def predicted(**others: float) -> LaneOutcome:
    """A lane that theory is right about, but for these."""
    prediction = structs.replace(PREDICTION, seen_share=0.8)
    return structs.replace(lane_outcome("sse"), prediction=structs.replace(prediction, **others))


def test_whether_theory_agrees_is_said_in_a_sentence() -> None:
    assert "Every predicted figure is within 3 %" in outcome_text(outcome(predicted()))
    text = outcome_text(outcome(predicted(age_mean_us=1.8e5)))
    assert "as by chance at most one in twenty is: sse age, mean." in text


def test_of_a_figure_without_a_margin_nobody_says_that_it_is_beyond_it() -> None:
    for share, is_untold in ((0.029, False), (0.031, True)):
        found = outcome(predicted(age_peak_mean_us=202_000.0 / (1 + share)))
        assert beyond_theory(found) == []
        assert untold_theory(found) == ["sse age, mean peak"] * is_untold
        told = "too little was measured to tell the margin: sse age, mean peak."
        assert (told in outcome_text(found)) == is_untold


def test_a_figure_that_was_measured_too_shortly_has_a_dash_for_its_margin() -> None:
    assert cells("age, mean peak", lane_outcome("sse"))[0].measured == "202.0 ± –"


def test_the_best_of_a_row_is_marked_and_equals_are_all_best() -> None:
    lanes = [with_age("sse", 2e5), with_age("websocket", 2e5), with_age("poll:1", 7e5)]
    assert [cell.is_best for cell in cells("age, mean", *lanes)] == [True, True, False]


def test_more_is_better_where_it_is() -> None:
    worse = lane_outcome("poll:1", structs.replace(FIGURES, current=Estimate(0.2, None)))
    assert [cell.is_best for cell in cells("current", lane_outcome("sse"), worse)] == [True, False]


def test_a_lane_alone_is_not_the_best() -> None:
    assert not any(
        cell.is_best for row in rows_of(outcome(lane_outcome("sse"))) for cell in row.cells
    )


def test_what_was_not_measured_is_a_dash_and_never_the_best() -> None:
    lanes = [lane_outcome("sse", NOTHING), lane_outcome("websocket")]
    assert cells("latency p50", *lanes) == [Cell("–"), Cell("0.500", is_best=True)]


def test_numbers_keep_four_digits_that_count() -> None:
    assert [number(value) for value in (0, 0.0004, 1.23456, 12.3456, 123.456, 12345.6)] == [
        "0",
        "0.000",
        "1.235",
        "12.35",
        "123.5",
        "12,346",
    ]


def test_the_table_has_a_column_for_each_lane_and_all_lines_end_together() -> None:
    text = outcome_text(outcome(lane_outcome("websocket"), lane_outcome("poll:1")))
    lines = text.splitlines()
    assert lines[0] == "http://desk:8765, simulated prices, 2 symbols, 10.0 s"
    assert lines[2].split() == ["websocket", "poll:1"]
    assert any(line.split()[:2] == ["theory", "200.0"] for line in lines if line.strip())
    assert "* marks the best of a row." in lines


def test_a_lane_that_was_paused_is_not_compared_and_that_is_said() -> None:
    paused = structs.replace(lane_outcome("sse"), is_compared=False, seconds=4.0)
    better = structs.replace(FIGURES, latency_us=Percentiles(1, 1, 1, 1))
    lanes = [structs.replace(paused, figures=better), lane_outcome("websocket")]
    assert not any(cell.is_best for cell in cells("latency p50", *lanes))
    text = outcome_text(outcome(*lanes, lane_outcome("poll:1")))
    assert "sse was paused after 4.0 s" in text
    assert "event stream" not in text


def test_it_says_which_form_of_theory_was_used() -> None:
    assert "Poisson ticks, which these look like" in outcome_text(outcome(lane_outcome("sse")))
    general = structs.replace(PREDICTION, form="general")
    text = outcome_text(outcome(structs.replace(lane_outcome("sse"), prediction=general)))
    assert "the general form, because these ticks are not Poisson" in text


def test_it_says_when_nothing_was_published() -> None:
    text = outcome_text(outcome(without_prediction(lane_outcome("sse", NOTHING))))
    assert "Nothing was published" in text


def test_it_says_what_went_wrong() -> None:
    broken = structs.replace(lane_outcome("sse"), trouble="desk refuses connections")
    unknown = structs.replace(outcome(broken), clock=None, server_cost=None, asked_s=20.0)
    text = outcome_text(structs.replace(unknown, symbols=["ACME"]))
    assert "sse had no connection at the end: desk refuses connections." in text
    assert "The clocks were never compared" in text
    assert "ACME, 10.0 s of 20, then ended early" in text


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (
            BreakFigures(1, 1),
            "sse lost its connection or found none once, and recovered 1 tick, which",
        ),
        (
            BreakFigures(2, 1_234),
            "sse lost its connection or found none 2 times, and recovered 1,234 ticks, which",
        ),
    ],
)
def test_it_says_which_lanes_broke_as_theory_knows_of_none(breaks: BreakFigures, said: str) -> None:
    broken = structs.replace(lane_outcome("sse"), breaks=breaks)
    text = outcome_text(outcome(broken, lane_outcome("poll:1")))
    assert said in text
    assert text.count("theory knows of no breaks") == 1


def test_it_says_what_a_message_and_a_poll_cost_the_server_or_that_it_cannot_tell() -> None:
    given = outcome(lane_outcome("websocket"), lane_outcome("poll:1"))
    assert "40 µs for a pushed message and 300 µs for an interval poll" in outcome_text(given)
    assert given.server_cost is not None
    silent = structs.replace(given.server_cost, pushing_cpu_s=None, answered={})
    text = outcome_text(structs.replace(given, server_cost=silent))
    assert "does not tell apart what pushing and polling cost" in text
    assert "server CPU" not in text


def test_the_verdict_stands_behind_the_table() -> None:
    text = outcome_text(outcome(lane_outcome("websocket"), lane_outcome("poll:1")))
    assert "polling" in text.split("bytes up")[1]
    assert "would become the cheaper one in" in text


def test_it_says_how_late_ticks_were_published_if_the_server_tells() -> None:
    found = outcome(lane_outcome("poll:1"))
    assert "after they were due" not in outcome_text(found)
    cost = found.server_cost
    assert cost is not None
    late = structs.replace(cost, ticks_published=100, late_sum_us=160_000)
    told = outcome_text(structs.replace(found, server_cost=late))
    assert "ticks/s and symbol, published 1.60 ms after they were due; poll:1 delay" in told
