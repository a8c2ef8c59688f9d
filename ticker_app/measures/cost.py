"""What a feed costs on the wire."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Cost:
    """Running sums of one lane; whoever reads or writes the wire adds to them.

    bytes_down, bytes_up: TCP payload, handshakes and headers included.
    requests: HTTP requests and WebSocket handshakes sent.
    limited: answers that said to come back later (429).
    empty: answers that brought no tick (304 or an empty page).
    """

    bytes_down: int = 0
    bytes_up: int = 0
    requests: int = 0
    empty: int = 0
    limited: int = 0
