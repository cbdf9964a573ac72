"""The blocks of which editors build a page's content; nothing is nested deeper than two."""

from .anchors import anchor
from .streams import ContentStreamBlock, NarrativeStreamBlock

__all__ = ["ContentStreamBlock", "NarrativeStreamBlock", "anchor"]
