"""The portal's own image, rendition and document models.

The settings name them in the place of Wagtail's. They must not import forms, views or renditions.
"""

from .deletable import DeletableMixin
from .document import PortalDocument
from .image import PortalImage, Rendition
