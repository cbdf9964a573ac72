"""The feed of what has changed: the pages that were published last, one feed a language."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .languages import current_language, localized
from .metadata.texts import description
from .models import BasePage
from .models.privacy import is_private
from .site_names import organisation, site_name
from .unusable import skip_unusable, usable

LENGTH = 30


@dataclass(frozen=True)
class Change:
    """A page of the feed; `id` stays the same when its title or address changes."""

    id: str
    title: str
    url: str
    summary: str
    published: datetime
    updated: datetime


def latest_changes(request: HttpRequest) -> list[Change]:
    """Return the public pages in the active language, those published last first."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    language = current_language()
    pages = BasePage.objects.descendant_of(site.root_page, inclusive=True).live()
    translated = pages.filter(**{f"display_title_{language}__gt": ""})
    public = translated.filter(~is_private(), last_published_at__isnull=False)
    newest = public.order_by("-last_published_at", "-pk").specific()[:LENGTH]
    return skip_unusable(usable(newest), lambda page: change(request, page, language))


def change(request: HttpRequest, page: BasePage, language: str) -> Change:
    day = page.first_published_at.date().isoformat()
    return Change(
        id=f"tag:{urlsplit(settings.PORTAL_URL).hostname},{day}:{page.pk}/{language}",
        title=str(localized(page, "display_title")),
        url=settings.PORTAL_URL + page.get_url(request),
        summary=description(page),
        published=page.first_published_at,
        updated=page.last_published_at,
    )


class ChangesFeed(Feed):
    """What Django asks for, taken from the request and from each change; addresses are full."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def title(self, request: HttpRequest) -> str:
        return f"{gettext('What is new')} – {site_name(request)}"

    def author_name(self, request: HttpRequest) -> str:
        return str(organisation(request))

    def link(self) -> str:
        return f"{settings.PORTAL_URL}/{current_language()}/"

    def feed_url(self) -> str:
        return settings.PORTAL_URL + reverse("changes")

    def items(self, request: HttpRequest) -> list[Change]:
        return latest_changes(request)

    def item_guid(self, item: Change) -> str:
        return item.id

    def item_title(self, item: Change) -> str:
        return item.title

    def item_link(self, item: Change) -> str:
        return item.url

    def item_description(self, item: Change) -> str | None:
        return escape(item.summary) or None  # Atom takes a summary for HTML

    def item_pubdate(self, item: Change) -> datetime:
        return item.published

    def item_updateddate(self, item: Change) -> datetime:
        return item.updated


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Serve the feed in the language of its address."""
    return ChangesFeed()(request)
