"""``ticker-server``: the command that serves."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import signal
import ssl
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from msgspec.structs import replace

from server.access_options import hide_argument
from server.app import serving
from server.journal import Journal, JournalError
from server.limits import Limits, raise_open_files
from server.logs import start_logging
from server.option_values import OptionError
from server.options import Options, read_options
from server.recall import check_symbols
from server.sources.base import Source, SourceError
from server.sources.replay import ReplaySource
from server.sources.simulated import SimulatedSource, simulated_listings
from server.tls import TlsError, tls_context

logger = logging.getLogger(__name__)

BROKEN, USAGE_ERROR = 1, 2
FILES_OF_ITS_OWN = 64
DEFAULT_SYMBOLS = "12"


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit status."""
    try:
        options = read_options(argv)
        secrets = () if options.access.token is None else (options.access.token,)
        start_logging(options.log_level, options.log_format, secrets)
        _hide_token(options)
        tls = _open_tls(options)
        source = _open_source(options)
        journal = _open_journal(options, source)
    except (OptionError, TlsError, SourceError, JournalError) as error:
        return _refuse(str(error))
    limits = as_many_as_files(options.limits, raise_open_files())
    try:
        if options.check:
            sys.stdout.write("ticker-server: these options can be used\n")
            return 0
        return asyncio.run(_serve(options, limits, source, tls, journal))
    except OSError as error:
        return _refuse(_why_not_listening(options, error))
    finally:
        if journal is not None:
            journal.close()


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"ticker-server: {sentence}\n")
    return USAGE_ERROR


def _hide_token(options: Options) -> None:
    token = options.access.token
    if options.token_is_shown and token is not None and not hide_argument(token):
        logger.warning(
            "--token: whoever may list the processes of this machine can read it; "
            "give --token-file FILE instead"
        )


def as_many_as_files(limits: Limits, most: int | None) -> Limits:
    """No more connections than the system lets this process hold files."""
    if most is None or most >= limits.connections + FILES_OF_ITS_OWN:
        return limits
    return replace(limits, connections=max(1, most - FILES_OF_ITS_OWN))


def _open_tls(options: Options) -> ssl.SSLContext | None:
    return None if options.tls is None else tls_context(options.tls.cert, options.tls.key)


def _open_source(options: Options) -> Source:
    if options.replay is None:
        listings = simulated_listings(options.symbols or DEFAULT_SYMBOLS)
        return SimulatedSource(listings, rate_hz=options.rate_hz, seed=options.seed)
    symbols = None if options.symbols is None else options.symbols.split(",")
    return ReplaySource.open(
        options.replay, speed=options.speed, loop=options.loop, symbols=symbols
    )


def _open_journal(options: Options, source: Source) -> Journal | None:
    if options.journal is None or (options.check and not options.journal.exists()):
        return None
    journal = Journal(options.journal, options.retain)
    try:
        check_symbols(journal, (listing.symbol for listing in source.listings))
    except JournalError:
        journal.close()
        raise
    return journal


async def _serve(
    options: Options,
    limits: Limits,
    source: Source,
    tls: ssl.SSLContext | None,
    journal: Journal | None,
) -> int:
    """Serve until it is to stop, or cannot go on; returns the exit status."""
    stop = asyncio.Event()
    async with serving(
        source,
        host=options.host,
        port=options.port,
        retain=options.retain,
        retain_candles=options.retain_candles,
        limits=limits,
        access=options.access,
        tls=tls,
        journal=journal,
    ) as server:
        server.broken.add_done_callback(lambda _: stop.set())
        with _stopping(stop, with_stdin=options.stop_with_stdin):
            sys.stdout.write(f"serving {server.url} epoch={server.parts.tape.epoch}\n")
            sys.stdout.flush()
            await stop.wait()
            logger.info("going away", extra={"connections": server.parts.connections()})
        if server.broken.done():
            sys.stderr.write(f"ticker-server: {server.broken.result()}\n")
            return BROKEN
        return 0


@contextmanager
def _stopping(stop: asyncio.Event, *, with_stdin: bool) -> Iterator[None]:
    """Set ``stop`` at a signal, or at the end of standard input if that is asked for."""
    loop = asyncio.get_running_loop()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop.set)

    # Not loop.add_signal_handler: Windows has none.
    before = {number: signal.signal(number, on_signal) for number in _stop_signals()}
    if with_stdin:
        _call_at_the_end_of_stdin(lambda: loop.call_soon_threadsafe(stop.set))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop_signals() -> Iterator[signal.Signals]:
    yield signal.SIGTERM
    yield signal.SIGINT
    if sys.platform == "win32":
        yield signal.SIGBREAK


def _call_at_the_end_of_stdin(callback: Callable[[], object]) -> None:
    """In a daemon thread, as waiting for standard input cannot be broken off."""
    if sys.stdin is None:  # started without any, as a service may be
        callback()
        return
    # Not sys.stdin.buffer: its lock, held by the waiting thread, aborts the interpreter's end.
    standard_input = sys.stdin.fileno()

    def read_to_the_end() -> None:
        while os.read(standard_input, 4096):
            pass
        with suppress(RuntimeError):  # the loop is closed: the server has stopped already
            callback()

    threading.Thread(target=read_to_the_end, name="stdin", daemon=True).start()


def _why_not_listening(options: Options, error: OSError) -> str:
    where = f"{options.host}:{options.port}"
    if error.errno == errno.EADDRINUSE:
        return f"--port: {where} is in use; stop what uses it, or give another --port"
    if error.errno == errno.EACCES:
        return f"--port: there is no right to listen on {where}; give a --port above 1023"
    return f"--host: there is no listening on {where}: {error.strerror or error}"


if __name__ == "__main__":
    sys.exit(main())
