"""Faults put between a client and a server: delays, stalls, cuts, refusals."""
