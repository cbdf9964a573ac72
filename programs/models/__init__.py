"""Models of programmes, spheres, and their links with events."""

from .index import ProgramIndexPage
from .program import ProgramEvent, ProgramPage
from .sphere import SphereEvent, SpherePage
