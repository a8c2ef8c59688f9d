"""What the server makes of 100,000 requests and frames that chance has damaged.

    python -m tests.benchmarks.fuzz_server [--count 100000] [--seed 1] [--at-once 32]

The same seed sends the same bytes. Counted are: the server's end (a crash), connections that
it does not close within 15 s after nothing more comes, health checks that are not answered
within 5 s (hangs), and lines of its log that are errors. Loopback only. Exit status 1 if any
of these is not zero.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

from tests.benchmarks.damage import HANDSHAKE, right_frame, right_request, wrong
from tests.benchmarks.fan_out import stats

HANG_S = 15.0
HEALTH_S = 5.0
ANSWER_S = 0.05
FRAMES_AT_ONCE = 4
HEALTH_EVERY = 2000


@dataclass
class Tally:
    """What was sent, and what came of it."""

    requests: int = 0
    frames: int = 0
    hangs: int = 0
    refused: int = 0
    answers: Counter[str] = field(default_factory=Counter)

    @property
    def sent(self) -> int:
        """Requests and frames."""
        return self.requests + self.frames


class Fuzzer:
    """Sends damaged bytes to one server.

    Args:
        host, port: of the server.
        count: how many requests and frames.
        seed: of the chance.
    """

    def __init__(self, host: str, port: int, count: int, seed: int) -> None:
        self._place = (host, port)
        self._count = count
        self._chance = random.Random(seed)
        self.tally = Tally()

    async def run(self, at_once: int) -> None:
        """Send them all."""
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(self._one_after_another())

    async def _one_after_another(self) -> None:
        while self.tally.sent < self._count:
            chunks = self._next()
            if self.tally.sent % HEALTH_EVERY < len(chunks):
                await self._check_health()
            try:
                async with asyncio.timeout(HANG_S):
                    await self._exchange(chunks)
            except TimeoutError:
                self.tally.hangs += 1
            except ConnectionRefusedError:
                self.tally.refused += 1
                await asyncio.sleep(0.1)
            except OSError:
                pass  # it was reset, as it deserved

    def _next(self) -> list[bytes]:
        """One damaged request, or a handshake and some frames, the last ones damaged."""
        if self._chance.random() < 0.4:
            self.tally.requests += 1
            return [wrong(self._chance, right_request(self._chance))]
        self.tally.frames += FRAMES_AT_ONCE
        frames = [right_frame(self._chance) for _ in range(FRAMES_AT_ONCE)]
        return [HANDSHAKE, *(wrong(self._chance, frame) for frame in frames)]

    async def _exchange(self, chunks: list[bytes]) -> None:
        reader, writer = await asyncio.open_connection(*self._place)
        try:
            for chunk in chunks:
                writer.write(chunk)
                await writer.drain()
                with suppress(TimeoutError):
                    async with asyncio.timeout(ANSWER_S):
                        head = await reader.read(1 << 16)
                        self.tally.answers[_status(head)] += 1
                        if not head:
                            return
            writer.write_eof()
            while await reader.read(1 << 16):
                pass
        finally:
            writer.transport.abort()

    async def _check_health(self) -> None:
        try:
            async with asyncio.timeout(HEALTH_S):
                reader, writer = await asyncio.open_connection(*self._place)
                writer.write(b"GET /healthz HTTP/1.0\r\n\r\n")
                healthy = b'"ok"' in await reader.read()
                writer.close()
        except (TimeoutError, OSError):
            healthy = False
        self.tally.hangs += not healthy


def _status(head: bytes) -> str:
    parts = head.split(b" ", 2)
    is_answer = head.startswith(b"HTTP/") and len(parts) > 2
    return parts[1].decode("latin-1") if is_answer else ("frames" if head else "closed")


def errors_in(log: IO[str]) -> list[str]:
    """Lines that are errors, or no lines of the log at all."""
    log.seek(0)
    found = []
    for line in log:
        try:
            said = json.loads(line)
        except ValueError:
            found.append(line)
            continue
        if said["level"] in {"error", "critical"} or "exception" in said:
            found.append(line)
    return found


def main() -> int:
    """Run the server and send; print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=32)
    options = parser.parse_args()
    command = [sys.executable, "-m", "server", "--port", "0", "--seed", "1"]
    command += ["--log-format", "json", "--max-messages", "1000000"]
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as server,
    ):
        assert server.stdout
        url = server.stdout.readline().split()[1]
        host, _, port = url.removeprefix("http://").partition(":")
        fuzzer = Fuzzer(host, int(port), options.count, options.seed)
        before, began = stats(url)["resident_bytes"], time.monotonic()
        asyncio.run(fuzzer.run(options.at_once))
        took_s = time.monotonic() - began
        crashed = server.poll() is not None
        after = None if crashed else stats(url)
        server.terminate()
        code = server.wait(10)
        errors = errors_in(log)
    tally = fuzzer.tally
    print(f"seed {options.seed}, {took_s:.0f} s")
    print(f"  sent             {tally.requests:,} requests, {tally.frames:,} frames")
    print(f"  answers          {dict(tally.answers.most_common())}")
    print(f"  crashes          {int(crashed)}, connections refused {tally.refused}")
    print(f"  hangs            {tally.hangs}")
    print(f"  errors in log    {len(errors)}, exit status {code}")
    for line in errors[:5]:
        print(f"    {line.rstrip()[:2000]}")
    if after is not None:
        print(f"  memory grew by   {(after['resident_bytes'] - before) / 2**20:.1f} MiB")
        print(f"  refusals         {after['refusals']}")
    return int(crashed or bool(tally.hangs) or bool(errors) or code != 0)


if __name__ == "__main__":
    sys.exit(main())
