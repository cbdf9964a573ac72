"""Feeds in each language: the latest changes of the site, and the listings of pages.

A listing, and each address below it, has one in Atom and one in JSON (JSON Feed 1.1).
"""

import json
from datetime import UTC
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from oim_portal.web.characters import for_xml

from .contract import purged_with_pages
from .languages import current_language, localized
from .listings import addresses_of, pages_of
from .metadata.descriptions import summary
from .models import BasePage
from .models.home import MOST_BELOW
from .models.published import is_sensitive
from .page_views import pages_at
from .site_names import organisation, site_name
from .unusable import skip_unusable, usable

LENGTH = 30


class JSONFeed(SyndicationFeed):
    """JSON Feed, version 1.1 (https://www.jsonfeed.org/version/1.1/)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "items": [self.item(**item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False).encode(encoding))

    def item(self, *, unique_id, title, link, description, pubdate, updateddate, **_) -> dict:
        """Return an item; its text is HTML, as in Atom."""
        times = {"date_published": pubdate, "date_modified": updateddate}
        return {
            "id": unique_id,
            "url": link,
            "title": title,
            "content_html": description or "",
            **{name: time.astimezone(UTC).isoformat() for name, time in times.items()},
        }


@purged_with_pages
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Serve the feed of the public pages, the last published first, in the language of its URL."""
    site = Site.find_for_request(request)
    pages = BasePage.objects.none()
    if site:
        tree = BasePage.objects.descendant_of(site.root_page, inclusive=True)
        public = tree.published().public().with_own_url()
        pages = public.order_by("-last_published_at", "-pk").specific()
    link = f"{settings.PORTAL_URL}/{current_language()}/"
    url = settings.PORTAL_URL + reverse("changes")
    return feed_response(request, gettext("What is new"), link, url, pages)


@require_safe
def listing_feed(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """Serve a feed of the listing, or of an address below one, at a path; 404 for none."""
    page, below = listing_at(request, place)
    if page is None or name not in page.listing.feeds:
        raise Http404
    address = addresses_of(page, request).at(below)
    if below and address is None:
        raise Http404
    title: object = localized(page, "display_title")
    title = f"{title}: {address.label}" if address else title
    link = f"{settings.PORTAL_URL}{page.url_in(current_language()) or '/'}{below}"
    generator = JSONFeed if name.endswith(".json") else Atom1Feed
    return feed_response(request, title, link, link + name, pages_of(page, address), generator)


def listing_at(request: HttpRequest, place: str) -> tuple[BasePage | None, str]:
    """Return the public listing at a path or above it, and the path below it."""
    parts = place.split("/")
    for length in range(len(parts), 0, -1)[: MOST_BELOW + 1]:
        page = pages_at(request, "/".join(parts[:length])).public().first()
        if page and page.specific_class and page.specific_class.listing:
            return page.specific, "/".join([*parts[length:], ""])
    return None, ""


def feed_response(
    request: HttpRequest,
    title: object,
    link: str,
    url: str,
    pages: QuerySet,
    generator: type[SyndicationFeed] = Atom1Feed,
) -> HttpResponse:
    """Return the feed of the first of these pages that have a title in the active language.

    A feed reader keeps what it has read, so sensitive pages are in none.
    `link` is the page that the feed belongs to, `url` the feed itself; both are absolute.
    """
    language = current_language()
    feed = generator(
        title=for_xml(f"{title} – {site_name(request)}"),
        link=link,
        description=None,
        language=language,
        feed_url=url,
        author_name=for_xml(organisation(request)),
    )
    translated = pages.filter(
        ~is_sensitive(), **{f"display_title_{language}__gt": ""}, last_published_at__isnull=False
    )
    newest = usable(translated[:LENGTH])
    for entry in skip_unusable(newest, partial(entry_of, request=request, language=language)):
        feed.add_item(**entry)
    response = HttpResponse(content_type=feed.content_type)
    # No Last-Modified: what is withdrawn or over leaves no later date. 304 is by ETag.
    feed.write(response, "utf-8")
    return response


def entry_of(page: BasePage, request: HttpRequest, language: str) -> dict[str, Any]:
    """Return the entry of a page; its id stays the same when its title or URL changes."""
    day = page.first_published_at.date().isoformat()
    told = summary(page)  # unmarked here, so it is left out if it is in another language
    return {
        "unique_id": f"tag:{urlsplit(settings.PORTAL_URL).hostname},{day}:{page.pk}/{language}",
        "title": for_xml(localized(page, "display_title")),
        "link": settings.PORTAL_URL + page.get_url(request),
        # Atom expects HTML.
        "description": escape(for_xml(told)) if told.language == language else None,
        "pubdate": page.first_published_at,
        "updateddate": page.last_published_at,
    }
