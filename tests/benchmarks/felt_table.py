"""What was felt of faults, in lines, and which promises were broken."""

from __future__ import annotations

from typing import NamedTuple

from tests.benchmarks.felt_faults import Case

STOOD_MS, SHOWN_S, LIVE_S = 100.0, 3.0, 5.0


class Felt(NamedTuple):
    """One fault on one lane. None: never, within the time that there was.

    shown_s: since the fault did something for the first time.
    load: of the machine.
    """

    stood_ms: float
    own_ms: float
    busy_ms: float
    shown_s: float | None
    live_s: float | None
    load: float


def line(lane: str, name: str, felt: Felt, words: str) -> str:
    """One line of the table."""
    shown = "" if felt.shown_s is None else f"{felt.shown_s:5.2f} s"
    live = "" if felt.live_s is None else f"live after {felt.live_s:5.2f} s"
    return (
        f"{lane:9} {name:25} stood {felt.stood_ms:4.0f} ms, own {felt.own_ms:3.0f}, "
        f"CPU {felt.busy_ms:3.0f}  shown {shown:7} ({words:29} {live:18} load {felt.load:4.1f}"
    )


def problems(felt: Felt, *, shows: bool) -> list[str]:
    """Which promises were broken."""
    found = []
    if max(felt.own_ms, felt.busy_ms) > STOOD_MS:
        found.append("stood too long")
    if shows and (felt.shown_s is None or felt.shown_s > SHOWN_S):
        found.append("shown too late")
    if felt.live_s is None or felt.live_s > LIVE_S:
        found.append("live too late")
    return found


class Table:
    """Prints a line for each fault, and the worst of all at the end.

    broken: which promises, and where.
    """

    def __init__(self) -> None:
        self.broken: list[str] = []
        self._felt: list[tuple[str, Felt]] = []

    def add(self, lane: str, case: Case, felt: Felt, nothing: str) -> None:
        """One more fault; nothing: why there is nothing to show of it."""
        if nothing:
            felt = felt._replace(shown_s=None)
        found = problems(felt, shows=not nothing)
        print(line(lane, case.name, felt, f"{nothing or case.words})"), *found, flush=True)
        self.broken += [f"{lane}, {case.name}: {one}" for one in found]
        self._felt.append((f"{lane}, {case.name}", felt))

    def print_worst(self) -> None:
        """The worst of each column, and where it was."""
        for name, unit in (
            ("stood_ms", "ms by the wall"),
            ("own_ms", "ms of its own"),
            ("busy_ms", "ms of CPU time"),
            ("shown_s", "s until it was shown"),
            ("live_s", "s until it was live again"),
        ):
            known = [(getattr(felt, name), where) for where, felt in self._felt]
            worst, where = max((pair for pair in known if pair[0] is not None), default=(0, "-"))
            print(f"worst: {worst:7.2f} {unit:26} {where}")
