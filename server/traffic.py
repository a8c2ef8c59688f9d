"""What serving has cost so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Answers:
    """To requests of one path. cpu_ns: CPU time from reading them to writing the answers."""

    requests: int = 0
    cpu_ns: int = 0


@dataclass(slots=True)
class Traffic:
    """Running sums over all connections; whoever writes or answers adds to them.

    messages_sent: WebSocket messages, SSE events and comments.
    bytes_sent: TCP payload, headers, handshakes and framing included.
    requests: HTTP requests, those that became a WebSocket or a stream among them.
    empty_answers: answers that brought no tick (304 or an empty page).
    readers_cut: readers that were closed because they took nothing.
    connections_cut: connections that sent no whole request or took no answer in time.
    refusals: requests that were answered with a problem, by its status.
    answers: by path; requests of streams are among them once they have ended.
    """

    messages_sent: int = 0
    bytes_sent: int = 0
    requests: int = 0
    empty_answers: int = 0
    readers_cut: int = 0
    connections_cut: int = 0
    refusals: Counter[int] = field(default_factory=Counter)
    answers: dict[str, Answers] = field(default_factory=dict)

    def answered(self, path: str, cpu_ns: int) -> None:
        """One request was answered."""
        answers = self.answers.setdefault(path, Answers())
        answers.requests += 1
        answers.cpu_ns += cpu_ns
