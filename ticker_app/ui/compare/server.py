"""What serving costs, in a line: the server's account beside what the clients see."""

from __future__ import annotations

from ticker_app.compare.server_cost import ServerCost
from ticker_app.ui.wording import bytes_rate, rate, share

SERVER_TIP = (
    "<p>By the server's own account, over the last seconds: these lanes, the reference reading "
    "that they are measured against, the list of symbols, and whoever else is connected. "
    "Asking for it has a connection of its own, in no lane's figures.</p>"
)


def server_line(cost: ServerCost | None) -> str:
    """A sentence."""
    if cost is None:
        return "The server has not said yet what all of this costs it."
    core = share(cost.cpu_s / cost.seconds)
    sent = bytes_rate(cost.bytes_sent / cost.seconds)
    requests = rate(cost.requests / cost.seconds)
    return (
        f"All its clients together take the server {core} of a core, {sent} "
        f"and {requests.number} requests/s."
    )
