"""The traffic of a tape that is known as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from operator import attrgetter

from msgspec import structs

from ticker_app.measures.symbol_score import Published
from ticker_app.measures.traffic import Traffic
from ticker_app.measures.traffic_count import TrafficCount


def traffic_of(
    tape: Mapping[str, Sequence[Published]], begin_us: int, through_us: int, delay_s: float = 0.0
) -> Traffic | None:
    """Count it tick by tick, for a lane of this delay."""
    count = TrafficCount(tape, begin_us)
    for one in sorted(chain.from_iterable(tape.values()), key=attrgetter("published_us")):
        if one.published_us <= through_us:
            count.publish(one.symbol, one.published_us)
    traffic = count.traffic(through_us)
    return None if traffic is None else structs.replace(traffic, delay_s=delay_s)
