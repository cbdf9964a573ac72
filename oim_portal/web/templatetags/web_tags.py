"""Template tags and filters of what every page has: fields of forms, brand, colours."""

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.safestring import SafeString

from oim_portal import __version__

from ..tokens import of_the_portal

register = template.Library()

# Of the rule of years, the portal's emblem. Charts have an axis of their own, from their data.
RULE_BEGINS = 1950


@register.filter
def drawn(field: BoundField) -> SafeString:
    """Return the field without a placeholder, which would repeat its label and then vanish."""
    attributes: dict[str, str | bool] = {"placeholder": False}
    if field.widget_type not in {"checkbox", "radioselect"}:
        attributes["class"] = "field__input"
    return field.as_widget(attrs=attributes)


@register.filter
def first_word(name: str) -> list[str]:
    """Return the first word of a name, and the others if there are any."""
    return str(name).split(maxsplit=1)


@register.simple_tag
def decades_of_rule() -> int:
    """Return the number of decades on the rule of years, to the end of the current one."""
    return timezone.localdate().year // 10 + 1 - RULE_BEGINS // 10


@register.simple_tag
def token(name: str, scheme: str = "light") -> str:
    """Return a value of `css/tokens.css`: `{% token "--band" "dark" %}`."""
    return of_the_portal()[scheme][name]


@register.simple_tag
def portal_version() -> str:
    return __version__
