"""A recording played again, by a clock that only sleeping moves on."""

from __future__ import annotations

import gzip
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from server.sources.base import Listing, Print, SourceError
from server.sources.replay import ReplaySource
from server.wire import SourceInfo
from tests.server.sources.fake_time import FakeTime

DAY = """ts,symbol,price,size,side
2014-09-17T09:30:00-04:00,AAA,10.00,100,buy
2014-09-17T09:30:01-04:00,BBB,20.50,,sell
2014-09-17T09:30:01-04:00,AAA,10.25,300,sell
2014-09-17T09:30:04-04:00,AAA,10.50,100,buy
"""
START_US = 1_410_960_600_000_000


@pytest.fixture
def day(tmp_path: Path) -> Path:
    path = tmp_path / "day.csv.gz"
    path.write_bytes(gzip.compress(DAY.encode()))
    return path


async def play(source: ReplaySource, time: FakeTime, count: int = 10**6) -> list[tuple[float, str]]:
    """Seconds after the start, and which symbols came then."""
    start_us, played = time.now_us, list[tuple[float, str]]()
    async for batch in source.prints():
        symbols = "".join(print_.symbol[0] for print_ in batch)
        played.append(((time.now_us - start_us) / 1e6, symbols))
        if len(played) == count:
            break
    return played


async def test_the_recorded_gaps_are_kept(day: Path) -> None:
    time = FakeTime()
    source = ReplaySource.open(day, pacer=time.pacer)
    assert await play(source, time) == [(0, "A"), (1, "BA"), (4, "A")]


async def test_speed_shortens_the_gaps_and_is_told(day: Path) -> None:
    time = FakeTime()
    source = ReplaySource.open(day, speed=4, pacer=time.pacer)
    assert await play(source, time) == [(0, "A"), (0.25, "BA"), (1, "A")]
    assert source.info == SourceInfo("replay", "replay of 17 Sep 2014", 4)


async def test_a_loop_starts_again_at_once(day: Path) -> None:
    time = FakeTime()
    source = ReplaySource.open(day, loop=True, pacer=time.pacer)
    assert await play(source, time, 6) == [
        (0, "A"),
        (1, "BA"),
        (4, "AA"),
        (5, "BA"),
        (8, "AA"),
        (9, "BA"),
    ]


async def test_one_moment_in_a_loop_comes_once_a_second(tmp_path: Path) -> None:
    path = tmp_path / "moment.csv"
    path.write_text("ts,symbol,price\n5,A,1\n5,A,2\n")
    time = FakeTime()
    source = ReplaySource.open(path, loop=True, pacer=time.pacer)
    assert await play(source, time, 3) == [(0, "AA"), (1, "AA"), (2, "AA")]


async def test_only_the_symbols_asked_for_are_played_from_their_first_row_on(day: Path) -> None:
    time = FakeTime()
    source = ReplaySource.open(day, symbols=["BBB"], loop=True, pacer=time.pacer)
    assert [listing.symbol for listing in source.listings] == ["BBB"]
    assert await play(source, time, 2) == [(0, "B"), (1, "B")]


async def test_prints_say_what_the_rows_say(day: Path) -> None:
    source = ReplaySource.open(day, pacer=FakeTime().pacer)
    prints = [print_ async for batch in source.prints() for print_ in batch]
    assert prints[:2] == [
        Print("AAA", START_US, 10.0, 100.0),
        Print("BBB", START_US + 1_000_000, 20.5),
    ]


async def test_midpoints_carry_no_binary_noise(tmp_path: Path) -> None:
    path = tmp_path / "quotes.csv"
    path.write_text("bid,ask,symbol,ts\n1.121200,1.121720,EURUSD,7\n")
    source = ReplaySource.open(path, pacer=FakeTime().pacer)
    (batch,) = [batch async for batch in source.prints()]
    assert batch == [Print("EURUSD", 7, 1.12146, None, 1.1212, 1.12172)]


def test_listings_come_in_the_order_of_the_file_or_as_asked_for(day: Path) -> None:
    aaa, bbb = Listing("AAA", "AAA", 2), Listing("BBB", "BBB", 1)
    assert ReplaySource.open(day).listings == (aaa, bbb)
    assert ReplaySource.open(day, symbols=["BBB", "AAA"]).listings == (bbb, aaa)


def test_an_unknown_symbol_is_refused_with_what_there_is(day: Path) -> None:
    with pytest.raises(SourceError, match=r"there is no symbol 'ZZZ'; it has AAA, BBB$"):
        ReplaySource.open(day, symbols=["AAA", "ZZZ"])


def test_a_long_list_of_what_there_is_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("ts,symbol,price\n" + "".join(f"0,S{i},1\n" for i in range(30)))
    with pytest.raises(SourceError, match=r"S18, S19, …$"):
        ReplaySource.open(path, symbols=["ZZZ"])


@pytest.mark.parametrize("speed", [0.0, -1.0, math.nan, math.inf])
def test_a_speed_that_is_none_is_refused(day: Path, speed: float) -> None:
    with pytest.raises(SourceError, match=f"replay: {speed:g} is not a speed"):
        ReplaySource.open(day, speed=speed)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.csv: .*(No such file|cannot find)"):
        ReplaySource.open(tmp_path / "none.csv")


def test_a_bad_row_is_found_before_anything_is_played(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("ts,symbol,price\n0,A,1\n0,A,abc\n")
    with pytest.raises(SourceError) as caught:
        ReplaySource.open(path)
    assert str(caught.value) == f"replay: {path}: line 3: 'abc' is not a price"


def overwrite(path: Path) -> None:
    path.write_text(DAY + "garbage")


@pytest.mark.parametrize(
    ("meddle", "why"),
    [
        (overwrite, "the file was changed while it was played"),
        (Path.unlink, "No such file|cannot find"),
    ],
)
async def test_a_file_that_changed_since_it_was_checked_is_not_played(
    day: Path, meddle: Callable[[Path], None], why: str
) -> None:
    source = ReplaySource.open(day, pacer=FakeTime().pacer)
    meddle(day)
    with pytest.raises(SourceError, match=why):
        await anext(source.prints())
