"""Simulated prices as a source: which symbols, how fast, from which seed."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sources.base import Print, SourceError
from server.sources.simulated import MAX_SYMBOLS, SimulatedSource, simulated_listings
from server.wire import SourceInfo
from tests.server.sources.fake_time import FakeTime


def source(seed: int | None = 1, rate_hz: float = 5.0) -> SimulatedSource:
    return SimulatedSource(
        simulated_listings("4"), rate_hz=rate_hz, seed=seed, pacer=FakeTime().pacer
    )


async def take(source_: SimulatedSource, count: int) -> list[Print]:
    prints: list[Print] = []
    async for batch in source_.prints():
        prints += batch
        if len(prints) >= count:
            break
    return prints[:count]


def test_a_number_gives_that_many_different_symbols() -> None:
    for count in (1, 12, 13, MAX_SYMBOLS):
        listings = simulated_listings(str(count))
        assert len({listing.symbol for listing in listings}) == count
        assert len({listing.name for listing in listings}) == count


def test_fewer_symbols_are_the_beginning_of_more() -> None:
    assert simulated_listings("300")[:40] == simulated_listings("40")


def test_names_give_these_symbols_in_this_order() -> None:
    listings = simulated_listings("ZZZ, ACME,BRK.B")
    assert [(listing.symbol, listing.decimals) for listing in listings] == [
        ("ZZZ", 2),
        ("ACME", 2),
        ("BRK.B", 2),
    ]
    assert listings[1].name == "Acme Anvils"


@pytest.mark.parametrize("text", ["0", "5001", "-3", "1.5", "+", "9" * 5000, "²"])
def test_what_is_no_number_of_symbols_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="is not a"):
        simulated_listings(text)


@pytest.mark.parametrize("text", ["", "A,,B", "A B", "A,", "a" * 17, "É", "A\nB"])
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match=r"simulated: '.*' is not a symbol"):
        simulated_listings(text)


def test_a_symbol_named_twice_is_refused() -> None:
    with pytest.raises(SourceError, match="'A' is named more than once"):
        simulated_listings("A,B,A")


@given(st.text(max_size=30))
def test_any_text_gives_listings_or_a_sentence(text: str) -> None:
    try:
        listings = simulated_listings(text)
    except SourceError:
        return
    assert len({listing.symbol for listing in listings}) == len(listings) > 0


@pytest.mark.parametrize("rate_hz", [0.0, -1.0, math.nan, math.inf, 1e300, 1e-300])
def test_a_rate_that_cannot_be_kept_is_refused(rate_hz: float) -> None:
    with pytest.raises(SourceError, match=re.escape(f"simulated: {rate_hz:g} is not a rate")):
        source(rate_hz=rate_hz)


def test_it_is_labelled_as_simulated() -> None:
    assert source().info == SourceInfo("simulated", "simulated prices")


async def test_every_print_is_of_a_listing() -> None:
    source_ = source()
    known = {listing.symbol for listing in source_.listings}
    assert {print_.symbol for print_ in await take(source_, 200)} == known


async def test_the_same_seed_gives_the_same_prints_in_the_same_order() -> None:
    assert await take(source(seed=5), 300) == await take(source(seed=5), 300)


async def test_without_a_seed_every_source_is_another_market() -> None:
    assert await take(source(seed=None), 4) != await take(source(seed=None), 4)


async def test_every_life_of_a_source_is_the_same() -> None:
    source_ = source(seed=None)
    assert await take(source_, 50) == await take(source_, 50)


async def test_prints_come_at_the_rate_asked_for() -> None:
    time = FakeTime()
    source_ = SimulatedSource(simulated_listings("4"), rate_hz=25.0, seed=3, pacer=time.pacer)
    start_us = time.now_us
    await take(source_, 10_000)
    assert (time.now_us - start_us) / 1e6 == pytest.approx(10_000 / 100, rel=0.05)
