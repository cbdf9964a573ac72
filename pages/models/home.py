"""Front page of the site, and the pages that staff choose for it."""

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel, PageChooserPanel
from wagtail.fields import StreamField

from ..blocks import ContentStreamBlock
from ..unusable import usable
from .base import BasePage
from .rows import PageRow


class HomePage(BasePage):
    """The root page of the site: a lead text, links to the sections, and free content."""

    parent_page_types = ["pages.BasePage"]
    max_count = 1

    lead = models.TextField(
        _("lead text"),
        blank=True,
        help_text=_("The first text on the front page: what the office is for. One sentence."),
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
            "moments",
            heading=_("Moments of the history"),
            label=_("Moment"),
            max_num=6,
            help_text=_("A few pages that the front page shows, in this order."),
        )
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
        if getattr(request, "is_preview", False):
            return context | {"moments": self.public_moments()}
        key = ("moments", self.pk)
        return context | {"moments": site_cache(request).get_or_set(key, self.public_moments)}

    def public_moments(self) -> list[BasePage]:
        """Return the chosen pages that are public, in the chosen order."""
        ids = [moment.shown_id for moment in self.moments.all()]
        public = BasePage.objects.filter(pk__in=ids).published().public()
        found = {page.pk: page for page in usable(public.specific())}
        return [found[pk] for pk in ids if pk in found]


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
