"""What every test shares: no screen is needed, and a leftover fails the run."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
