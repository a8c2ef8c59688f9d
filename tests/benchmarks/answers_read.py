"""Counts what an app has read of a server's answers: at its decoders, not at the server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from ticker_app.feeds import border, event_stream, http, websocket

SOUND_END = b"  "
"""JSON may end so, and none of ours does: with it a server says that an answer was not mutated."""
_MESSAGE, _EVENT = "message", "event"


class AnswersRead:
    """Stands before every decoder of the feeds while it is entered.

    An answer that was refused for its head, was never asked for its body, or came behind the
    end of its connection does not count. A mutated one that by chance looks sound counts as sound.

    sound, mutated: how many of each kind: the type of an HTTP answer, message, event.
    """

    def __init__(self) -> None:
        self.sound: Counter[str] = Counter()
        self.mutated: Counter[str] = Counter()
        for module, name, counting in (
            (http, "decode_body", self._body),
            (border, "decode_body", self._body),
            (websocket, "decode_message", partial(self._text, _MESSAGE)),
            (event_stream, "decode_ticks", partial(self._text, _EVENT)),
        ):
            vars(module)[name] = counting(vars(module)[name])

    def _body(self, decode: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        def counted(body: Any, type_: Any) -> Any:
            self._count(bytes(body[-1:]), type_.__name__.strip("_"))
            return decode(body, type_)

        return counted

    def _text(self, kind: str, decode: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def counted(data: Any) -> Any:
            self._count(data[-1:].encode() if isinstance(data, str) else data[-1:], kind)
            return decode(data)

        return counted

    def _count(self, end: bytes, kind: str) -> None:
        (self.sound if end == SOUND_END[-1:] else self.mutated)[kind] += 1
