"""``ticker-app compare``: lanes side by side, from the command line to the table."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, structs

from server.wire import monotonic_wall_clock
from ticker_app.bundled import BundledError, server_at
from ticker_app.compare.figures_json import outcome_json
from ticker_app.compare.options import CompareOptions, parse_compare
from ticker_app.compare.outcome import Outcome
from ticker_app.compare.progress import Progress
from ticker_app.compare.report import report_html
from ticker_app.compare.run import CompareRun, NothingMeasuredError
from ticker_app.compare.setting import Setting, seeded, setting_of
from ticker_app.compare.text import outcome_text
from ticker_app.ending import on_request_to_end
from ticker_app.feeds.address import ServerKey
from ticker_app.server_key import server_key
from ticker_app.token_store import TokenStore
from ticker_app.ui.palette import DARK, LIGHT

INTERRUPTED = 130


class CompareError(Exception):
    """The comparison could not be made or written: one sentence for the user."""


def run_compare(arguments: Sequence[str]) -> int:
    """Compare, print the table on standard output, write what was asked for.

    Args:
        arguments: what follows ``compare``.

    Returns:
        The exit status: 0, or 130 if it was interrupted.

    Raises:
        OptionError: the command line cannot be used.
        CompareError: nothing could be measured, or a file could not be written.
        SystemExit: help was asked for, and printed.
    """
    options = parse_compare(arguments)
    server_arguments = options.server_arguments
    if options.server_url is None:
        server_arguments = seeded(server_arguments)
    setting = setting_of(arguments, server_arguments)
    key = server_key(options.key, options.server_url, os.environ, TokenStore(), _tell)
    run = asyncio.run(_compare(structs.replace(options, server_arguments=server_arguments), key))
    if run.outcome is not None:
        sys.stdout.write(outcome_text(run.outcome) + "\n")
        _write(options, run.outcome, setting)
    return INTERRUPTED if run.was_interrupted else 0


class _Ended(Struct, frozen=True):
    """How a run ended. outcome: None if it was interrupted before there was one."""

    outcome: Outcome | None
    was_interrupted: bool


async def _compare(options: CompareOptions, key: ServerKey) -> _Ended:
    stop = asyncio.Event()
    on_request_to_end(stop.set)
    progress = Progress(sys.stderr, time.monotonic)
    try:
        async with server_at(options.server_url, options.server_arguments, key) as url:
            run = CompareRun(
                url,
                options.lanes,
                options.for_s,
                clock=monotonic_wall_clock(),
                stop=stop,
                show=progress.show,
                tell=progress.tell,
            )
            return _Ended(await run.run(), stop.is_set())
    except BundledError as error:
        raise CompareError(str(error)) from error
    except NothingMeasuredError as error:
        if stop.is_set():
            progress.tell(f"ticker-app: {error}")
            return _Ended(None, True)
        raise CompareError(str(error)) from error
    finally:
        progress.close()


def _tell(sentence: str) -> None:
    sys.stderr.write(f"ticker-app: {sentence}\n")


def _write(options: CompareOptions, outcome: Outcome, setting: Setting) -> None:
    if options.json is not None:
        _write_file(options.json, outcome_json(outcome))
    if options.report is not None:
        dark, light = structs.asdict(DARK), structs.asdict(LIGHT)
        page = report_html(outcome, setting, dark=dark, light=light)
        _write_file(options.report, page.encode())


def _write_file(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CompareError(f"{path} cannot be written: {error.strerror}") from error
