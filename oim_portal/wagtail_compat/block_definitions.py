"""Block definitions of StreamFields, packed for the browser once per language.

Wagtail packs the definition of every block of every stream each time that a form is made: a third
of the time of an edit form with a stream for each language. A definition depends on the user's
language alone. No upstream issue is known.
"""

from django.utils.translation import get_language
from wagtail.blocks.base import BlockWidget

from .registry import replace, uses

# Stands on the definition, which lives as long as the process.
CACHE = "packed_by_language"


@uses("wagtail.blocks.base:BlockWidget")
def cache_block_definitions() -> None:
    """Let `BlockWidget` take a packed definition from the last form in the same language."""
    pack = BlockWidget._build_block_json

    def packed(self: BlockWidget) -> None:
        cache = self.block_def.__dict__.setdefault(CACHE, {})
        language = get_language()
        if language not in cache:
            pack(self)
            cache[language] = self._js_context, self._block_json
        self._js_context, self._block_json = cache[language]

    replace(BlockWidget, "_build_block_json", packed)
