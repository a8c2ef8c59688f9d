"""How many clients knock at once when a server comes back.

    python -m tests.benchmarks.herd [--clients 200] [--seed 1]

Lets clients lose one server at one moment, and simulates when each is back after outages of
several lengths, by the app's own delays. Prints a histogram of each, and the busiest second
beside that of clients without jitter.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from random import Random

from ticker_app.backoff import FIRST_S, LONGEST_S, Backoff

OUTAGES_S = (0.0, 5.0, 20.0, 120.0)
PARTS = 10
WIDTH = 60


def back_s(outage_s: float, jitter: Callable[[], float]) -> float:
    """How long after the end of an outage a client is back."""
    backoff = Backoff(jitter)
    waited_s = backoff.next_s()
    while waited_s < outage_s:
        waited_s += backoff.next_s()
    return waited_s - outage_s


def busiest_second(backs_s: list[float]) -> int:
    """The most that come within any one second."""
    ordered = sorted(backs_s)
    return max(sum(start <= at < start + 1 for at in ordered) for start in ordered)


def main() -> None:
    """Read the options and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random = Random(options.seed)
    for outage_s in OUTAGES_S:
        backs_s = [back_s(outage_s, random.random) for _ in range(options.clients)]
        in_step = [back_s(outage_s, lambda: 1.0)] * options.clients
        part_s = min(outage_s + FIRST_S, LONGEST_S) / PARTS
        counts = Counter(int(at_s / part_s) for at_s in backs_s)
        print(
            f"\n{options.clients} clients after an outage of {outage_s:g} s: the busiest second "
            f"has {busiest_second(backs_s)} of them (without jitter {busiest_second(in_step)}), "
            f"the last is back after {max(backs_s):.1f} s"
        )
        for part in range(PARTS):
            bar = "█" * round(WIDTH * counts[part] / options.clients)
            print(f"{part * part_s:5.2f}–{(part + 1) * part_s:5.2f} s {counts[part]:4d} {bar}")


if __name__ == "__main__":
    main()
