"""The command line of the server: what each option takes, and one sentence if it is wrong."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from msgspec import Struct
from typing_extensions import override

from server import option_values as values
from server.access import Access
from server.access_options import TlsFiles, add_access_options, read_access, read_tls
from server.candles import RETAINED
from server.limit_options import add_limit_options, read_limits
from server.limits import Limits
from server.logs import LogFormat, LogLevel
from server.option_values import OptionError

REPLAY = "replay:"


class Options(Struct, frozen=True):
    """What the command line asked for.

    replay: the recording, or None for simulated prices.
    symbols: names separated by commas, or how many simulated ones, or None for the default.
    rate_hz: simulated ticks a second and symbol.
    retain: ticks kept per symbol.
    retain_candles: kept per symbol and interval.
    limits: what clients may take.
    journal: the file that keeps the tape, or None.
    access: who may talk to the server.
    tls: the files of its certificate, or None for plain HTTP.
    token_is_shown: the token stands on the command line, where the process list shows it.
    log_level, log_format: what is said on standard error, and how.
    check: only say whether all this can be used.
    stop_with_stdin: the end of standard input stops the server.
    """

    host: str
    port: int
    replay: Path | None
    speed: float
    loop: bool
    symbols: str | None
    rate_hz: float
    seed: int | None
    retain: int
    retain_candles: int
    limits: Limits
    journal: Path | None
    access: Access
    tls: TlsFiles | None
    token_is_shown: bool
    log_level: LogLevel
    log_format: LogFormat
    check: bool
    stop_with_stdin: bool


def read_options(
    argv: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ
) -> Options:
    """Read the command line; ``None``: that of this process.

    Args:
        argv: without the program's name.
        environment: may hold the token.

    Raises:
        OptionError: it cannot be used.
    """
    given = _parser().parse_args(argv)
    replay = _replay_file(given.source)
    if replay is None:
        _forbid(given, ("speed", "loop"), "only with a recording: --source replay:FILE")
    else:
        _forbid(given, ("rate", "seed"), "only with simulated prices: --source simulated")
        if given.symbols is not None and given.symbols.isdigit():
            raise OptionError(f"--symbols: takes names with a recording, not {given.symbols!r}")
    return Options(
        host=given.host,
        port=given.port,
        replay=replay,
        speed=1.0 if given.speed is None else given.speed,
        loop=bool(given.loop),
        symbols=given.symbols,
        rate_hz=5.0 if given.rate is None else given.rate,
        seed=given.seed,
        retain=given.retain,
        retain_candles=given.retain_candles,
        limits=read_limits(given),
        journal=given.journal,
        access=read_access(given, environment),
        tls=read_tls(given),
        token_is_shown=given.token is not None,
        log_level=given.log_level,
        log_format=given.log_format,
        check=given.check,
        stop_with_stdin=given.stop_with_stdin,
    )


class _Parser(argparse.ArgumentParser):
    @override
    def error(self, message: str) -> NoReturn:
        raise OptionError(message.removeprefix("argument "))


def _parser() -> _Parser:
    parser = _Parser(
        prog="ticker-server",
        description="Serves ticks by WebSocket, event stream, long poll and poll on one port.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--host", type=values.host, default="127.0.0.1", help="where to listen (127.0.0.1)")
    add("--port", type=values.port, default=8765, help="0 takes a free one (8765)")
    _add_tape_options(parser)
    _add_log_options(parser)
    add("--check", action="store_true", help="say whether the options can be used, and end")
    add("--stop-with-stdin", action="store_true", help="stop when standard input ends")
    add_access_options(parser)
    add_limit_options(parser)
    return parser


def _add_tape_options(parser: _Parser) -> None:
    """Where the prices come from, and how many of them are kept."""
    add = parser.add_argument
    add("--source", default="simulated", help="simulated, or replay:FILE (simulated)")
    add("--speed", type=values.positive, metavar="X", help="how fast a recording is played (1)")
    add("--loop", action="store_true", default=None, help="play a recording again at its end")
    add(
        "--symbols",
        type=values.symbols,
        metavar="A,B,C|N",
        help="which, or how many simulated (12)",
    )
    add(
        "--rate",
        type=values.positive,
        metavar="R",
        help="simulated ticks per second and symbol (5)",
    )
    add("--seed", type=values.whole, metavar="S", help="the same seed gives the same prices")
    add(
        "--retain",
        type=values.count,
        default=100_000,
        metavar="N",
        help="ticks per symbol (100000)",
    )
    add(
        "--retain-candles",
        type=values.count,
        default=RETAINED,
        metavar="N",
        help=f"candles per symbol and interval ({RETAINED})",
    )
    add(
        "--journal",
        type=values.file,
        metavar="FILE",
        help="keep the tape there across restarts: same epoch, same cursors",
    )


def _add_log_options(parser: _Parser) -> None:
    """What is said on standard error."""
    add = parser.add_argument
    add(
        "--log-level",
        type=values.one_of(LogLevel),
        default=LogLevel.INFO,
        metavar="|".join(LogLevel),
        help="from which level on there is a log (info)",
    )
    add(
        "--log-format",
        type=values.one_of(LogFormat),
        default=LogFormat.TEXT,
        metavar="|".join(LogFormat),
        help="lines for people, or one JSON object a line (text)",
    )


def _replay_file(source: str) -> Path | None:
    if source == "simulated":
        return None
    if source.startswith(REPLAY) and source != REPLAY:
        return Path(source.removeprefix(REPLAY))
    raise OptionError(f"--source: takes 'simulated' or 'replay:FILE', not {source!r}")


def _forbid(given: argparse.Namespace, names: Sequence[str], why: str) -> None:
    for name in names:
        if getattr(given, name) is not None:
            raise OptionError(f"--{name}: {why}")
