"""Whether a server with a journal loses anything when it is killed under load.

    python -m tests.benchmarks.killed_server [--times 100] [--rate 500]

Starts a server with a journal, hears it over a WebSocket, kills it (SIGKILL) at a random
moment, starts it again on the same journal, and so on. Prints for all lives together how many
ticks were sent, lost and doubled, and whether the epoch stayed; and what keeping costs.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
from pathlib import Path

import httpx
import websockets

from server.journal import Journal
from server.sources.base import Print
from server.tape import Tape
from server.wire import Tick, TickPage, Ticks, decode_body, decode_message, monotonic_wall_clock
from tests.whole.conftest import RunningServer, start_server


async def hear(server: RunningServer, after: str, seconds: float) -> list[Tick]:
    """What a subscriber is sent until the server is killed, so many seconds from now."""
    ticks: list[Tick] = []
    asyncio.get_running_loop().call_later(seconds, server.process.kill)
    try:
        async with websockets.connect(server.ws_url) as socket:
            await socket.send(f'{{"op":"subscribe","after":"{after}"}}')
            async for message in socket:
                decoded = decode_message(message)
                if isinstance(decoded, Ticks):
                    ticks += decoded.ticks
    except (OSError, websockets.WebSocketException):
        pass  # it was killed, as it was meant to be
    server.process.wait()
    server.clean_up()
    return ticks


def held(server: RunningServer, after: str) -> tuple[list[Tick], bool]:
    """All that followed the cursor, and whether the server says that it is complete."""
    ticks: list[Tick] = []
    complete = True
    while True:
        query = {"after": after, "limit": "10000"}
        answer = httpx.get(f"{server.url}/v1/ticks", params=query)
        page = decode_body(answer.content, TickPage)
        complete &= page.complete
        ticks += page.ticks
        if len(page.ticks) < 10_000:
            return ticks, complete
        after = page.cursor


async def live_and_die(times: int, rate: float, folder: Path) -> str:
    """The figures of all lives."""
    options = ["--journal", str(folder / "tape"), "--rate", str(rate), "--symbols", "4"]
    epochs, sent, lost, doubled, incomplete = set(), 0, 0, 0, 0
    after = "none:0"
    for _ in range(times):
        server = start_server(*options)
        epochs.add(server.epoch)
        begin = after if after.startswith(server.epoch) else f"{server.epoch}:0"
        ticks = await hear(server, begin, random.uniform(0.2, 0.8))
        again = start_server(*options)
        there, complete = held(again, begin)
        again.process.kill()
        again.clean_up()
        seqs = [tick.seq for tick in there]
        by_seq = {tick.seq: tick for tick in there}
        sent += len(ticks)
        lost += sum(by_seq.get(tick.seq) != tick for tick in ticks)
        doubled += len(seqs) - len(set(seqs)) + len(ticks) - len({tick.seq for tick in ticks})
        incomplete += not complete
        after = f"{server.epoch}:{seqs[-1]}" if seqs else begin
    return (
        f"{times} kills: {sent} ticks sent, {lost} lost, {doubled} doubled, "
        f"{len(epochs)} epoch, {incomplete} incomplete"
    )


def cost_of_keeping(folder: Path) -> str:
    """Publishing with a journal against publishing without, per batch of one tick."""
    clock = monotonic_wall_clock()
    journal = Journal(folder / "cost", 1_000)
    prints = [Print("AAA", None, 1.25, 7.0)]
    took_us = []
    for keep in (None, journal.append):
        tape = Tape(["AAA"], retain=1_000, clock=clock, keep=keep)
        began_us = clock()
        for _ in range(20_000):
            tape.publish(prints)
        took_us.append((clock() - began_us) / 20_000)
    journal.close()
    size = (folder / "cost").stat().st_size / 1024
    return (
        f"publishing one tick takes {took_us[0]:.1f} µs without a journal, {took_us[1]:.1f} µs "
        f"with one; 20,000 ticks of which 1,000 are kept make a file of {size:.0f} KiB"
    )


def main() -> None:
    """Read the options and kill."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--rate", type=float, default=500.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(cost_of_keeping(Path(folder)))
        print(asyncio.run(live_and_die(options.times, options.rate, Path(folder))))


if __name__ == "__main__":
    main()
