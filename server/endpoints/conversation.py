"""What is said on one WebSocket: requests in, answers out; it knows no sockets."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Awaitable, Callable

from msgspec import UnsetType

from server.catch_up import CatchUp
from server.endpoints.parts import Parts
from server.framing import pong_frame, text_frame
from server.limits import Bucket
from server.reader import Reader
from server.wire import (
    CONTRACT_VERSION,
    Cursor,
    ErrorMessage,
    Hello,
    Message,
    Ping,
    Pong,
    Subscribe,
    Subscribed,
    Unsubscribe,
    WireError,
    decode_request,
    encode,
)

BAD_MESSAGE = "bad_message"
UNKNOWN_SYMBOL = "unknown_symbol"
TOO_MANY = "too_many"
TOO_FAST = "too_fast"


class _Refusal(Exception):  # noqa: N818 - it is not an error of ours
    """A message that cannot be used: the code and the sentence of the answer."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.answer = ErrorMessage(code, message)


class Conversation:
    """One connection's subscriptions, and how often it said what cannot be used.

    Args:
        parts: of the server.
        reader: of the fan-out; it has just joined.
        drain: returns when the transport took what was written.
    """

    def __init__(self, parts: Parts, reader: Reader, drain: Callable[[], Awaitable[None]]) -> None:
        self._parts = parts
        self._reader = reader
        self._drain = drain
        self._symbols: dict[str, None] = {}
        self._unusable_at: deque[float] = deque(maxlen=parts.limits.unusable_messages)
        self._clock = asyncio.get_running_loop().time
        self._messages = Bucket(parts.limits.messages_per_s, self._clock())

    @property
    def is_abused(self) -> bool:
        """Whether there were too many unusable messages in too short a time."""
        unusable_at, limits = self._unusable_at, self._parts.limits
        if len(unusable_at) < limits.unusable_messages:
            return False
        return unusable_at[-1] - unusable_at[0] <= limits.unusable_window_s

    def greet(self) -> None:
        """Say which tape this is."""
        tape = self._parts.tape
        self._say(Hello(CONTRACT_VERSION, tape.epoch, str(tape.cursor), self._parts.clock()))

    def may_go_on(self) -> bool:
        """Whether one message more is no haste; if it is, the client is told so."""
        if self._messages.take(self._clock()):
            return True
        most = self._parts.limits.messages_per_s
        self._refuse(
            _Refusal(TOO_FAST, f"this message was passed over: at most {most:g} a second are heard")
        )
        return False

    def pong(self, payload: bytes) -> None:
        """Answer a WebSocket ping."""
        self._parts.fanout.send(self._reader, pong_frame(bytes(payload)))

    def was_asked_for(self, pong: bytes) -> bool:
        """Whether this answers a ping of ours; it counts as no message then."""
        attention = self._reader.attention
        return attention is not None and attention.hear(pong)

    def refuse(self, why: str) -> None:
        """Answer a message of the wrong kind."""
        self._refuse(_Refusal(BAD_MESSAGE, why))

    async def answer(self, text: str) -> None:
        """Do what a message asks; returns once what was missed has been sent."""
        received_us = self._parts.clock()
        try:
            request = decode_request(text)
            if isinstance(request, Ping):
                self._say(Pong(request.t1, received_us, self._parts.clock()))
            elif isinstance(request, Unsubscribe):
                self._unsubscribe(request)
            else:
                await self._subscribe(request)
        except WireError as error:
            self._refuse(_Refusal(BAD_MESSAGE, str(error)))
        except _Refusal as refusal:
            self._refuse(refusal)

    async def _subscribe(self, request: Subscribe) -> None:
        symbols = self._known(request.symbols)
        self._check_room(symbols)
        after = None if request.after is None else Cursor.parse(request.after)
        max_rate = request.max_rate
        if not isinstance(max_rate, UnsetType):
            _check_rate(max_rate)
            self._parts.fanout.set_max_rate(self._reader, max_rate)
        self._symbols.update(dict.fromkeys(symbols))
        if after is not None:
            await self._catch_up(symbols, after)
        else:
            self._confirm(complete=True)
            self._parts.fanout.subscribe(self._reader, symbols)

    async def _catch_up(self, symbols: tuple[str, ...], after: Cursor) -> None:
        parts = self._parts
        catch_up = CatchUp(
            parts.tape, parts.fanout, parts.limits, self._reader, self._drain, self._confirm
        )
        await catch_up.run(symbols, after)

    def _unsubscribe(self, request: Unsubscribe) -> None:
        symbols = self._known(request.symbols)
        for symbol in symbols:
            self._symbols.pop(symbol, None)
        self._parts.fanout.unsubscribe(self._reader, symbols)

    def _known(self, names: list[str] | None) -> tuple[str, ...]:
        tape, most = self._parts.tape, self._parts.limits.symbols
        if names is None:
            return tape.symbols
        if len(names) > most:
            raise _Refusal(TOO_MANY, f"a message names at most {most} symbols, not {len(names)}")
        for name in names:
            if name not in tape:
                raise _Refusal(UNKNOWN_SYMBOL, f"there is no symbol {name!r}")
        return tuple(dict.fromkeys(names))

    def _check_room(self, symbols: tuple[str, ...]) -> None:
        most = self._parts.limits.subscriptions
        if len(self._symbols.keys() | set(symbols)) > most:
            raise _Refusal(TOO_MANY, f"one WebSocket hears at most {most} symbols")

    def _confirm(self, complete: bool) -> None:
        cursor = str(self._parts.tape.cursor)
        self._say(Subscribed([*self._symbols], complete, cursor))

    def _refuse(self, refusal: _Refusal) -> None:
        self._unusable_at.append(self._clock())
        self._say(refusal.answer)

    def _say(self, message: Message) -> None:
        self._parts.fanout.send(self._reader, text_frame(encode(message)))


def _check_rate(max_rate: float | None) -> None:
    if max_rate is not None and not (math.isfinite(max_rate) and max_rate > 0):
        raise _Refusal(BAD_MESSAGE, f"max_rate takes a number over 0, not {max_rate}")
