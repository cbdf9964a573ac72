"""Programmes and the spheres of migration management, one module each."""

from .index import ProgramIndexPage

__all__ = ["ProgramIndexPage"]
