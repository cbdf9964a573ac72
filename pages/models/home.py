"""Front page of the site, and the pages that staff choose for it."""

from dataclasses import dataclass

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel, PageChooserPanel
from wagtail.fields import StreamField

from ..blocks import ContentStreamBlock
from ..contract import Figure, page_types
from ..languages import Localized, current_language, localized
from ..panels import translated_row_panels
from ..unusable import usable
from .base import BasePage
from .rows import PageRow


@dataclass(frozen=True)
class Way:
    """A group of visitors, and the public pages that are for them."""

    heading: Localized
    pages: list[tuple[BasePage, str]]


class HomePage(BasePage):
    """The root page of the site: a lead text, links to the sections, and free content."""

    parent_page_types = ["pages.BasePage"]
    max_count = 1

    lead = models.TextField(
        _("lead text"),
        blank=True,
        help_text=_(
            "The first text on the front page: what the office is for. One sentence; each line"
            " is set in a row of its own, the first one as a small heading."
        ),
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

        url_path = self.url_path + "/".join(path_components) + "/"

        def find_type() -> type[BasePage]:
            if page := BasePage.objects.filter(url_path=url_path).first():
                return page.specific_class or BasePage
            raise Http404

        page_type = site_cache(request).get_or_set(("type", url_path), find_type)
        page = page_type.objects.filter(url_path=url_path).first()
        if page is None:
            raise Http404
        return page.route(request, [])

    def get_context(self, request, *args, **kwargs):
        from ..site_cache import site_cache

        context = super().get_context(request, *args, **kwargs)
        parts = {"moments": self.public_moments, "ways": self.public_ways, "figures": figures}
        if getattr(request, "is_preview", False):
            return context | {name: read() for name, read in parts.items()}
        cache, language = site_cache(request), current_language()
        return context | {
            name: cache.get_or_set((name, self.pk, language), read) for name, read in parts.items()
        }

    def public_moments(self) -> list[BasePage]:
        """Return the chosen pages that are public, in the chosen order."""
        ids = [moment.shown_id for moment in self.moments.all()]
        found = public_pages(ids)
        return [found[pk] for pk in ids if pk in found]

    def public_ways(self) -> list[Way]:
        """Return the groups of visitors that have a public page to read, in the chosen order."""
        from ..dead_ends import says_nothing

        rows = [(row, row.page_ids) for row in self.ways.all()]
        found = public_pages([pk for _row, ids in rows for pk in ids], ~says_nothing())
        notes = {pk: page.in_short() for pk, page in found.items()}
        ways = [
            Way(localized(row, "heading"), [(found[pk], notes[pk]) for pk in ids if pk in found])
            for row, ids in rows
        ]
        return [way for way in ways if way.pages]


def public_pages(ids: list[int], *conditions: models.Q) -> dict[int, BasePage]:
    """Return the pages among these that are public and meet the conditions, by key."""
    public = BasePage.objects.filter(*conditions, pk__in=ids).published().public()
    return {page.pk: page for page in usable(public.specific())}


def figures() -> list[tuple[BasePage, Figure]]:
    """Return what page types count for the front page, each with the page that it leads to."""
    counting = [model for model in page_types() if model.figures is not BasePage.figures]
    pages = [page for model in counting for page in model.objects.published().public()]
    return [(page, figure) for page in pages for figure in page.figures() if figure.number]


class HomeWay(PageRow):
    """A group of visitors on the front page, with up to three pages that are for them."""

    PLACES = ("first", "second", "third")

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="ways")
    heading = models.CharField(_("group of visitors"), max_length=80)
    first = models.ForeignKey(
        BasePage, verbose_name=_("first page"), on_delete=models.CASCADE, related_name="+"
    )
    second = models.ForeignKey(
        BasePage,
        verbose_name=_("second page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    third = models.ForeignKey(
        BasePage,
        verbose_name=_("third page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

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
    def page_ids(self) -> list[int]:
        """The keys of its pages, in order."""
        ids = [getattr(self, f"{name}_id") for name in self.PLACES]
        return [pk for pk in ids if pk]


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
