"""Whether the bytes that a lane says it cost are those that the kernel counted.

    python -m tests.benchmarks.bytes_on_the_wire [--for 15] [--rate 5] [--runs 3]

Starts the feed server with 12 simulated symbols and lets one lane after the other hear it from
this process. At the end of its time, while its connections are still open, the lane's sums are
put beside the sums of TCP_INFO over all its sockets (Linux 4.19 or newer): ``bytes_sent`` less
``bytes_retrans``, and ``bytes_received``. These are payload only: unlike ``bytes_acked`` they
do not count the SYN, and before the end there is no FIN to count.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import struct
from contextlib import suppress
from typing import NamedTuple

import psutil

from server.wire import monotonic_wall_clock
from ticker_app.arrival import Arrival
from ticker_app.bundled import BundledServer
from ticker_app.choice import LaneChoice, Transport
from ticker_app.lane import Lane
from ticker_app.measures.clock_offset import ClockOffset

SYMBOLS = 12
LONGEST_INFO = 256
RECEIVED_AT, SENT_AT, RETRANSMITTED_AT = 128, 200, 208
"""Where struct tcp_info of <linux/tcp.h> has its 64-bit sums."""


class Bytes(NamedTuple):
    """TCP payload of one lane, and over how many connections."""

    down: int
    up: int
    connections: int = 1


def kernel_bytes(port: int) -> Bytes:
    """What the kernel counted for this process's open connections to ``port``."""
    sums = Bytes(0, 0, 0)
    for connection in psutil.Process().net_connections("tcp"):
        # A socket that listens has none.
        if getattr(connection.raddr, "port", None) != port:
            continue
        with socket.socket(fileno=os.dup(connection.fd)) as sock:
            info = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, LONGEST_INFO)
            received, sent, again = (
                struct.unpack_from("=Q", info, at)[0]
                for at in (RECEIVED_AT, SENT_AT, RETRANSMITTED_AT)
            )
            sums = Bytes(sums.down + received, sums.up + sent - again, sums.connections + 1)
    return sums


async def listen(url: str, transport: Transport, seconds: float) -> tuple[Bytes, Bytes]:
    """What a lane counted in its time, and what the kernel did."""

    def ignore(_: Arrival) -> None:
        pass

    def give_up(sentence: str) -> None:
        raise RuntimeError(sentence)

    lane = Lane(
        LaneChoice(transport),
        url,
        clock=monotonic_wall_clock(),
        offset=ClockOffset(),
        hear=ignore,
        lose=give_up,
    )
    running = asyncio.create_task(lane.run())
    await asyncio.wait([running], timeout=seconds)
    kernel = kernel_bytes(int(url.rpartition(":")[2]))
    counted = Bytes(lane.cost.bytes_down, lane.cost.bytes_up)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    return counted, kernel


def difference(counted: int, kernel: int) -> str:
    """How far the lane is from the kernel, in percent."""
    return f"{counted:>9,} / {kernel:>9,} B  {(counted - kernel) / kernel:+8.4%}"


async def measure(options: argparse.Namespace) -> None:
    """Print every run: the lane's own sum, the kernel's, and the difference."""
    for number in range(1, options.runs + 1):
        server = BundledServer()
        rate = ("--symbols", str(SYMBOLS), "--rate", str(options.rate))
        url = await server.start([*rate, "--seed", str(number)])
        print(f"run {number}: lane / kernel")
        try:
            for transport in Transport:
                counted, kernel = await listen(url, transport, options.seconds)
                down = difference(counted.down, kernel.down)
                up = difference(counted.up, kernel.up)
                print(f"  {transport:9}  down {down}   up {up}   {kernel.connections} connection")
        finally:
            await server.stop()


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--for", type=float, default=15.0, dest="seconds")
    parser.add_argument("--rate", type=float, default=5.0, help="ticks a second per symbol")
    parser.add_argument("--runs", type=int, default=3)
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
