"""The feed server as a child process that cannot outlive the app."""

from __future__ import annotations

import asyncio
import logging
import random
import re
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, NoReturn, cast

from ticker_app.backoff import Backoff
from ticker_app.feeds.address import NO_KEY, ServerAddress, ServerKey

START_TIMEOUT_S = 20.0
STOP_TIMEOUT_S = 1.5
COMMAND = (sys.executable, "-m", "server")
BACK_S = 1
"""It has no crowd of clients that would come back all at once, and is started again at once."""

_SERVING = re.compile(rb"serving (http://\S+) epoch=\S+")
_LAST_WORDS = "ticker-server: "
_LEVEL = re.compile(r"(DEBUG|INFO|WARNING|ERROR|CRITICAL) (.*)")

logger = logging.getLogger(__name__)


class BundledError(Exception):
    """The bundled server did not start: one sentence, the server's own if it said one.

    exit_code: its exit status; None if it did not end by itself.
    """

    def __init__(self, message: str, exit_code: int | None = None) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class BundledServer:
    """A feed server that begins and ends with the app.

    It reads its standard input, so it ends even if the app is killed. One that dies by itself is
    started again on the same port.

    Args:
        command: what starts a server, without options.
        sleep: waits so many seconds before it is started again.
    """

    def __init__(
        self,
        command: Sequence[str] = COMMAND,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._command = tuple(command)
        self._sleep = sleep
        self._options: tuple[str, ...] = ()
        self._process: Process | None = None
        self._said: deque[str] = deque(maxlen=20)
        self._log: asyncio.Future[None] | None = None
        self._guard: asyncio.Task[NoReturn] | None = None

    @property
    def pid(self) -> int | None:
        """Of the running process; None while there is none."""
        return None if self._process is None else self._process.pid

    async def start(self, options: Sequence[str] = ()) -> str:
        """Start it on a free port, unless the options name one; returns its URL.

        Raises:
            BundledError: it did not start; nothing of it is left.
        """
        self._options = ("--port", "0", "--retry-after", str(BACK_S), *options)
        url = await self._launch(self._options)
        port = url.rpartition(":")[2]
        self._options = (*self._options, "--port", port)
        self._guard = asyncio.create_task(self._keep_running())
        return url

    def restart(self) -> None:
        """End the process; it is started again at the same address, as one that died by itself."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()

    async def stop(self) -> None:
        """End it within 1.5 s, one way or the other. Does nothing if it does not run."""
        if self._guard is not None:
            self._guard.cancel()
            await asyncio.wait([self._guard])
            self._guard = None
        await self._end()

    async def _launch(self, options: Sequence[str]) -> str:
        self._said.clear()
        command = (*self._command, *options, "--stop-with-stdin")
        try:
            process = self._process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, **_apart_from_the_terminal()
            )
        except OSError as error:
            raise BundledError(f"the bundled server cannot be run: {error}") from error
        try:
            self._log = asyncio.create_task(self._pass_on(process))
            return await self._url_of(process)
        except BaseException:
            await self._end()
            raise

    async def _url_of(self, process: Process) -> str:
        """What it says once it serves."""
        stdout = cast("asyncio.StreamReader", process.stdout)
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                line = await stdout.readline()
                if not line:
                    raise await self._why_it_ended(process)
        except TimeoutError as error:
            raise BundledError(
                f"the bundled server did not start within {START_TIMEOUT_S:.0f} s"
            ) from error
        match = _SERVING.match(line)
        if match is None:
            raise BundledError(f"the bundled server said {line.decode(errors='replace')!r}")
        return match[1].decode()

    async def _why_it_ended(self, process: Process) -> BundledError:
        code = await process.wait()
        await self._all_logged()
        sentence = self._said[-1] if self._said else f"it ended with exit code {code}"
        sentence = sentence.removeprefix(_LAST_WORDS)
        return BundledError(f"the bundled server did not start: {sentence}", code)

    async def _pass_on(self, process: Process) -> None:
        """Log what it says on standard error."""
        async for line in cast("asyncio.StreamReader", process.stderr):
            text = line.decode(errors="replace").rstrip()
            self._said.append(text)
            match = _LEVEL.fullmatch(text)
            # Its last words to a user come back as a BundledError; twice would be once too often.
            plain = "INFO" if text.startswith(_LAST_WORDS) else "WARNING"
            level, said = (match[1], match[2]) if match else (plain, text)
            logger.log(logging.getLevelNamesMapping()[level], "server: %s", said)

    async def _all_logged(self) -> None:
        if self._log is not None:
            await asyncio.wait([self._log])

    async def _keep_running(self) -> NoReturn:
        backoff = Backoff(random.random)
        while True:
            if self._process is not None:
                code = await self._process.wait()
                logger.warning("the bundled server ended with code %d; starting it again", code)
                await self._end()
            await self._sleep(backoff.next_s())
            try:
                await self._launch(self._options)
            except BundledError as error:
                logger.warning("%s; trying again", error)
            else:
                backoff.reset()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        cast("asyncio.StreamWriter", process.stdin).close()
        if process.returncode is None:
            process.terminate()
        try:
            async with asyncio.timeout(STOP_TIMEOUT_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
        await self._all_logged()


@asynccontextmanager
async def bundled_at(options: Sequence[str]) -> AsyncIterator[tuple[str, BundledServer]]:
    """A bundled server that ends with the block, and its address.

    Raises:
        BundledError: it did not start.
    """
    server = BundledServer()
    try:
        yield await server.start(options), server
    finally:
        await server.stop()


@asynccontextmanager
async def server_at(
    url: str | None, options: Sequence[str], key: ServerKey = NO_KEY
) -> AsyncIterator[str]:
    """The address of the server that was named, or of a bundled one that ends with the block.

    ``key`` opens it, whichever it is.

    Raises:
        BundledError: the bundled one did not start.
    """
    if url is not None:
        yield ServerAddress(url, key)
        return
    async with bundled_at(options) as (bundled_url, _):
        yield ServerAddress(bundled_url, key)


def _apart_from_the_terminal() -> dict[str, Any]:
    """Ctrl-C is for the app, which then ends its server in good order."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return {"creationflags": flags}
    return {"process_group": 0}
