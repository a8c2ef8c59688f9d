"""Exact values and pictures of what a chart shows: a table, the clipboard, files."""
