"""The rows of the compare table: figures, residuals, and who is best."""

from __future__ import annotations

from msgspec.structs import replace

from tests.ticker_app.ui.compare.standin_comparing import reading, score
from ticker_app.compare.lane_reading import LaneReading
from ticker_app.measures.theory import Prediction
from ticker_app.ui.compare.rows import ROWS, Cell, Row, cells


def row(label: str) -> Row:
    return next(one for one in ROWS if one.label == label)


def best(label: str, *lanes: LaneReading) -> list[bool]:
    return [cell.is_best for cell in cells(row(label), lanes)]


def test_the_least_age_is_the_best() -> None:
    assert best("age mean", reading("websocket", 100_000), reading("poll:1", 600_000)) == [
        True,
        False,
    ]


def test_the_greatest_share_of_current_time_is_the_best() -> None:
    ahead, behind = (reading("websocket", score=score(1.0, current=share)) for share in (0.97, 0.1))
    assert best("current", ahead, behind) == [True, False]


def test_what_reads_alike_is_best_together() -> None:
    lanes = [reading(name, us) for name, us in (("sse", 100_000), ("websocket", 100_100))]
    assert best("age mean", *lanes, reading("poll:1", 600_000)) == [True, True, False]


def test_what_differs_by_less_than_the_errors_is_best_together() -> None:
    lanes = [
        reading(name, score=score(us, error=5000.0))
        for name, us in (("sse", 100_000.0), ("websocket", 106_000.0), ("poll:1", 600_000.0))
    ]
    assert best("age mean", *lanes) == [True, True, False]


def test_nobody_is_best_where_all_are_alike() -> None:
    assert best("ticks missed", reading("sse"), reading("websocket")) == [False, False]


def test_one_lane_alone_is_not_the_best() -> None:
    nothing = reading("sse", score=None)
    assert best("age mean", reading("websocket"), nothing) == [False, False]


def test_theory_stands_beside_what_was_measured() -> None:
    lane = reading("poll:1", 500_000, prediction=Prediction("poisson", 400_000.0))
    assert cells(row("age mean"), [lane])[0].theory == "400\u202fms  +25.0\u202f%"


def test_the_residual_of_a_share_is_in_points() -> None:
    lane = reading("poll:1", prediction=Prediction("poisson", 1.0, current=0.88))
    assert cells(row("current"), [lane])[0].theory == "88\u202f%  +2.0\u202fpp"


def test_a_prediction_of_nothing_has_no_relative_residual() -> None:
    lane = reading("poll:1", prediction=Prediction("poisson", 1.0, unseen_mean_us=0.0))
    assert cells(row("out of date"), [lane])[0].theory == "0\u202fµs  –"


def test_theory_says_nothing_about_the_requests_of_push() -> None:
    assert cells(row("requests"), [reading("websocket")])[0].theory == ""
    assert cells(row("requests"), [reading("poll:1")])[0].theory != ""


def test_theory_is_there_before_anything_was_measured() -> None:
    lane = reading("poll:1", score=None, prediction=Prediction("poisson", 400_000.0))
    assert cells(row("age mean"), [lane]) == [Cell("–", "400\u202fms")]


def test_before_anything_was_measured_every_figure_is_a_dash() -> None:
    nothing = LaneReading(reading("poll:1").choice, True, "connecting")
    assert {cell for one in ROWS for cell in cells(one, [nothing])} == {Cell()}


def test_a_lane_without_latency_yet_has_none() -> None:
    lane = reading("sse", score=replace(score(1000.0), latency_us=None))
    assert cells(row("latency p50"), [lane]) == [Cell()]


def test_a_lane_of_another_window_does_not_compete() -> None:
    lanes = [
        reading("sse", 90_000, is_compared=False),
        reading("websocket", 100_000),
        reading("poll:1", 600_000),
    ]
    assert best("age mean", *lanes) == [False, True, False]


def test_a_paused_lane_does_not_compete() -> None:
    lanes = [
        reading("sse", 90_000, is_running=False, is_compared=False),
        reading("websocket", 100_000),
        reading("poll:1", 600_000),
    ]
    assert best("age mean", *lanes) == [False, True, False]
