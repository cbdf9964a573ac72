"""Template tags that list the impact of a change in Wagtail's confirmation views.

With `named`, for a view about several pages, the heading names the page.
"""

from django import template

from oim_portal.trash.page_impact import (
    PageImpact,
    changes_address,
    impact_of,
    path_below,
    renamed_path,
)
from pages.models import BasePage

register = template.Library()
LIST = "trash/page_impact.html"


@register.inclusion_tag(LIST, takes_context=True)
def before_unpublishing(context: dict, page: BasePage, named: bool = False) -> dict:
    return context_for(page, impact_of(page, context["request"].user), named)


@register.inclusion_tag(LIST, takes_context=True)
def before_moving(
    context: dict, page: BasePage, destination: BasePage, named: bool = False
) -> dict:
    path = path_below(page, destination)
    return context_for(page, impact_of(page, context["request"].user, path), named)


@register.inclusion_tag("redirects/before_publishing.html", takes_context=True)
def before_publishing(context: dict, page: BasePage) -> dict:
    """List the impact of a draft with a new slug; nothing for one that keeps its address."""
    draft = page.get_latest_revision_as_object()
    if not changes_address(draft):
        return {}
    path = renamed_path(page, draft.slug)
    return context_for(page, impact_of(page, context["request"].user, path), named=True)


def context_for(page: BasePage, changes: PageImpact, named: bool) -> dict:
    return {"page": page, "changes": changes, "named": named}
