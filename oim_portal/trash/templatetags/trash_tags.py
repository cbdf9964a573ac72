"""Template tags for the admin's confirmation of a deletion."""

from django import template
from django.db.models import Model

from oim_portal.media.models import DeletableMixin
from pages.models import BasePage
from pages.models.rows import Choice

from ..models import RETENTION
from ..page_impact import impact_of
from ..usage import pages_choosing, places, title_of

register = template.Library()


@register.inclusion_tag("trash/before_deleting.html", takes_context=True)
def before_deleting(context: dict, thing: Model, named: bool = False, note: bool = True) -> dict:
    """Show what readers lose or where an object is used; once, how long it can be restored.

    With `named`, for a view about several objects, the heading names the object.
    """
    user = context["request"].user
    goes_into_trash = note and isinstance(thing, (BasePage, DeletableMixin))
    told = {"days": RETENTION.days if goes_into_trash else None}
    if isinstance(thing, BasePage):
        changes = impact_of(thing, user, deletes=True)
        return told | {"page": thing, "changes": changes, "places": changes.places, "named": named}
    return told | {
        "places": places(thing, user),
        "named": title_of(thing) if named else "",
        "is_in_use": is_in_use(thing),
    }


@register.simple_tag
def is_in_use(thing: Model) -> bool:
    """Return whether an object cannot be deleted, since a page names it."""
    return isinstance(thing, Choice) and pages_choosing(thing).exists()


@register.simple_tag
def any_in_use(items: list[dict]) -> bool:
    """Return whether that is true of any object of a bulk action."""
    return any(is_in_use(each["item"]) for each in items)
