"""The feed server: sources of prices, one tape, four ways to read it."""
