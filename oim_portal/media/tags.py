"""Tags of pictures and documents as people type them."""

from taggit.utils import _parse_tags

from oim_portal.characters import clean


def tags_of(text: str) -> list[str]:
    """Return the tags of a text as taggit reads it (`TAGGIT_TAGS_FROM_STRING`), without empty ones.

    taggit offers its own reading to no setting.
    """
    return sorted({tag for each in _parse_tags(text) if (tag := clean(each))})
