"""Models: the settings of the data, and imports of events."""

from .imports import EventImport, ImportedEvent
from .settings import OpenDataSettings
