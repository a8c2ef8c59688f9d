"""The command line of the server: what each option takes, and one sentence if it is wrong."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from msgspec import Struct
from typing_extensions import override

REPLAY = "replay:"
_SECONDS = {"s": 1, "min": 60}


class OptionError(Exception):
    """A command line that cannot be used: one sentence that names the option and its value."""


class Options(Struct, frozen=True):
    """What the command line asked for.

    replay: the recording, or None for simulated prices.
    symbols: names separated by commas, or how many simulated ones, or None for the default.
    rate_hz: simulated ticks a second and symbol.
    retain: ticks kept per symbol.
    requests_per_s: what one client address may ask, or None for the usual bound.
    journal: the file that keeps the tape, or None.
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
    requests_per_s: float | None
    journal: Path | None
    stop_with_stdin: bool


def read_options(argv: Sequence[str] | None = None) -> Options:
    """Read the command line; ``None``: that of this process.

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
        requests_per_s=given.rate_limit,
        journal=given.journal,
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
    add("--host", type=_host, default="127.0.0.1", help="where to listen (127.0.0.1)")
    add("--port", type=_port, default=8765, help="0 takes a free one (8765)")
    add("--source", default="simulated", help="simulated, or replay:FILE (simulated)")
    add("--speed", type=_positive, metavar="X", help="how fast a recording is played (1)")
    add("--loop", action="store_true", default=None, help="play a recording again at its end")
    add("--symbols", type=_symbols, metavar="A,B,C|N", help="which, or how many simulated (12)")
    add("--rate", type=_positive, metavar="R", help="simulated ticks per second and symbol (5)")
    add("--seed", type=_whole, metavar="S", help="the same seed gives the same prices")
    add("--retain", type=_count, default=100_000, metavar="N", help="ticks per symbol (100000)")
    add(
        "--rate-limit",
        type=_rate_limit,
        metavar="N/s",
        help="requests of one client address, N/s or N/min, then 429 (10000/s)",
    )
    add(
        "--journal",
        type=_file,
        metavar="FILE",
        help="keep the tape there across restarts: same epoch, same cursors",
    )
    add("--stop-with-stdin", action="store_true", help="stop when standard input ends")
    return parser


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


def _refuse(text: str, takes: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(f"takes {takes}, not {text!r}")


def _host(text: str) -> str:
    if not text or "/" in text or text.isspace():
        raise _refuse(text, "a host name or an address")
    return text.removeprefix("[").removesuffix("]")


def _whole(text: str) -> int:
    # int() alone would take underscores, blanks and digits of other scripts.
    if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 20:
        return int(text)
    raise _refuse(text, "a whole number")


def _port(text: str) -> int:
    takes = "a whole number from 0 to 65535"
    try:
        port = _whole(text)
    except argparse.ArgumentTypeError:
        raise _refuse(text, takes) from None
    if 0 <= port <= 65_535:
        return port
    raise _refuse(text, takes)


def _count(text: str) -> int:
    takes = "a whole number from 1"
    try:
        count = _whole(text)
    except argparse.ArgumentTypeError:
        raise _refuse(text, takes) from None
    if count >= 1:
        return count
    raise _refuse(text, takes)


def _positive(text: str) -> float:
    takes = "a number above 0"
    try:
        number = float(text)
    except ValueError:
        raise _refuse(text, takes) from None
    if math.isfinite(number) and number > 0:
        return number
    raise _refuse(text, takes)


def _file(text: str) -> Path:
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise _refuse(text, "a file in a folder that is there")
    return path


def _rate_limit(text: str) -> float:
    """``5/s``, ``30/min``, or ``5``, which is a second's; requests a second."""
    number, _, per = text.partition("/")
    try:
        return _positive(number) / _SECONDS[per if "/" in text else "s"]
    except (argparse.ArgumentTypeError, KeyError):
        raise _refuse(text, "a number above 0 with '/s' or '/min'") from None


def _symbols(text: str) -> str:
    if not all(name.strip() for name in text.split(",")):
        raise _refuse(text, "names separated by commas, or how many")
    return text
