"""What the admin's own screens say of the bin."""

from django import template
from django.db.models import Model

from oim_portal.bin.models import KEEP_FOR
from oim_portal.bin.usage import places
from oim_portal.media.models import DeletableMixin
from pages.models import BasePage

register = template.Library()


@register.inclusion_tag("bin/before_deleting.html", takes_context=True)
def before_deleting(context: dict, thing: Model) -> dict:
    """Say where a thing is used and, of what goes into the bin, how long it can be restored."""
    goes_into_bin = isinstance(thing, (BasePage, DeletableMixin))
    return {
        "places": places(thing, context["request"].user),
        "days": KEEP_FOR.days if goes_into_bin else None,
    }
