"""Template tag of the rule of years, the portal's emblem."""

from django import template
from django.utils import timezone

register = template.Library()

# Charts have an axis of their own, from their data.
RULE_BEGINS = 1950


@register.simple_tag
def decades_of_rule() -> int:
    """Return the number of decades on the rule, to the end of the current one."""
    return timezone.localdate().year // 10 + 1 - RULE_BEGINS // 10
