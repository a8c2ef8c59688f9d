"""The figures of a comparison as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from ticker_app.compare.outcome import LaneOutcome, Outcome
from ticker_app.compare.verdict import argument_of
from ticker_app.measures.batches import Estimate
from ticker_app.measures.break_even import BreakEven, What


def outcome_json(outcome: Outcome) -> bytes:
    """One JSON object, indented; every number in the unit its name ends with.

    null where nothing could be measured or predicted. Under ``error`` are standard
    errors, under ``margin`` those at 95 %, as the table has them.
    """
    return msgspec.json.format(msgspec.json.encode(_document(outcome)), indent=2) + b"\n"


def _document(outcome: Outcome) -> dict[str, Any]:
    clock, cost, argument = outcome.clock, outcome.server_cost, argument_of(outcome)
    return {
        "server": str(outcome.server_url),  # without what opens it
        "source": "" if outcome.source is None else outcome.source.label,
        "seconds": round(outcome.seconds, 3),
        "symbols": list(outcome.symbols),
        "clock": None
        if clock is None
        else {"offset_us": clock.offset_us, "bound_us": clock.bound_us},
        "lanes": [_lane(lane) for lane in outcome.lanes],
        "verdict": list(argument.sentences),
        "break_even": [
            _break_even(what, point)
            for what, by_axis in argument.points.items()
            for point in by_axis.values()
        ],
        "cut_short": outcome.was_cut_short,
        "server_cost": None if cost is None else msgspec.to_builtins(cost),
    }


def _break_even(what: What, point: BreakEven) -> dict[str, Any]:
    """In s from poll to poll, or in ticks a second and symbol."""
    return {
        "what": what.value,
        "axis": point.axis.value,
        "present": point.present,
        "crossing": point.crossing,
        "push_per_s": point.push_now,
        "poll_per_s": point.poll_now,
    }


def _lane(lane: LaneOutcome) -> dict[str, Any]:
    figures, cost = lane.figures, lane.cost
    return {
        "lane": lane.name,
        "seconds": round(lane.seconds, 3),
        "compared": lane.is_compared,
        "latency_ms": _latency(lane),
        "age_ms": {
            "mean": _ms(_value(figures.age_mean_us)),
            "peak_mean": _ms(_value(figures.age_peak_mean_us)),
            "max": _ms(figures.age_max_us),
        },
        "unseen_age_ms": {"mean": _ms(_value(figures.unseen_mean_us))},
        "current": _value(figures.current),
        "seen": figures.seen,
        "missed": figures.missed,
        "price_error_bps": _value(figures.price_error_bps),
        "requests": cost.requests,
        "empty": cost.empty,
        "bytes_down": cost.bytes_down,
        "bytes_up": cost.bytes_up,
        "error": _each(lane, _error),
        "margin": _each(lane, _margin),
        "predicted": _predicted(lane),
        "trouble": lane.trouble,
    }


def _latency(lane: LaneOutcome) -> dict[str, float | None]:
    latency = lane.figures.latency_us
    if latency is None:
        return dict.fromkeys(("p50", "p95", "p99", "max"))
    return {
        "p50": _ms(latency.p50_us),
        "p95": _ms(latency.p95_us),
        "p99": _ms(latency.p99_us),
        "max": _ms(latency.max_us),
    }


def _each(
    lane: LaneOutcome, of: Callable[[Estimate | None], float | None]
) -> dict[str, float | None]:
    figures = lane.figures
    return {
        "age_ms": _ms(of(figures.age_mean_us)),
        "peak_age_ms": _ms(of(figures.age_peak_mean_us)),
        "unseen_age_ms": _ms(of(figures.unseen_mean_us)),
        "current": of(figures.current),
        "seen_share": of(figures.seen_share),
        "price_error_bps": of(figures.price_error_bps),
    }


def _predicted(lane: LaneOutcome) -> dict[str, Any]:
    predicted = lane.prediction
    names = ("age_ms", "peak_age_ms", "current", "seen_share", "empty_share")
    if predicted is None:
        return {**dict.fromkeys(names), "form": None}
    return {
        "age_ms": _ms(predicted.age_mean_us),
        "peak_age_ms": _ms(predicted.age_peak_mean_us),
        "current": predicted.current,
        "seen_share": predicted.seen_share,
        "empty_share": predicted.empty_share,
        "unseen_age_ms": _ms(predicted.unseen_mean_us),
        "requests_per_s": predicted.requests_per_s,
        "form": predicted.form,
    }


def _value(estimate: Estimate | None) -> float | None:
    return None if estimate is None else estimate.value


def _error(estimate: Estimate | None) -> float | None:
    return None if estimate is None else estimate.error


def _margin(estimate: Estimate | None) -> float | None:
    return None if estimate is None else estimate.margin


def _ms(us: float | None) -> float | None:
    return None if us is None else round(us / 1e3, 6)
