"""Whether a lane ever loses a tick without being told, whatever breaks.

    python -m tests.benchmarks.recovery [--runs 1000] [--steps 8] [--seed 1]

Each run lets faults happen by chance, one after the other, to a lane on one transport: cuts,
black holes, restarts of the server with and without its journal, absences longer and shorter
than the tape remembers, changes of transport, blocked WebSockets. After each the lane has to be
at the end of the tape, with every tick since in order and once, or told that some are missing; a
poll need not have what passed between two polls of one connection. Prints for each transport
what was judged; a run that broke its promise is named by its seed.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.ticker_app.breaking import World, hurried
from tests.ticker_app.happenings import CHOICES, live_through
from tests.ticker_app.judging import BrokenPromiseError, Tally
from ticker_app.choice import LaneChoice, lane_name

AT_ONCE = 6


class Results:
    """What all runs came to, by the transport they began with."""

    def __init__(self) -> None:
        self.runs: Counter[str] = Counter()
        self.tallies = {lane_name(choice): Tally() for choice in CHOICES}
        self.happened: Counter[str] = Counter()
        self.broken: list[str] = []

    def add(self, choice: LaneChoice, tally: Tally, happened: list[str]) -> None:
        """One run more that kept its promise."""
        self.runs[lane_name(choice)] += 1
        self.happened.update(happened)
        sum_ = self.tallies[lane_name(choice)]
        sum_.ticks += tally.ticks
        sum_.holes += tally.holes
        sum_.breaks += tally.breaks


async def run_one(seed: int, steps: int, results: Results) -> None:
    """One lane's life."""
    random = Random(seed)
    choice = CHOICES[seed % len(CHOICES)]
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), choice)
        try:
            async with world.running():
                happened = await live_through(world, random, steps)
        except* BrokenPromiseError as errors:
            results.broken.append(f"seed {seed}, {lane_name(choice)}: {errors.exceptions[0]}")
        else:
            results.add(choice, world.judge.tally, happened)


async def run_all(runs: int, steps: int, first_seed: int) -> Results:
    """All runs, a few at a time."""
    results = Results()
    seeds = iter(range(first_seed, first_seed + runs))

    async def run_some() -> None:
        for seed in seeds:
            await run_one(seed, steps, results)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(run_some())
    return results


def main() -> int:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    began_s = time.monotonic()
    with hurried():
        results = asyncio.run(run_all(options.runs, options.steps, options.seed))
    for name, tally in results.tallies.items():
        print(
            f"began with {name:10s} {results.runs[name]:5d} runs, {tally.ticks:7d} ticks, "
            f"{tally.breaks:5d} lost connections, {tally.holes:5d} holes, all told"
        )
    print(", ".join(f"{count} × {name}" for name, count in results.happened.most_common()))
    print(
        f"{options.runs} runs of {options.steps} faults in {time.monotonic() - began_s:.0f} s: "
        f"{len(results.broken)} broke their promise"
    )
    print("\n".join(results.broken[:20]))
    return 1 if results.broken else 0


if __name__ == "__main__":
    sys.exit(main())
