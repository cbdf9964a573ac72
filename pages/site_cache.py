"""Per-process cache of the data that all pages share, valid until any of it changes.

It holds the site, front page, settings, menu, view restrictions, sensitive pages and the events of
the history: the same for every request, and most of the work of rendering a page. Database triggers
write a version stamp to `pages_change` (`pages.change_triggers`) in the transaction of each change,
so that no write is missed. A request reads the stamp once; of a cache with an older one, it takes
the values whose sources still read the same (`pages.site_reads`).
"""

from collections.abc import Callable, Hashable
from contextlib import ExitStack
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any

from django.db import connection, transaction
from django.db.models import Value
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from oim_portal.wagtail_compat.wagtail_private import find_site, remember_site
from oim_portal.web import expiry

from . import site_reads
from .dead_ends import without_empty_lists
from .models import BasePage, PortalSettings

MENU_LEVELS = 2  # below the front page
MAX_HOSTS = 8  # of ALLOWED_HOSTS; a wildcard there must not fill the memory

# The sum reveals a transaction that committed after one with a higher number. The OID of the
# database is part of the stamp, since a restored backup continues from an older number.
STAMP = """
SELECT coalesce(sum(number), 0), coalesce(max(number), 0),
       (SELECT oid FROM pg_database WHERE datname = current_database())
FROM pages_change
"""

# Only rows of finished transactions, which no other transaction writes.
DELETE_OLD_STAMPS = """
DELETE FROM pages_change
WHERE transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
INSERT INTO pages_change (transaction, number)
VALUES (pg_current_xact_id()::text::bigint, nextval('pages_change_number'));
"""


@dataclass(frozen=True)
class CachedValue:
    """A value, the earliest expiry of what it was made from, and the reads of that."""

    value: Any
    end: datetime | None
    reads: tuple[site_reads.Read, ...] | None


