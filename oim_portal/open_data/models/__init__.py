"""What the office says of its data, and the imports of events."""

from .imports import EventImport, ImportedEvent
from .settings import OpenDataSettings

__all__ = ["EventImport", "ImportedEvent", "OpenDataSettings"]
