"""GET /v1/ws: the WebSocket, from its handshake to its close."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus

from aiohttp import WSCloseCode, WSMsgType, web

from server.attention import Attention
from server.endpoints.answers import ProblemError
from server.endpoints.connection import cut_off
from server.endpoints.conversation import Conversation
from server.endpoints.guard import SUBPROTOCOL
from server.endpoints.parts import Call, NoQuery, Parts
from server.fanout import SWEEP_S
from server.framing import WEBSOCKET
from server.gate import StreamKind

TOO_SLOW = 4008

_RESERVED_CODES = {1004, 1005, 1006, 1015}
"""Codes that must not be sent in a close frame (RFC 6455 §7.4.1)."""


async def socket(call: Call[NoQuery]) -> web.StreamResponse:
    """Talk until the client closes, is too slow or abusive, or the server stops."""
    response = _upgrade(call)
    link = _Link(call.parts, call.request, response)
    with call.parts.gate.stream(StreamKind.WEBSOCKET, link.on_server_going_away):
        await response.prepare(call.request)
        call.parts.traffic.bytes_sent += call.request.writer.output_size
        await link.run()
    return response


def _upgrade(call: Call[NoQuery]) -> web.WebSocketResponse[bool]:
    limits = call.parts.limits
    # Without compression, so that every reader can be given the same bytes. Closing and
    # pinging are ours, so that nothing follows a close frame and no pong piles up.
    response = web.WebSocketResponse(
        timeout=limits.close_s,
        autoclose=False,
        autoping=False,
        compress=False,
        max_msg_size=limits.message_bytes,
        protocols=(SUBPROTOCOL,),
    )
    _check_subprotocol(call.request)
    if not _can_upgrade(response, call.request):
        raise ProblemError(
            HTTPStatus.UPGRADE_REQUIRED,
            "this path takes WebSocket handshakes only (RFC 6455, version 13)",
            headers={"Upgrade": "websocket", "Connection": "upgrade"},
        )
    return response


def _can_upgrade(response: web.WebSocketResponse[bool], request: web.BaseRequest) -> bool:
    try:
        return response.can_prepare(request).ok
    except ValueError:
        # aiohttp stumbles over headers of a handshake that are not ASCII.
        return False


def _check_subprotocol(request: web.BaseRequest) -> None:
    """A token must not be what is picked, as the answer would say it aloud."""
    offered = request.headers.getall("Sec-WebSocket-Protocol", [])
    if offered and SUBPROTOCOL not in (name.strip() for name in ",".join(offered).split(",")):
        raise ProblemError(
            HTTPStatus.BAD_REQUEST,
            f"the subprotocol here is {SUBPROTOCOL!r}; offer it, or none",
        )


class _SocketWire:
    """A transport as the fan-out sees it: closing as soon as a close frame was sent."""

    __slots__ = ("_response", "_transport", "get_write_buffer_size", "write")

    def __init__(self, transport: asyncio.Transport, response: web.WebSocketResponse[bool]) -> None:
        self._transport = transport
        self._response = response
        self.write = transport.write
        self.get_write_buffer_size = transport.get_write_buffer_size

    def is_closing(self) -> bool:
        """Whether no data frame may follow any more."""
        return self._response.closed or self._transport.is_closing()


class _Link:
    """One WebSocket: reads messages, and closes from either side."""

    def __init__(
        self, parts: Parts, request: web.BaseRequest, response: web.WebSocketResponse[bool]
    ) -> None:
        self._parts = parts
        self._request = request
        self._response = response
        self._until = asyncio.timeout(None)
        self._close: tuple[int, str] = (WSCloseCode.OK, "")
        self._is_ending = False

    def on_too_slow(self) -> None:
        """The fan-out gave this reader up."""
        limit_s = self._parts.limits.stalled_s
        self._end(TOO_SLOW, f"too slow: nothing was read, and no ping answered, for {limit_s:g} s")

    def on_server_going_away(self) -> None:
        """The server stops."""
        back_s = self._parts.limits.back_s
        self._end(WSCloseCode.GOING_AWAY, f"the server is going away; come back in {back_s} s")

    def _end(self, code: int, reason: str) -> None:
        self._close = (code, reason)
        self._is_ending = True
        # Ends the waiting in ``run`` wherever it is; RuntimeError: it has not begun or is over.
        with suppress(RuntimeError):
            self._until.reschedule(asyncio.get_running_loop().time())

    async def run(self) -> None:
        """Talk, then close."""
        transport = self._request.transport
        if transport is None:
            raise ConnectionResetError("the client went before its WebSocket began")
        async with self._conversation(transport) as conversation:
            with suppress(TimeoutError):
                async with self._until:
                    if not self._is_ending:
                        await self._read(conversation)
        give_up_at = asyncio.get_running_loop().time() + self._parts.limits.close_s
        await self._say_goodbye()
        if transport.get_write_buffer_size():
            # What is unsent may still leave; once it has, the lost connection cancels this.
            await asyncio.sleep(give_up_at - asyncio.get_running_loop().time())
            cut_off(transport)

    @asynccontextmanager
    async def _conversation(self, transport: asyncio.Transport) -> AsyncIterator[Conversation]:
        wire = _SocketWire(transport, self._response)
        reader = self._parts.fanout.join(
            wire,
            WEBSOCKET,
            on_slow=self.on_too_slow,
            attention=Attention(self._parts.limits, SWEEP_S),
        )
        try:
            yield Conversation(self._parts, reader, self._request.writer.drain)
        finally:
            self._parts.fanout.leave(reader)

    async def _read(self, conversation: Conversation) -> None:
        conversation.greet()
        while not conversation.is_abused:
            # Who does not read is not read from, else answers would pile up.
            await self._request.writer.drain()
            message = await self._response.receive()
            if message.type is WSMsgType.PONG and conversation.was_asked_for(message.data):
                continue
            if message.type in _SPOKEN and not conversation.may_go_on():
                continue
            if message.type is WSMsgType.TEXT:
                await conversation.answer(message.data)
            elif message.type is WSMsgType.BINARY:
                conversation.refuse("this server takes text messages only")
            elif message.type is WSMsgType.PING:
                conversation.pong(message.data)
            elif message.type is not WSMsgType.PONG:
                self._close = (_echo(message.data), "")
                return
        self._close = (WSCloseCode.POLICY_VIOLATION, "too many unusable messages")

    async def _say_goodbye(self) -> None:
        code, reason = self._close
        with suppress(TimeoutError):
            async with asyncio.timeout(self._parts.limits.close_s):
                await self._response.close(code=code, message=reason.encode(), drain=False)


_SPOKEN = {WSMsgType.TEXT, WSMsgType.BINARY, WSMsgType.PING, WSMsgType.PONG}
"""What counts as a message; a close is always heard."""


def _echo(code: object) -> int:
    """The code that answers the client's close frame: its own, if it may be sent."""
    if isinstance(code, int) and 1000 <= code < 5000 and code not in _RESERVED_CODES:
        return code
    return WSCloseCode.OK
