"""Whether the candles that the app builds live are the server's, and those of the recording.

    python -m tests.benchmarks.candles_of_a_session --source replay:FILE [--lane poll:0.1]
    python -m tests.benchmarks.candles_of_a_session --source replay:FILE --speed 5000

Plays a whole recording of trades (``ts,symbol,price,size``), looks at the candles of every
symbol and interval in a session meanwhile, and compares three things at the end: what the
session built, what /v1/candles says in pages, and a plain computation from the rows of the
file. Ends with 1 if a candle differs.

Without --speed it is played as fast as it is heard, on a clock that shows the recorded time:
a trading day of candles within seconds, computed from the file alone. With --speed the bundled
server plays it by the wall's clock; a candle is then of the time of publication, so the times
come from /v1/ticks and everything else from the file, row by row. The newest candle of a poll
is left out: it shows what the poll delivered.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from msgspec import Struct
from typing_extensions import override

from server.app import serving
from server.candles import INTERVALS
from server.wire import Candle, Candles, Cursor, Tick, TickPage, decode_body, monotonic_wall_clock
from tests.as_recorded import AsRecorded, Row, candles_of_rows, rows_of
from tests.ticker_app.candle_world import candles_of
from ticker_app.arrival import Arrival
from ticker_app.bundled import BundledServer
from ticker_app.choice import LaneChoice, Mode, parse_lane
from ticker_app.session import Session

FRAME_S = 0.02
PATIENCE_S = 60.0

Book = dict[tuple[str, str], list[Candle]]


class Playing(Struct, frozen=True, eq=False):
    """A server that plays the recording.

    play: begins.  published: turns the rows of the file into rows with times of publication.
    """

    url: str
    play: Callable[[], None]
    published: Callable[[list[Row]], list[Row]]


@asynccontextmanager
async def as_recorded(path: Path, rows: int) -> AsyncIterator[Playing]:
    """Played on a clock that shows the recorded time."""
    source = AsRecorded(path)
    async with serving(
        source, host="127.0.0.1", port=0, retain=rows, clock=source.clock
    ) as running:
        yield Playing(running.url, lambda: source.play(rows), lambda all_rows: all_rows)


@asynccontextmanager
async def by_the_wall(path: Path, rows: int, speed: str) -> AsyncIterator[Playing]:
    """Played by the bundled server, which begins at once."""
    server = BundledServer()
    options = ["--source", f"replay:{path}", "--speed", speed, "--retain", str(rows)]
    url = await server.start(options)
    try:
        yield Playing(url, lambda: None, lambda all_rows: [*timed(all_rows, ticks_of(url))])
    finally:
        await server.stop()


def timed(rows: Sequence[Row], ticks: Sequence[Tick]) -> Iterable[Row]:
    """The rows with the times at which they were published."""
    for row, tick in zip(rows, ticks, strict=True):
        if (row.symbol, row.price) != (tick.symbol, tick.price):
            raise SystemExit(f"tick {tick.seq} of the tape is not row {tick.seq} of the file")
        yield row._replace(at_us=tick.time)


def ticks_of(url: str) -> list[Tick]:
    """Everything on the tape."""
    ticks: list[Tick] = []
    with httpx.Client(base_url=url) as client:
        epoch = client.get("/v1/symbols").json()["epoch"]
        cursor = str(Cursor(epoch, 0))
        while True:
            params: dict[str, str | int] = {"after": cursor, "limit": 10_000}
            page = decode_body(client.get("/v1/ticks", params=params).content, TickPage)
            if not page.ticks:
                return ticks
            ticks += page.ticks
            cursor = page.cursor


def candles_over_http(url: str, symbol: str, interval: str) -> list[Candle]:
    """Every candle that the server holds, page by page."""
    candles: list[Candle] = []
    params: dict[str, str | int] = {"symbol": symbol, "interval": interval, "limit": 1000}
    with httpx.Client(base_url=url) as client:
        while True:
            page = decode_body(client.get("/v1/candles", params=params).content, Candles)
            candles = page.candles + candles
            if not page.more:
                return candles
            params["before"] = candles[0].start


class Counting(Session):
    """A session that counts the ticks that its lane delivered."""

    heard = 0

    @override
    def _on_arrival(self, choice: LaneChoice, arrival: Arrival) -> None:
        self.heard += len(arrival.ticks)
        super()._on_arrival(choice, arrival)


class Looker:
    """A session whose candles are looked at as often as a window paints."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def keys(self) -> list[tuple[str, str]]:
        """Every symbol and interval."""
        return [(symbol, interval) for symbol in self.session.symbols for interval in INTERVALS]

    async def until(self, reached: Callable[[], bool]) -> bool:
        """Look until that holds; False: it did not within a minute."""
        ends_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends_s:
            for symbol, interval in self.keys():
                self.session.want_older(symbol, interval)
            if reached():
                return True
            await asyncio.sleep(FRAME_S)
        return False

    def is_read(self) -> bool:
        """Whether every series has its first page."""
        series = [self.session.candles(*key) for key in self.keys()]
        return bool(series) and all(one.is_read for one in series)

    def is_whole(self, rows: int) -> bool:
        """Whether all was published, and nothing but newest candles is provisional."""
        quotes = self.session.quotes.values()
        if max((quote.tick.seq for quote in quotes), default=0) < rows:
            return False
        for key in self.keys():
            series = self.session.candles(*key)
            from_us = series.provisional_from_us
            if series.has_older or (
                from_us is not None and from_us < series.columns().start_us[-1]
            ):
                return False
        return True

    def shown(self) -> Book:
        """What is on the charts."""
        return {key: candles_of(self.session.candles(*key).columns()) for key in self.keys()}


