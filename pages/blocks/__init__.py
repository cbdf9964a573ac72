"""StreamField blocks for the content of pages, nested at most two levels deep.

`ContentStreamBlock` and `NarrativeStreamBlock` are the streams of page types, here and in `history`
and `programs`; `anchor` gives the HTML id of a block. Templates are in `templates/blocks`. Blocks
must never import models of pages, which import them.
"""

from .anchors import anchor
from .streams import ContentStreamBlock, NarrativeStreamBlock
