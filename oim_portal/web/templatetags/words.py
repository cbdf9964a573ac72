"""Template filter that takes a name apart."""

from django import template

register = template.Library()


@register.filter
def first_word(name: str) -> list[str]:
    """Return the first word of a name, and the others if there are any."""
    return str(name).split(maxsplit=1)
