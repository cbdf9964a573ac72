"""Template filter that draws the field of a form."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def drawn(field: BoundField) -> SafeString:
    """Return the field without a placeholder, which would repeat its label and then vanish."""
    attributes: dict[str, str | bool] = {"placeholder": False}
    if field.widget_type not in {"checkbox", "radioselect"}:
        attributes["class"] = "field__input"
    return field.as_widget(attrs=attributes)
