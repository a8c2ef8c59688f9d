"""Alerts on prices: what they wait for, when they fire, and how late. Pure: no Qt, no clock."""
