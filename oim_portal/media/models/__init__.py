"""The portal's own image and document models, named in the settings as Wagtail's."""

from .document import PortalDocument
from .image import PortalImage, Rendition

__all__ = ["PortalDocument", "PortalImage", "Rendition"]
