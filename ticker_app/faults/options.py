"""The command line of ``ticker-app faults``."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Sequence

from msgspec import Struct

from ticker_app.arguments import OptionError, Parser, server_url
from ticker_app.faults.plan import Every, Faults, Way
from ticker_app.feeds.address import ServerAddress, ServerKey
from ticker_app.server_key import believing

DEFAULT_LISTEN = "127.0.0.1:8766"
LONGEST_MS = 60_000.0
LONGEST_S = 86_400.0
_LISTEN = re.compile(r"(?:(\[[0-9A-Fa-f:.]+\]|[^\s:\[\]]+):)?(\d{1,5})", re.ASCII)
_RATE = re.compile(r"(\d+(?:\.\d+)?)([kM]?)", re.ASCII)
_TIMES = {"": 1, "k": 1_000, "M": 1_000_000}


class FaultOptions(Struct, frozen=True):
    """What the command line asked for. port: 0 takes a free one.

    target_url: with whom to believe about the server's certificate.
    """

    host: str
    port: int
    target_url: str
    seed: int
    faults: Faults


def parse_faults(arguments: Sequence[str]) -> FaultOptions:
    """Read what follows ``faults``.

    Raises:
        OptionError: something in it cannot be used.
        SystemExit: it asked for help, which has been printed.
    """
    given = _parser().parse_args(arguments)
    if given.retry_after is not None and given.answer is None:
        raise OptionError("--retry-after goes with an answer; add --answer 429 or --answer 503")
    host, port = given.listen
    down, up = (
        Way(delay_ms, jitter_ms, bits_per_s)
        for delay_ms, jitter_ms, bits_per_s in zip(
            given.delay, given.jitter, given.bandwidth, strict=True
        )
    )
    return FaultOptions(
        host=host,
        port=port,
        target_url=ServerAddress(given.to, ServerKey(tls=believing(given.tls_ca))),
        seed=given.seed,
        faults=Faults(
            down=down,
            up=up,
            silent_after_s=given.stall,
            cut_every=given.cut_every,
            restart_every=given.restart_every,
            refuses=given.refuse,
            answer=given.answer,
            retry_after_s=given.retry_after,
            blocks_websocket=given.block_websocket,
        ),
    )


def _parser() -> Parser:
    parser = Parser(
        "ticker-app faults",
        "Puts faults between clients and a server. DOWN is the way to the client, UP the way "
        "from it; a single value is for both.",
    )
    add = parser.add_argument
    add(
        "--listen",
        type=_listen,
        default=_listen(DEFAULT_LISTEN),
        metavar="HOST:PORT",
        help=f"where clients connect ({DEFAULT_LISTEN}); port 0 takes a free one",
    )
    add("--to", type=server_url, required=True, metavar="URL", help="the server, here or elsewhere")
    parser.add_tls_ca()
    _add_ways(parser)
    _add_connections(parser)
    add("--seed", type=_whole, default=0, metavar="S", help="the same one repeats the faults (0)")
    return parser


def _add_ways(parser: Parser) -> None:
    """What happens to bytes on their way."""
    add = parser.add_argument
    both = "DOWN[/UP]"
    none = (0.0, 0.0)
    add("--delay", type=_delays, default=none, metavar=both, help="milliseconds, each way")
    add("--jitter", type=_delays, default=none, metavar=both, help="up to so many ms more")
    add(
        "--bandwidth",
        type=_bandwidths,
        default=(None, None),
        metavar=both,
        help="bits per second of each connection: 64k, 1.5M",
    )


def _add_connections(parser: Parser) -> None:
    """What happens to connections and requests."""
    add = parser.add_argument
    add(
        "--stall",
        type=_seconds,
        metavar="SECONDS",
        help="a connection of that age stays open, but nothing passes any more; 0: none ever does",
    )
    every = "SECONDS|MIN-MAX"
    add("--cut-every", type=_every, metavar=every, help="cut all connections again and again")
    add(
        "--restart-every",
        type=_every,
        metavar=every,
        help="cut all and refuse new ones for 2 s, as a server that is started again",
    )
    add("--refuse", action="store_true", help="refuse new connections")
    add("--answer", type=_answer, metavar="429|503", help="answer every request so")
    add("--retry-after", type=_whole_s, metavar="SECONDS", help="what --answer asks for")
    add("--block-websocket", action="store_true", help="forbid upgrades to a WebSocket")


def _listen(text: str) -> tuple[str, int]:
    found = _LISTEN.fullmatch(text)
    if found is None or int(found[2]) > 65535:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no place to listen at; one looks like {DEFAULT_LISTEN}"
        )
    return (found[1] or "127.0.0.1").strip("[]"), int(found[2])


def _delays(text: str) -> tuple[float, float]:
    parts = text.split("/")
    delays_ms = [_number(part) for part in parts]
    if len(parts) > 2 or not all(0 <= delay_ms <= LONGEST_MS for delay_ms in delays_ms):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not DOWN or DOWN/UP in milliseconds from 0 to {LONGEST_MS:g}"
        )
    return delays_ms[0], delays_ms[-1]


def _bandwidths(text: str) -> tuple[float, float]:
    parts = text.split("/")
    found = [_RATE.fullmatch(part) for part in parts]
    rates = [float(rate[1]) * _TIMES[rate[2]] for rate in found if rate is not None]
    if len(parts) > 2 or len(rates) < len(parts) or not all(rate >= 100 for rate in rates):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not DOWN or DOWN/UP in bits per second, at least 100, like 64k or 1.5M"
        )
    return rates[0], rates[-1]


def _every(text: str) -> Every:
    parts = [_number(part) for part in text.split("-")]
    if len(parts) > 2 or not 0.1 <= parts[0] <= parts[-1] <= LONGEST_S:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a number of seconds from 0.1 to {LONGEST_S:g}, nor a range of them "
            "like 8-12"
        )
    return Every(parts[0], parts[-1])


def _seconds(text: str) -> float:
    seconds = _number(text)
    if not 0 <= seconds <= LONGEST_S:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a number of seconds from 0 to {LONGEST_S:g}"
        )
    return seconds


def _answer(text: str) -> int:
    if text not in {"429", "503"}:
        raise argparse.ArgumentTypeError(f"{text!r} is neither 429 nor 503")
    return int(text)


def _whole_s(text: str) -> int:
    if not (text.isdecimal() and text.isascii() and int(text) <= 3600):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of seconds up to 3600")
    return int(text)


def _whole(text: str) -> int:
    if not (text.isdecimal() and text.isascii() and len(text) <= 18):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _number(text: str) -> float:
    """nan: it is none."""
    plain = re.fullmatch(r"\d+(?:\.\d+)?", text, re.ASCII)
    return float(text) if plain else math.nan
