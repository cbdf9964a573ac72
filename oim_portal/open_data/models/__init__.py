"""What the office says of its data, and the imports of events."""

from .settings import OpenDataSettings

__all__ = ["OpenDataSettings"]
