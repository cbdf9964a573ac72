"""What pages share, kept by each process for as long as nothing of it has changed.

Site, front page, settings, menu, what is private, the events of the history: the same for every
request, and most of the work of a page. PostgreSQL itself notes each change of their tables in
`pages_change` (`pages.change_triggers`), in the transaction that makes it, so that nobody can
forget to; a request asks once for the newest note, and keeps nothing that is older than that.
"""

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from oim_portal.web import expiry

from .models import BasePage, PortalSettings

MENU_LEVELS = 2  # below the front page
MOST_HOSTS = 8  # the allowed ones; a wildcard among them must not fill the memory

# The sum tells of a transaction that ended after one with a newer note. The database's own number
# is asked for, since a restored backup counts on from an older note.
STAMP = """
SELECT coalesce(sum(number), 0), coalesce(max(number), 0),
       (SELECT oid FROM pg_database WHERE datname = current_database())
FROM pages_change
"""

# Of transactions that have all ended: nobody else writes their rows.
TIDY = """
DELETE FROM pages_change
WHERE transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
INSERT INTO pages_change (transaction, number)
VALUES (pg_current_xact_id()::text::bigint, nextval('pages_change_number'));
"""


@dataclass(frozen=True)
class CachedValue:
    """A value, and when the first thing ends that was read for it."""

    value: Any
    end: datetime | None


@dataclass
class SiteCache:
    """What was made of one state of the site, for one host.

    Several requests read the same values at once: nobody may change them. One value is made of
    others, such as a part of a template of the menu, so that all are good until the first thing
    `end`s that was read for any of them.
    """

    stamp: tuple
    values: dict[Hashable, CachedValue] = field(default_factory=dict)
    end: datetime | None = None
    _lock: Lock = field(default_factory=Lock)

    def get_or_set(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what `make` returned for this key at this state of the site.

        `make` may read whatever the triggers know of and nothing else: neither a draft, nor who
        asks, nor the time, other than whether a page has expired.
        """
        known = self.values.get(key)
        if known is None:
            with expiry.collecting() as lifetime:
                value = make()
            self._ends_at(lifetime.end)
            known = self.values[key] = CachedValue(value, lifetime.end)
        expiry.add(known.end)
        return known.value

    def is_good(self, stamp: tuple) -> bool:
        """Say whether all this is as it would be made now."""
        return self.stamp == stamp and (self.end is None or self.end > timezone.now())

    def _ends_at(self, end: datetime | None) -> None:
        if end is not None:
            with self._lock:
                self.end = min(self.end or end, end)

    def site_of(self, request: HttpRequest) -> Site | None:
        """Return the request's site with its front page, both the request's own."""

        def find() -> Site | None:
            site = Site.find_for_request(request)
            if site:
                site.root_page = site.root_page.specific
            return site

        site = copy(self.get_or_set("site", find))
        if site:
            site.root_page = copy(site.root_page)
        return site

    def settings_of(self, site: Site | None) -> PortalSettings:
        """Return a site's settings, unsaved and empty ones where there are none yet."""

        def find() -> PortalSettings:
            found = PortalSettings.objects.select_related("logo").filter(site=site).first()
            return found or PortalSettings(site=site)

        return self.get_or_set("settings", find)

    def menu_below(self, root: BasePage) -> list[BasePage]:
        """Return the public pages of the menu below a front page, in the order of the tree."""

        def find() -> list[BasePage]:
            found = BasePage.objects.descendant_of(root).published().public()
            found = found.filter(depth__lte=root.depth + MENU_LEVELS, show_in_menus=True)
            return list(found.defer_streamfields().order_by("path"))

        return self.get_or_set(("menu", root.pk), find)

    def is_private(self, path: str) -> bool:
        """Say whether a place of the tree, or one above it, is not for everyone."""
        places = PageViewRestriction.objects.values_list("page__path", flat=True)
        return any(map(path.startswith, self.get_or_set("private", lambda: list(places))))

    def is_public(self, page: BasePage) -> bool:
        """Say whether everyone may read a page that another one names; no query of its own.

        Whoever asks shows the page, so that its end is noted.
        """
        expiry.add(page.expire_at)
        return page.is_published and not self.is_private(page.path)


_newest: dict[tuple[str, str], SiteCache] = {}


def site_cache(request: HttpRequest) -> SiteCache:
    """Return what pages share at the moment of this request; one query a request."""
    known = getattr(request, "_portal_site_cache", None)
    if known is None:
        host = (request.get_host(), request.get_port())
        with connection.cursor() as cursor:
            cursor.execute(STAMP)
            stamp = cursor.fetchone()
        known = _newest.get(host)
        if known is None or not known.is_good(stamp):
            known = SiteCache(stamp)
            if len(_newest) >= MOST_HOSTS:
                _newest.clear()
            # Without any note the tables are empty: their first note may be like an earlier one.
            if stamp[1]:
                _newest[host] = known
        request._portal_site_cache = known
        # Where Wagtail itself keeps what it knows of a request, so that it does not ask again.
        request._wagtail_site = known.site_of(request)
        roots = known.get_or_set("roots", Site.get_site_root_paths)
        request._wagtail_cached_site_root_paths = roots
    return known


def settings_of(request: HttpRequest) -> PortalSettings:
    """Return the settings of the request's site, empty ones where there are none yet.

    Wagtail's `for_request` would write a row while a visitor's page is rendered.
    """
    return site_cache(request).settings_of(Site.find_for_request(request))


def tidy(most: int = 1_000) -> None:
    """Take notes away when they have become many; for a job that one process does at a time.

    That is noted too: what is left must never look like an earlier state.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pages_change")
        if cursor.fetchone()[0] > most:
            cursor.execute(TIDY)
