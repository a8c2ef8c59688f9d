"""Lanes side by side, measured against what was published and against theory. Knows no Qt."""
