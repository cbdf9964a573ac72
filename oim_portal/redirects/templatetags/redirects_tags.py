"""The list of what will change, in the screens that ask before."""

from django import template

from oim_portal.redirects.consequences import consequences, path_below
from pages.models import BasePage

register = template.Library()


@register.inclusion_tag("redirects/consequences.html", takes_context=True)
def before_unpublishing(context: dict, page: BasePage) -> dict:
    return {"page": page, "changes": consequences(page, context["request"].user)}


@register.inclusion_tag("redirects/consequences.html", takes_context=True)
def before_moving(context: dict, page: BasePage, destination: BasePage) -> dict:
    path = path_below(page, destination)
    return {"page": page, "changes": consequences(page, context["request"].user, path)}
