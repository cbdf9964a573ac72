"""Template tag for the colours of the style sheet."""

from django import template

from ..tokens import of_the_portal

register = template.Library()


@register.simple_tag
def token(name: str, scheme: str = "light") -> str:
    """Return a value of `css/tokens.css`: `{% token "--band" "dark" %}`."""
    return of_the_portal()[scheme][name]
