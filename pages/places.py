"""The page that shows pages without a URL of their own, as their type declares in `shown_on`."""

from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from .models import BasePage


def page_that_shows(model: type["BasePage"], request: object = None) -> "BasePage | None":
    """Return the public page that shows the pages of a type; None without one.

    Queried once for all pages of the site where the request has a site cache, else each time.
    """

    def find() -> "BasePage | None":
        places = apps.get_model(model.shown_on).objects.published().public()
        return places.order_by("path").first()

    cache = getattr(request, "portal_site_cache", None)
    return (
        cache.get_or_set(("page that shows", model.shown_on), find, apart=True) if cache else find()
    )
