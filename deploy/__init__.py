"""Putting the portal on a server; see docs/operations/."""
