"""Accountability: how to complain, and to report abuse and false offers, to the organization."""
