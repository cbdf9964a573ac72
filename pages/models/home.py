"""Front page of the site, and the pages that staff choose for it."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel, PageChooserPanel
from wagtail.fields import StreamField

from ..blocks import ContentStreamBlock
from ..contract import Figure, page_types
from ..languages import Localized, current_language, localized
from ..panels import translated_row_panels
from .base import BasePage
from .lead import lead_field
from .rows import PageRow

# Rows that no form has put in order have none: they stand as they were made.
IN_ORDER = ("sort_order", "pk")

MOST_BELOW = 2  # parts of the path of an address below a listing (`pages.addresses`)


@dataclass(frozen=True)
class Way:
    """A group of visitors, and the public pages that are for them."""

    heading: Localized
    pages: list[tuple[BasePage, str]]


class HomePage(BasePage):
    """The root page of the site: a lead text, links to the sections, and free content."""

    parent_page_types = ["pages.BasePage"]
    max_count = 1

    lead = lead_field(
        _(
            "The first text on the front page: what the office is for. One sentence; each line"
            " is set in a row of its own, the first one as a small heading."
        )
    )
    body = StreamField(
        ContentStreamBlock(required=False),
        verbose_name=_("content"),
        blank=True,
        help_text=_("Shown below the ways into the sections."),
    )

    translated_panels = ["lead", "body"]
    shared_panels = [
        InlinePanel(
            "ways",
            heading=_("By what visitors look for"),
            label=_("Group of visitors"),
            max_num=6,
            help_text=_(
                "Groups of visitors with the pages for them, in this order. A group without"
                " a public page is not shown."
            ),
        ),
        InlinePanel(
            "moments",
            heading=_("Moments of the history"),
            label=_("Moment"),
            max_num=6,
            help_text=_("A few pages that the front page shows, in this order."),
        ),
    ]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request, path_components):
        """Find a descendant by its whole path, in one query of its page type at any depth.

        Wagtail's own routing makes two queries for each level (docs/architecture.md has the
        figures).
        """
        if not path_components:
            return super().route(request, path_components)
        from ..site_cache import site_cache

        paths = [
            self.url_path + "/".join([*path_components[:length], ""])
            for length in range(len(path_components), 0, -1)[: MOST_BELOW + 1]
        ]
        above: list[BasePage] = []

        def find_type() -> type[BasePage]:
            found = {page.url_path: page for page in BasePage.objects.filter(url_path__in=paths)}
            if page := found.pop(paths[0], None):
                return page.specific_class or BasePage
            above.extend(found[path] for path in paths if path in found)
            raise Http404

        try:
            key = ("type", paths[0])
            page_type = site_cache(request).get_or_set(key, find_type, apart=True)
        except Http404:  # not kept: the addresses below a listing are as many as visitors invent
            listing = next(iter(above), None)
            if not (listing and listing.specific_class and listing.specific_class.listing):
                raise
            return listing.specific.route(
                request, path_components[-paths.index(listing.url_path) :]
            )
        page = page_type.objects.filter(url_path=paths[0]).first()
        if page is None:
            raise Http404
        return page.route(request, [])

    def get_context(self, request, *args, **kwargs):
        from ..site_cache import site_cache

        context = super().get_context(request, *args, **kwargs)
        parts = {"moments": self.public_moments, "ways": self.public_ways, "figures": figures}
        if getattr(request, "is_preview", False):
            return context | {name: read(request) for name, read in parts.items()}
        cache, language = site_cache(request), current_language()
        return context | {
            name: cache.get_or_set((name, self.pk, language), partial(read, request))
            for name, read in parts.items()
        }

    def public_moments(self, request: HttpRequest) -> list[BasePage]:
        """Return the chosen pages that are public, in the chosen order."""
        rows = self.moments.all().select_related("shown")
        if isinstance(rows, models.QuerySet):
            rows = rows.order_by(*IN_ORDER)
        return public_pages(request, [moment.shown for moment in rows])

    def public_ways(self, request: HttpRequest) -> list[Way]:
        """Return the groups of visitors that have a public page to read, in the chosen order."""
        from ..dead_ends import pages_that, says_nothing

        rows = self.ways.all()
        if isinstance(rows, models.QuerySet):  # in a preview they are in memory
            rows = rows.select_related(*HomeWay.PLACES).order_by(*IN_ORDER)
        empty = pages_that(says_nothing, [page for row in rows for page in row.pages])
        ways = []
        for row in rows:
            pages = public_pages(request, [page for page in row.pages if page.pk not in empty])
            ways.append(
                Way(localized(row, "heading"), [(page, page.in_short(request)) for page in pages])
            )
        return [way for way in ways if way.pages]


def public_pages(request: HttpRequest, chosen: list[BasePage]) -> list[BasePage]:
    """Return the chosen pages that are public, without a query of their own.

    Those that are not shared have the columns of all pages alone: the others wait to be asked for.
    """
    from ..frame import published_pages
    from ..site_cache import site_cache

    found = []
    for page in chosen:
        model = page.specific_class
        if model and model.are_shared:
            found += [each for each in published_pages(request, model) if each.pk == page.pk]
        elif model and site_cache(request).is_public(page):
            found.append(page.specific_deferred)
    return found


def figures(request: HttpRequest) -> list[tuple[BasePage, Figure]]:
    """Return what page types count for the front page, each with the page that it leads to."""
    from ..frame import published_pages

    counting = [model for model in page_types() if model.figures is not BasePage.figures]
    pages = [page for model in counting for page in published_pages(request, model)]
    return [(page, figure) for page in pages for figure in page.figures(request) if figure.number]


MAY_BE_MISSING: dict[str, Any] = {
    "null": True, "blank": True, "on_delete": models.SET_NULL, "related_name": "+",
}  # fmt: skip


class HomeWay(PageRow):
    """A group of visitors on the front page, with up to three pages that are for them."""

    PLACES = ("first", "second", "third")

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="ways")
    heading = models.CharField(_("group of visitors"), max_length=80)
    first = models.ForeignKey(
        BasePage, verbose_name=_("first page"), on_delete=models.CASCADE, related_name="+"
    )
    second = models.ForeignKey(BasePage, verbose_name=_("second page"), **MAY_BE_MISSING)
    third = models.ForeignKey(BasePage, verbose_name=_("third page"), **MAY_BE_MISSING)

    panels = [
        *translated_row_panels("heading", heading=_("Such as 'If you study or teach'.")),
        *(
            PageChooserPanel(
                name, help_text=_("Shown while it is public and has something to read.")
            )
            for name in PLACES
        ),
    ]

    class Meta(PageRow.Meta):
        verbose_name = _("group of visitors")
        verbose_name_plural = _("groups of visitors")

    def __str__(self) -> str:
        return self.heading

    @property
    def pages(self) -> list[BasePage]:
        """Its pages, in order."""
        return [page for name in self.PLACES if (page := getattr(self, name))]


class HomeMoment(PageRow):
    """A page that staff chose for the front page, such as an event of the history."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="moments")
    shown = models.ForeignKey(
        BasePage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    # By name: this app does not import `history`.
    panels = [
        PageChooserPanel(
            "shown",
            "history.HistoryEventPage",
            help_text=_("Its date and its title are shown on the front page, once it is public."),
        )
    ]

    class Meta(PageRow.Meta):
        verbose_name = _("moment of the history")
        verbose_name_plural = _("moments of the history")

    def __str__(self) -> str:
        return str(self.shown)
