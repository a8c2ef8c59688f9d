"""Answers of a feed server, and what a hostile one might make of them; the same seed, the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any, TypeAlias

import msgspec

from server import wire

Json: TypeAlias = Any

NUMBERS = (
    *(0, -1, 1, 5, 2**31, 2**44 - 1, 2**44, 2**53 - 1, 2**53, 2**63, 2**64, 10**30, -(10**30)),
    *(0.5, -0.5, 1e-300, 1e12, -1e12, 1e13, 1e308, -1e308, float("nan"), float("inf")),
)
TEXTS = (
    "",
    " ",
    "S1",
    "e1:5",
    "e2:5",
    "e1:" + "9" * 19,
    "e1:99999999999999999999",
    "x" * 65,
    "x" * 5000,
    "\0\x1b[31m",
    "\u202eABC\u202c",
    "a\u0301" * 20,
    "日本語",
    "😀",
    "<b>bold</b><img src=x>",
    "<a href='http://x'>x</a>" * 9,
    "%s%n{}{0}{error}",
    "&amp;",
    "\n\n\r",
    "null",
)
OTHERS: tuple[Json, ...] = (None, True, False, [], {}, [[]], [None], {"": None})


FEW = 8
"""Symbols, where nobody wants more."""


class Tape:
    """A tape that goes on with each answer, by a clock of its own.

    Args:
        random: decides.
        now_us: when it begins, server clock.
        symbols: how many there are.
        invents: no symbol ticks twice; there are always so many, but others.
    """

    def __init__(
        self, random: Random, now_us: int, symbols: int = FEW, *, invents: bool = False
    ) -> None:
        self.random = random
        self.now_us = now_us
        self.epoch = "e1"
        self.seq = 0
        self.symbols = [f"S{number}" for number in range(symbols)]
        self._invents = invents
        self.counts = dict.fromkeys(self.symbols, 0)
        self.newest: dict[str, wire.Tick] = {}

    @property
    def cursor(self) -> str:
        """Behind all that it published."""
        return f"{self.epoch}:{self.seq}"

    def begin_again(self) -> None:
        """Another life."""
        self.epoch = f"e{self.random.randrange(10**6)}"
        self.seq = 0
        self.counts = dict.fromkeys(self.symbols, 0)
        self.newest.clear()

    def publish(self, ticks: int) -> list[wire.Tick]:
        """So many more."""
        return [self._publish_one() for _ in range(ticks)]

    def _publish_one(self) -> wire.Tick:
        self.seq += 1
        symbol = self._invent() if self._invents else self.random.choice(self.symbols)
        self.counts[symbol] += 1
        self.now_us += self.random.randrange(2000)
        price = round(100 + self.random.gauss(0, 1), 2)
        size = float(self.random.randrange(500))
        tick = wire.Tick(symbol, self.seq, self.counts[symbol], self.now_us, None, price, size)
        self.newest[symbol] = tick
        return tick

    def _invent(self) -> str:
        """A new symbol in the place of an old one."""
        place, symbol = self.seq % len(self.symbols), f"{self.epoch}.{self.seq}"
        self.counts.pop(self.symbols[place], None)
        self.newest.pop(self.symbols[place], None)
        self.symbols[place] = symbol
        self.counts[symbol] = 0
        return symbol

    # --- what it answers ---

    def hello(self) -> wire.Hello:
        return wire.Hello(1, self.epoch, self.cursor, self.now_us)

    def subscribed(self) -> wire.Subscribed:
        return wire.Subscribed(self.symbols, True, self.cursor)

    def message(self) -> wire.Ticks | wire.Heartbeat:
        if self.random.random() < 0.2:
            return wire.Heartbeat(self.cursor, self.now_us)
        return wire.Ticks(self.publish(self.random.randrange(1, 30)), self.now_us)

    def page(self) -> wire.TickPage:
        ticks = self.publish(self.random.randrange(30))
        return wire.TickPage(self.cursor, self.random.random() < 0.9, self.now_us, ticks)

    def quotes(self) -> wire.Quotes:
        self.publish(self.random.randrange(5))
        return wire.Quotes(self.cursor, self.now_us, [*self.newest.values()])

    def listing(self) -> wire.Symbols:
        infos = [wire.SymbolInfo(name, f"{name} Inc.", 2, 100.0) for name in self.symbols]
        return wire.Symbols(self.epoch, infos, wire.SourceInfo("simulated", "simulated prices"))

    def days(self) -> wire.Days:
        start_us = self.now_us - self.now_us % 86_400_000_000
        days = [
            wire.Day(name, start_us, start_us, 100.0, 105.0, 95.0, 9.0, count, count)
            for name, count in self.counts.items()
        ]
        return wire.Days(self.cursor, self.now_us, days)

    def candles(self, symbol: str, interval: str, limit: int) -> wire.Candles:
        length_us = 1_000_000
        last_us = self.now_us - self.now_us % length_us
        count = min(limit, self.random.randrange(1, 200))
        candles = [
            wire.Candle(last_us - back * length_us, 100.0, 101.0, 99.0, 100.5, 9.0, 3)
            for back in reversed(range(count))
        ]
        return wire.Candles(
            symbol, interval, candles, self.cursor, self.now_us, self.counts.get(symbol, 0), True
        )

    def time(self) -> wire.Time:
        return wire.Time(self.now_us, self.now_us + 5)

    def stats(self) -> Json:
        return {
            "uptime_s": 5.0,
            "cpu_s": 1.0,
            "resident_bytes": 10**8,
            "ticks_published": self.seq,
            "messages_sent": 5,
            "bytes_sent": 500,
            "requests": 5,
            "empty_answers": 1,
            "late_us": {"p50": 5, "p99": 50},
        }


def mutated(value: Any, random: Random) -> bytes:
    """What a hostile server might send instead: other JSON, or bytes that are hardly any."""
    tree = msgspec.to_builtins(value)
    mutations = random.choices(_IN_THE_TREE, k=random.choice((1, 1, 1, 2, 5)))
    # What makes a tree large comes last, or all others would have to look through it.
    for mutation in sorted(mutations, key=lambda one: one is _multiply):
        tree = mutation(tree, random)
    data = json.dumps(tree, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
    return data if random.random() < 0.8 else random.choice(_IN_THE_BYTES)(data, random)


def _places(tree: Json) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        inner = waiting.pop()
        items = inner.items() if isinstance(inner, dict) else enumerate(inner)
        for key, value in items:
            found.append((inner, key))
            if isinstance(value, dict | list):
                waiting.append(value)
    return found


def _strange(random: Random) -> Json:
    return deepcopy(random.choice(random.choice((NUMBERS, NUMBERS, TEXTS, OTHERS))))


def _alter(tree: Json, random: Random) -> Json:
    if not isinstance(tree, dict | list) or not (places := _places(tree)):
        return _strange(random)
    inner, key = random.choice(places)
    value = inner[key]
    if isinstance(value, int | float) and random.random() < 0.7:
        inner[key] = random.choice((*NUMBERS, -value, value + 1, value - 1, value * 1000))
    elif isinstance(value, str) and random.random() < 0.7:
        inner[key] = random.choice(TEXTS)
    else:
        inner[key] = _strange(random)
    return tree


def _remove(tree: Json, random: Random) -> Json:
    if isinstance(tree, dict | list) and (places := _places(tree)):
        inner, key = random.choice(places)
        del inner[key]
    return tree


def _rearrange(tree: Json, random: Random) -> Json:
    lists = [one for one in _inner(tree) if isinstance(one, list)]
    if lists:
        some = random.choice(lists)
        random.choice((some.reverse, lambda: random.shuffle(some), lambda: some.extend(some)))()
    return tree


def _multiply(tree: Json, random: Random) -> Json:
    lists = [one for one in _inner(tree) if isinstance(one, list) and one]
    if lists:
        some = random.choice(lists)
        some.extend([deepcopy(some[-1])] * random.choice((1, 1, 100, 100, 3000)))
    return tree


def _inner(tree: Json) -> list[Json]:
    if not isinstance(tree, dict | list):
        return []
    return [tree, *(inner[key] for inner, key in _places(tree))]


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _flip(data: bytes, random: Random) -> bytes:
    flipped = bytearray(data)
    for _ in range(random.randrange(1, 5)):
        if flipped:
            flipped[random.randrange(len(flipped))] = random.randrange(256)
    return bytes(flipped)


def _noise(_: bytes, random: Random) -> bytes:
    return random.randbytes(random.randrange(500))


def _nest(data: bytes, random: Random) -> bytes:
    depth = random.choice((10, 1000, 100_000))
    return b"[" * depth + data + b"]" * depth


Mutation: TypeAlias = Callable[[Json, Random], Json]
_IN_THE_TREE: tuple[Mutation, ...] = (
    _alter,
    _alter,
    _alter,
    _alter,
    _remove,
    _rearrange,
    _multiply,
)
_IN_THE_BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (_cut, _flip, _flip, _noise, _nest)
