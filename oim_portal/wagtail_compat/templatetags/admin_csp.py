"""What templates of the admin write in the place of an inline script."""

import json

from django import template
from django.utils.safestring import SafeString

from ..initialisers import data_block

register = template.Library()


@register.simple_tag
def initialiser(name: str, options_json: str, element_id: str | None = None) -> SafeString:
    """Write the call `name(element_id, options)`, or `name(options)` without an id, as data."""
    options = json.loads(options_json)
    return (
        data_block(name, options) if element_id is None else data_block(name, element_id, options)
    )
