"""Atom feeds in each language: the latest changes of the site, and the listing of a page."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from oim_portal.web.characters import for_xml

from .contract import purged_with_pages
from .languages import current_language, localized
from .metadata.descriptions import description
from .models import BasePage
from .models.privacy import is_private
from .site_names import organisation, site_name
from .unusable import skip_unusable, usable

LENGTH = 30


@dataclass(frozen=True)
class Change:
    """An entry of the feed; `id` stays the same when the title or URL of the page changes."""

    id: str
    title: str
    url: str
    summary: str
    published: datetime
    updated: datetime


def latest_changes(request: HttpRequest) -> list[Change]:
    """Return the public pages in the active language, the last published first."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = BasePage.objects.descendant_of(site.root_page, inclusive=True).published()
    public = pages.filter(~is_private()).order_by("-last_published_at", "-pk")
    return entries(request, public.specific())


def entries(request: HttpRequest, pages: QuerySet) -> list[Change]:
    """Return entries for the first of these pages that have a title in the active language."""
    language = current_language()
    translated = pages.filter(
        **{f"display_title_{language}__gt": ""}, last_published_at__isnull=False
    )
    newest = usable(translated[:LENGTH])
    return skip_unusable(newest, lambda page: change(request, page, language))


def change(request: HttpRequest, page: BasePage, language: str) -> Change:
    day = page.first_published_at.date().isoformat()
    return Change(
        id=f"tag:{urlsplit(settings.PORTAL_URL).hostname},{day}:{page.pk}/{language}",
        title=for_xml(localized(page, "display_title")),
        url=settings.PORTAL_URL + page.get_url(request),
        summary=for_xml(description(page)),
        published=page.first_published_at,
        updated=page.last_published_at,
    )


class ChangesFeed(Feed):
    """The feed of the last published pages; its URLs are absolute."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def title(self, request: HttpRequest) -> str:
        return for_xml(f"{gettext('What is new')} – {site_name(request)}")

    def author_name(self, request: HttpRequest) -> str:
        return for_xml(organisation(request))

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


class ListingFeed(ChangesFeed):
    """The feed of a page's listing, in the order of the listing."""

    def __init__(self, page: BasePage) -> None:
        self.page = page

    def title(self, request: HttpRequest) -> str:
        return for_xml(f"{localized(self.page, 'display_title')} – {site_name(request)}")

    def link(self) -> str:
        return settings.PORTAL_URL + (self.page.url_in(current_language()) or "/")

    def feed_url(self) -> str:
        return self.link() + self.page.listing.feed

    def items(self, request: HttpRequest) -> list[Change]:
        return entries(request, self.page.listing.pages_below(self.page))


@require_safe
def listing_feed(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """Serve the feed of the listing of the page at a path; 404 when there is none."""
    site = Site.find_for_request(request)
    found = BasePage.objects.published().public()
    page = found.filter(url_path=f"{site.root_page.url_path}{place}/").first() if site else None
    listing = page and page.specific_class and page.specific_class.listing
    if not listing or not name or listing.feed != name:
        raise Http404
    return ListingFeed(page.specific)(request)


@purged_with_pages
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Serve the feed of changes in the language of its URL."""
    return ChangesFeed()(request)