@dataclass
class SiteCache:
    """Values computed from one version of the site, for one host.

    Threads share the values, so callers must not change them. Values are made from other values,
    such as a template fragment from the menu, so that all of them expire at `end`, the earliest
    expiry of any data that was read.
    """

    stamp: tuple
    previous: dict[Hashable, CachedValue] = field(default_factory=dict)
    values: dict[Hashable, CachedValue] = field(default_factory=dict)
    end: datetime | None = None
    _lock: Lock = field(default_factory=Lock)
    _unchanged: dict[site_reads.Read, bool] = field(default_factory=dict)

    def get_or_set(self, key: Hashable, make: Callable[[], Any], apart: bool = False) -> Any:
        """Return the value for a key, calling `make` once for each version of what it is made from.

        `apart` promises that `make` uses nothing that the request has read before, but its site.

        `make` may read only data that the triggers cover: no draft, no user, and no time other than
        the expiry of pages.
        """
        known = self.values.get(key)
        if known is None:
            known = self._still_good(key)
            if known is None:
                known = self._made(make, apart)
            self._ends_at(known.end)
            self.values[key] = known
        expiry.add(known.end)
        site_reads.note(known.reads)
        return known.value

    def _made(self, make: Callable[[], Any], apart: bool) -> CachedValue:
        site = self.values.get("site")
        with ExitStack() as stack:
            lifetime = stack.enter_context(expiry.collecting())
            if apart:
                stack.enter_context(site_reads.apart(site.reads if site else ()))
            value = make()
            return CachedValue(value, lifetime.end, site_reads.so_far())

    def _still_good(self, key: Hashable) -> CachedValue | None:
        """Return the value of the version before, if all that it was made from is the same."""
        known = self.previous.get(key)
        if known is None or not known.reads:
            return None
        return known if site_reads.all_unchanged(known.reads, self._unchanged) else None

    def is_good(self, stamp: tuple) -> bool:
        """Return whether the stamp is current and nothing has expired."""
        return self.stamp == stamp and not self._is_over

    def after(self, stamp: tuple) -> "SiteCache":
        """Return the cache that follows: with the values that stay, unless something expired."""
        return SiteCache(stamp) if self._is_over else SiteCache(stamp, self.values, end=self.end)

    @property
    def _is_over(self) -> bool:
        return self.end is not None and self.end <= timezone.now()

    def _ends_at(self, end: datetime | None) -> None:
        if end is not None:
            with self._lock:
                self.end = min(self.end or end, end)

    def site_of(self, request: HttpRequest) -> Site | None:
        """Return the site of a request with its front page, as copies for this request."""

        def find() -> Site | None:
            site = find_site(request)
            if site:
                site.root_page = site.root_page.specific
            return site

        site = copy(self.get_or_set("site", find, apart=True))
        if site:
            site.root_page = copy(site.root_page)
        return site

    def settings_of(self, site: Site | None) -> PortalSettings:
        """Return the settings of a site, or an unsaved empty instance."""

        def find() -> PortalSettings:
            found = PortalSettings.objects.select_related("logo").filter(site=site).first()
            return found or PortalSettings(site=site)

        return self.get_or_set("settings", find, apart=True)

    def menu_below(self, root: BasePage) -> list[BasePage]:
        """Return the public pages of the menu below a front page, in tree order.

        A page that is there for those below it, and has none, would be a dead end.
        """

        def find() -> list[BasePage]:
            found = BasePage.objects.descendant_of(root).published().public()
            found = found.filter(depth__lte=root.depth + MENU_LEVELS, show_in_menus=True)
            return without_empty_lists(list(found.defer_streamfields().order_by("path")))

        return self.get_or_set(("menu", root.pk), find, apart=True)

    def is_private(self, path: str) -> bool:
        """Return whether a page at this tree path or one of its ancestors is private."""

        return path.startswith(self._marked["private"])

    def is_sensitive(self, path: str) -> bool:
        """Return whether a page at this tree path or one of its ancestors is marked sensitive."""

        return path.startswith(self._marked["sensitive"])

    @property
    def _marked(self) -> dict[str, tuple[str, ...]]:
        """The tree paths of private and of sensitive pages, read in one query."""

        def find() -> dict[str, tuple[str, ...]]:
            private = PageViewRestriction.objects.values_list("page__path", Value("private"))
            # A union goes by position, and modeltranslation would select columns in any order.
            sensitive = BasePage.objects.filter(sensitive=True).order_by().rewrite(False)
            marks = list(private.union(sensitive.values_list("path", Value("sensitive")), all=True))
            return {
                mark: tuple(path for path, each in marks if each == mark)
                for mark in ("private", "sensitive")
            }

        return self.get_or_set("marked", find, apart=True)

    def is_public(self, page: BasePage) -> bool:
        """Return whether a page that another page refers to is public, without a query of its own.

        The caller shows the page, so its expiry is recorded.
        """
        expiry.add(page.expire_at)
        return page.is_published and not self.is_private(page.path)


_newest: dict[tuple[str, str], SiteCache] = {}


def current_stamp() -> tuple:
    """Return what differs after each change of public data, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return cursor.fetchone()


def site_cache(request: HttpRequest) -> SiteCache:
    """Return the site cache for a request; one query per request."""
    known = getattr(request, "portal_site_cache", None)
    if known is None:
        host = (request.get_host(), request.get_port())
        with site_reads.unrecorded():  # it differs after each change
            stamp = current_stamp()
        known = _newest.get(host)
        if known is None or not known.is_good(stamp):
            known = known.after(stamp) if known else SiteCache(stamp)
            if len(_newest) >= MAX_HOSTS:
                _newest.clear()
            # Without any row the next stamp may repeat an earlier one, so do not store the cache.
            if stamp[1]:
                _newest[host] = known
        request.portal_site_cache = known
        site = known.site_of(request)
        remember_site(
            request, site, known.get_or_set("roots", Site.get_site_root_paths, apart=True)
        )
    return known


def settings_of(request: HttpRequest) -> PortalSettings:
    """Return the settings of the request's site, or an unsaved empty instance.

    Wagtail's `for_request` would write a row while a visitor's page is rendered.
    """
    return site_cache(request).settings_of(Site.find_for_request(request))


def delete_old_stamps(most: int = 1_000) -> None:
    """Delete old version stamps once there are many; for a job that never runs twice at a time.

    The deletion writes a stamp too, so that the result never looks like an earlier version.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pages_change")
        if cursor.fetchone()[0] > most:
            cursor.execute(DELETE_OLD_STAMPS)
