"""What showed a page before it was changed, and must not go on showing what is no longer so.

A programme that changes its sphere leaves the list of the old one; an event whose date changes has
other neighbours. The database knows that until the page is written, so it is asked then; the cache
is told of it when the page turns out to be published.
"""

import logging

from django.conf import settings
from django.db import transaction

from pages.models import BasePage
from pages.shown_on import pages_showing

from .addresses import addresses_of

logger = logging.getLogger(__name__)

REMEMBERED = "_shown_at_before"


def remember(sender: type[BasePage], instance: BasePage, update_fields=None, **kwargs) -> None:
    """Remember with a page that is about to be written where its public self is shown."""
    # A draft writes some columns only, none of them public.
    if not settings.PORTAL_CACHE_URL or kwargs.get("raw") or update_fields is not None:
        return
    try:
        with transaction.atomic():
            found = addresses_of(shown_at(sender, instance))
    except Exception:  # the pass over all pages mends it
        logger.exception("Where %r was shown could not be found.", instance)
    else:
        setattr(instance, REMEMBERED, [*getattr(instance, REMEMBERED, []), *found])


def shown_at(model: type[BasePage], page: BasePage) -> list[BasePage]:
    before = model.objects.filter(pk=page.pk, live=True).first()
    return pages_showing(before.specific) if before else []


def addresses_before(page: BasePage) -> list[str]:
    """Return what was remembered of a page since this was last asked for, and forget it."""
    return page.__dict__.pop(REMEMBERED, [])
