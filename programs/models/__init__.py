"""Programmes and the spheres of migration management, one module each."""

from .index import ProgramIndexPage
from .program import ProgramEvent, ProgramPage
from .sphere import SphereEvent, SpherePage

__all__ = ["ProgramEvent", "ProgramIndexPage", "ProgramPage", "SphereEvent", "SpherePage"]
