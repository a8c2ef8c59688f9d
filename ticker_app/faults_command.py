"""``ticker-app faults``: a desk between clients and a server, until it is interrupted."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from ticker_app.ending import on_request_to_end
from ticker_app.faults.options import FaultOptions, parse_faults
from ticker_app.faults.proxy import FaultDesk


class FaultsError(Exception):
    """The desk could not be opened: one sentence for the user."""


def run_faults(arguments: Sequence[str]) -> int:
    """Relay until SIGINT or SIGTERM, and print everything that is done.

    Args:
        arguments: what follows ``faults``.

    Returns:
        The exit status, 0.

    Raises:
        OptionError: the command line cannot be used.
        FaultsError: there is no listening where it says.
        SystemExit: help was asked for, and printed.
    """
    asyncio.run(_relay(parse_faults(arguments)))
    return 0


async def _relay(options: FaultOptions) -> None:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    on_request_to_end(over.set)
    began_s = loop.time()

    def tell(sentence: str) -> None:
        sys.stdout.write(f"{loop.time() - began_s:7.1f} s  {sentence}\n")
        sys.stdout.flush()

    desk = FaultDesk(options.target_url, seed=options.seed, tell=tell)
    try:
        async with desk.serving(options.host, options.port):
            tell(f"faults at {desk.url} for {options.target_url}, seed {options.seed}")
            if options.faults.are_none():
                tell("nothing goes wrong; see --help for what can")
            desk.set(options.faults)
            await over.wait()
    except OSError as error:
        where = f"{options.host}:{options.port}"
        raise FaultsError(f"--listen: cannot listen at {where}: {error.strerror}") from error
    counts = desk.counts
    tell(
        f"ended after {counts.connections} connections, {counts.cut} of them cut; "
        f"{counts.answered} requests answered here, {counts.blocked} WebSockets blocked"
    )