def differing(one: Sequence[Candle], other: Sequence[Candle]) -> int:
    """How many candles are not the same in both."""
    return len({candle.start for candle in set(map(key_of, one)) ^ set(map(key_of, other))})


class _Key(Struct, frozen=True):
    """A candle that can be in a set."""

    start: int
    values: tuple[float, ...]


def key_of(candle: Candle) -> _Key:
    """All of a candle."""
    prices = candle.open, candle.high, candle.low, candle.close
    return _Key(candle.start, (*prices, candle.volume, candle.trades))


async def check(options: argparse.Namespace) -> int:
    """Play, compare, print; returns how many candles differ."""
    path = Path(options.source.removeprefix("replay:"))
    choice: LaneChoice = options.lane
    rows = [*rows_of(path)]
    if options.speed is None:
        playing = as_recorded(path, len(rows))
    else:
        playing = by_the_wall(path, len(rows), options.speed)
    async with playing as server:
        session = Counting(server.url, choice, clock=monotonic_wall_clock())
        running = asyncio.create_task(session.run())
        looker = Looker(session)
        try:
            if not await looker.until(looker.is_read):
                raise SystemExit(f"nothing could be read: {session.notice}")
            began_s, first_pages = time.monotonic(), session._readings.candles.cost.requests
            server.play()
            settled = await looker.until(lambda: looker.is_whole(len(rows)))
            print(f"{path.name}: {len(rows)} trades of {len(session.symbols)} symbols")
            print(f"ticks heard by {options.lane_name}: {session.heard}")
            pages = session._readings.candles.cost.requests
            print(f"pages read: {first_pages} at first, {pages - first_pages} later")
            print(f"settled: {settled}, {time.monotonic() - began_s:.1f} s")
            return await asyncio.to_thread(
                compare, looker.shown(), server, rows, choice.mode is Mode.PULL
            )
        finally:
            running.cancel()
            await asyncio.wait([running])


def compare(shown: Book, server: Playing, rows: list[Row], is_polled: bool) -> int:
    """Print how many candles there are of each kind, and how many differ."""
    published = server.published(rows)
    by_file = {interval: candles_of_rows(published, us) for interval, us in INTERVALS.items()}
    print(f"{'':12}{'built live':>12}{'/v1/candles':>12}{'the file':>12}{'differ':>16}")
    total = wrong = 0
    for (symbol, interval), live in shown.items():
        served = candles_over_http(server.url, symbol, interval)
        made = by_file[interval].get(symbol, [])
        end = -1 if is_polled else None
        differ = differing(live[:end], served[:end]), differing(live[:end], made[:end])
        total += len(made)
        wrong += sum(differ)
        counts = f"{len(live):12}{len(served):12}{len(made):12}"
        print(f"{symbol:8}{interval:>4}{counts}{differ[0]:8}{differ[1]:8}")
    trades = {symbol: sum(one.trades for one in shown[symbol, "1h"]) for symbol, _ in shown}
    print(f"{total} candles, {sum(trades.values())} trades in those of an hour; {wrong} differ")
    return wrong


def main() -> None:
    """Read the options and check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", required=True, metavar="replay:FILE")
    parser.add_argument("--speed", metavar="X")
    parser.add_argument("--lane", default="websocket", dest="lane_name")
    options = parser.parse_args()
    options.lane = parse_lane(options.lane_name)
    sys.exit(1 if asyncio.run(check(options)) else 0)


if __name__ == "__main__":
    main()
