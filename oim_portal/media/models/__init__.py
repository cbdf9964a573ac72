"""The portal's own image and document models, named in the settings as Wagtail's."""

from .deletable import DeletableMixin
from .document import PortalDocument
from .image import PortalImage, Rendition

__all__ = ["DeletableMixin", "PortalDocument", "PortalImage", "Rendition"]
