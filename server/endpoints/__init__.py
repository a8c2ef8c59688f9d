"""The readings of the tape: one file for each, and the table that lists them all."""
