"""A comparison in plain text: table, notes and verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ticker_app.compare.argument import ServerCpu
from ticker_app.compare.outcome import LaneOutcome, Outcome
from ticker_app.compare.rows import UNKNOWN, beyond_theory, untold_theory
from ticker_app.compare.table import BEST, table_text
from ticker_app.compare.verdict import argument_of
from ticker_app.measures.words import listed

_FORMS = {
    "poisson": "for Poisson ticks, which these look like",
    "general": "the general form, because these ticks are not Poisson",
}


def outcome_text(outcome: Outcome) -> str:
    """All that is printed."""
    mark = f"{BEST} marks"
    parts = [heading(outcome), table_text(outcome), *argument_of(outcome).sentences]
    return "\n\n".join([*parts, "\n".join(notes(outcome, mark))])


def heading(outcome: Outcome) -> str:
    """What was measured, and for how long."""
    source = "" if outcome.source is None else f", {outcome.source.label}"
    number = len(outcome.symbols)
    symbols = outcome.symbols[0] if number == 1 else f"{number} symbols"
    cut = f" of {outcome.asked_s:g}, then ended early" if outcome.was_cut_short else ""
    return f"{outcome.server_url}{source}, {symbols}, {outcome.seconds:.1f} s{cut}"


def notes(outcome: Outcome, marking: str) -> Iterator[str]:
    """How the table is to be read, and what went wrong; a sentence each.

    marking: what shows the best of a row, with its verb: ``* marks``.
    """
    if len(outcome.lanes) > 1:
        yield f"{marking} the best of a row."
    yield (
        "± is the margin of error at 95 % of what was measured: within it lies the truth, about "
        f"19 times of 20; {UNKNOWN}: too little was measured to tell."
    )
    yield from _theory(outcome)
    yield _clock(outcome)
    if outcome.server_cost is not None:
        cost = outcome.server_cost
        yield (
            f"All its clients together, the reference reading among them, took the server "
            f"{cost.cpu_s:.2f} s of processor time, {cost.bytes_sent:,} bytes and "
            f"{cost.requests:,} requests."
        )
        yield _cpu(cost.cpu)
    for lane in outcome.lanes:
        if not lane.is_compared:
            yield (
                f"{lane.name} was paused after {lane.seconds:.1f} s, which are not the time of the "
                "others: it is not compared with them."
            )
        if lane.breaks.lost_connections:
            yield _lost(lane)
        if lane.trouble:
            yield f"{lane.name} had no connection at the end: {lane.trouble}."


def _lost(lane: LaneOutcome) -> str:
    lost, recovered = lane.breaks.lost_connections, lane.breaks.recovered
    times = "once" if lost == 1 else f"{lost:,} times"
    return (
        f"{lane.name} lost its connection or found none {times}, and recovered {recovered:,} "
        f"{'tick' if recovered == 1 else 'ticks'}, which count as seen; theory knows of no breaks."
    )


def _cpu(cpu: ServerCpu) -> str:
    each = {
        "a pushed message": cpu.per_message,
        "an interval poll": cpu.per_poll,
        "a long poll": cpu.per_long_poll,
    }
    known = [f"{cost * 1e6:.0f} µs for {what}" for what, cost in each.items() if cost is not None]
    if not known:
        return "It does not tell apart what pushing and polling cost it, or did little of either."
    return f"By its own account that is {listed(known)}; the rest is not told apart."


def _theory(outcome: Outcome) -> Iterator[str]:
    forms = {lane.prediction.form for lane in outcome.lanes if lane.prediction is not None}
    traffic = next((lane.traffic for lane in outcome.lanes if lane.traffic is not None), None)
    if traffic is None:
        yield "Nothing was published in that time, so theory has nothing to say."
    for form in sorted(forms):
        yield f"Theory is {_FORMS[form]}; in %: how far the measured value is from it."
    if traffic is not None:
        yield f"Measured for it: {_inputs(outcome)}."
    if forms:
        yield from _agreement(beyond_theory(outcome), untold_theory(outcome))


def _agreement(beyond: Sequence[str], untold: Sequence[str]) -> Iterator[str]:
    if beyond:
        # Theory is told the rate of the same ticks, so it errs with them and not against them.
        yield (
            f"Beyond 3 % and the margin, as by chance at most one in twenty is: {listed(beyond)}."
        )
    if untold:
        yield f"Beyond 3 %, and too little was measured to tell the margin: {listed(untold)}."
    if not beyond and not untold:
        yield "Every predicted figure is within 3 % of the measured one, or within its margin."


def _inputs(outcome: Outcome) -> str:
    rates = {lane.traffic.rate_hz for lane in outcome.lanes if lane.traffic is not None}
    rate = f"λ {min(rates):.3g} ticks/s and symbol"
    cost = outcome.server_cost
    if cost is not None and cost.late_s is not None:
        rate += f", published {cost.late_s * 1e3:.2f} ms after they were due"
    return "; ".join([rate, *(_pace(lane) for lane in outcome.lanes if lane.traffic is not None)])


def _pace(lane: LaneOutcome) -> str:
    delay = "" if lane.traffic is None else f"delay {lane.traffic.delay_s * 1e3:.2f} ms"
    gap = "" if lane.gap_s is None else f", gap {lane.gap_s * 1e3:.2f} ms"
    period = "" if lane.period_s is None else f", period {lane.period_s:.4g} s"
    return f"{lane.name} {delay}{gap}{period}"


def _clock(outcome: Outcome) -> str:
    clock = outcome.clock
    if clock is None:
        return "The clocks were never compared: all latencies and ages hold for equal clocks only."
    return (
        f"The server's clock is {clock.offset_us / 1e3:+.3f} ms from ours, "
        f"within ± {clock.bound_us / 1e3:.3f} ms."
    )
