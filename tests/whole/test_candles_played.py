"""Candles that the app builds live are the server's, and those of the recording."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from server.app import Serving, serving
from server.candles import INTERVALS
from server.limits import Limits
from server.wire import Candle
from tests.as_recorded import AsRecorded, candles_of_rows, rows_of
from tests.ticker_app.candle_world import candles_of
from tests.ticker_app.feeds.relay import relay_to
from tests.ticker_app.listening import beside
from tests.ticker_app.watching import Watched
from ticker_app.choice import LaneChoice, Transport
from ticker_app.feeds import interval_poll

SYMBOLS = ("AAA", "BBB")
ROWS = 1500
FIRST_PAGES = len(SYMBOLS) * len(INTERVALS)
CHOICES = [LaneChoice(Transport.POLL, 0.1)]
CHOICES += [LaneChoice(name) for name in Transport if name is not Transport.POLL]


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Three hours of two symbols in bursts and silences, and one trade of each an hour later."""
    chance = random.Random(17)
    at = datetime(2014, 9, 17, 9, 30, tzinfo=timezone(timedelta(hours=-4)))
    lines, price = ["ts,symbol,price,size"], 100.0
    for _ in range(ROWS):
        at += timedelta(seconds=chance.expovariate(chance.choice((1 / 14, 5))))
        price += chance.randint(-3, 3) / 100
        symbol = chance.choices(SYMBOLS, (1, 4))[0]
        lines.append(f"{at.isoformat()},{symbol},{price:.2f},{chance.randint(1, 500)}")
    at += timedelta(hours=1)
    lines += [f"{at.isoformat()},{symbol},99.5,10" for symbol in SYMBOLS]
    path = tmp_path / "trades.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


class Looking(Watched):
    """A session whose candles of every symbol and interval are looked at all the time."""

    def all_series(self) -> dict[tuple[str, str], list[Candle]]:
        """What every series shows."""
        return {
            (symbol, interval): candles_of(self.candles(symbol, interval).columns())
            for symbol in SYMBOLS
            for interval in INTERVALS
        }

    @property
    def pages(self) -> int:
        """How many pages of candles were asked for."""
        return self._readings.candles.cost.requests

    def hears_by(self, choice: LaneChoice) -> bool:
        """Whether a lane of this choice has delivered something."""
        figures = self.figures(choice.mode, self.clock())
        return figures is not None and figures.choice == choice and figures.requests > 0

    def is_read(self) -> bool:
        """Whether every series has its first page."""
        self.all_series()
        return all(self.candles(s, i).is_read for s in SYMBOLS for i in INTERVALS)


@asynccontextmanager
async def looking(url: str, choice: LaneChoice) -> AsyncIterator[Looking]:
    """Runs a session while the block does."""
    session = Looking(url, choice)
    async with beside(session):
        yield session


def on_server(server: Serving) -> dict[tuple[str, str], list[Candle]]:
    """What the server holds."""
    book = server.parts.candles
    return {
        (symbol, interval): book.page(symbol, interval, 5000).candles
        for symbol in SYMBOLS
        for interval in INTERVALS
    }


def in_file(path: Path) -> dict[tuple[str, str], list[Candle]]:
    """What a plain computation makes of the recording."""
    rows = [*rows_of(path)]
    made = {interval: candles_of_rows(rows, us) for interval, us in INTERVALS.items()}
    return {(symbol, name): made[name][symbol] for symbol in SYMBOLS for name in INTERVALS}


@asynccontextmanager
async def playing(
    source: AsRecorded, *, retain: int = 10_000, port: int = 0
) -> AsyncIterator[Serving]:
    """Serves a recording on its own clock."""
    async with serving(
        source,
        host="127.0.0.1",
        port=port,
        retain=retain,
        clock=source.clock,
        limits=Limits(back_s=0),
    ) as server:
        yield server


async def shows_all_of(session: Looking, server: Serving, published: int) -> None:
    """Returns once every candle is the server's, and so many prints were published."""
    tape = server.parts.tape
    await session.until(lambda: tape.seq == published and session.all_series() == on_server(server))


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.transport)
async def test_candles_built_live_are_the_servers_and_the_recordings(
    recording: Path, choice: LaneChoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Minutes pass on the recording's clock from one poll to the next, and are no break.
    monkeypatch.setattr(interval_poll, "BREAK_US", 10**15)
    source = AsRecorded(recording, play=ROWS // 3)
    async with playing(source) as server, looking(server.url, choice) as session:
        await session.until(session.is_read)
        source.play(ROWS)
        await shows_all_of(session, server, ROWS + len(SYMBOLS))
        assert session.all_series() == in_file(recording)
        if choice.transport is Transport.POLL:
            assert session.pages > FIRST_PAGES
        else:
            assert session.pages == FIRST_PAGES


async def test_ticks_that_were_lost_for_good_are_in_the_candles_all_the_same(
    recording: Path,
) -> None:
    source = AsRecorded(recording, play=ROWS // 3)
    async with (
        playing(source, retain=3) as server,
        relay_to(int(server.url.rpartition(":")[2])) as relay,
        looking(relay.url, LaneChoice()) as session,
    ):
        await session.until(session.is_read)
        relay.cut()
        source.play(ROWS)
        await shows_all_of(session, server, ROWS + len(SYMBOLS))
        assert session.pages > FIRST_PAGES


async def test_switching_between_push_and_pull_leaves_no_seam(recording: Path) -> None:
    source = AsRecorded(recording, play=100)
    async with playing(source) as server, looking(server.url, LaneChoice()) as session:
        await session.until(session.is_read)
        for choice in (*CHOICES, *reversed(CHOICES)):
            source.play(100)
            session.choose(choice)
            source.play(80)
            await session.until(lambda choice=choice: session.hears_by(choice))  # type: ignore[misc]  # bound now
        source.play(ROWS)
        await shows_all_of(session, server, ROWS + len(SYMBOLS))


async def test_another_tape_begins_with_candles_of_its_own(recording: Path) -> None:
    async with AsyncExitStack() as first_life:
        first = await first_life.enter_async_context(playing(AsRecorded(recording, play=400)))
        port = int(first.url.rpartition(":")[2])
        async with looking(first.url, LaneChoice()) as session:
            await shows_all_of(session, first, 400)
            await first_life.aclose()
            await session.until(lambda: session.notice)
            source = AsRecorded(recording, play=300)
            async with playing(source, port=port) as second:
                await shows_all_of(session, second, 300)
                source.play(20)
                await shows_all_of(session, second, 320)
