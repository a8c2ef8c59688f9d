"""A certificate for ``localhost``, 127.0.0.1 and ::1, from an authority that only tests trust.

Valid for a hundred years. The authority's own key was thrown away; ``locked.key`` is the
server's key behind a password.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent

AUTHORITY = _HERE / "authority.pem"
CERT = _HERE / "server.pem"
KEY = _HERE / "server.key"
LOCKED_KEY = _HERE / "locked.key"
