"""The portal's own image, rendition and document models, and what was read of PDF documents.

The settings name the first in the place of Wagtail's. They must not import forms, views or
renditions.
"""

from .deletable import DeletableMixin
from .document import PdfReading, PortalDocument
from .image import PortalImage, Rendition
