"""Mixin of page types that say what they are about: a programme, an area, themes, a province."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from ..languages import localized
from ..provinces import PROVINCES
from ..related import Subjects

#: What `Listing.filters` of such a page type names: the first part of the URL, and the field.
SUBJECT_FILTERS = {
    "programa": "program",
    "esfera": "sphere",
    "tema": "themes",
    "provincia": "province",
}


@dataclass(frozen=True)
class SubjectLink:
    """What a page is about, for readers: a property, its value, and where it leads."""

    label: object
    text: object
    url: str


class SubjectsMixin(models.Model):
    """Adds what a page is about, by which others find it; list it before `BasePage`.

    The page type adds `subject_panels` to its `shared_panels`.
    """

    program = models.ForeignKey(
        "programs.ProgramPage",
        verbose_name=_("programme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The programme that it tells of."),
    )
    sphere = models.ForeignKey(
        "programs.SpherePage",
        verbose_name=_("area"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The area of work that it belongs to."),
    )
    themes = ParentalManyToManyField(
        "history.Theme", verbose_name=_("themes"), blank=True, related_name="+"
    )
    province = models.CharField(
        _("province"),
        max_length=5,
        choices=PROVINCES,
        blank=True,
        help_text=_("Empty, it is for the whole country."),
    )

    subject_panels = [
        MultiFieldPanel(
            [
                FieldPanel("program"),
                FieldPanel("sphere"),
                FieldPanel(
                    "themes",
                    widget=CheckboxSelectMultiple,
                    help_text=_("Readers filter lists by them."),
                ),
                FieldPanel("province"),
            ],
            heading=_("What it is about"),
            help_text=_("Pages about the same lead to each other, and lists are filtered by it."),
        )
    ]

    class Meta:
        abstract = True

    @property
    def subjects(self) -> Subjects:
        return Subjects(
            program=self.program_id,
            sphere=self.sphere_id,
            themes=frozenset(theme.pk for theme in self.themes.all()),
            province=self.province,
        )

    def subject_links(self: Any, request: HttpRequest) -> list[SubjectLink]:
        """Return what the page is about: public pages, and addresses of the listing it is in.

        What is in no public listing is said without a URL.
        """
        from ..navigation import Outline
        from ..site_cache import site_cache

        pages = [page for page in (self.program, self.sphere) if page]
        found: list[tuple[object, object, str | None]] = [
            (page._meta.verbose_name, localized(page, "display_title"), page.get_url(request))
            for page in pages
            if site_cache(request).is_public(page)
        ]
        below: list[tuple[object, object, str]] = [
            (_("Theme"), localized(theme, "name"), f"tema/{theme.slug}/")
            for theme in self.themes.all()
        ]
        if self.province:
            name = self._meta.get_field("province").verbose_name
            path = f"provincia/{slugify(self.province)}/"
            below.append((name, self.get_province_display(), path))
        above = Outline.of(request, self).parent
        listing = above.get_url(request) if above and above.depth == self.depth - 1 else None
        found += [(label, text, listing and f"{listing}{path}") for label, text, path in below]
        return [SubjectLink(capfirst(str(label)), text, url or "") for label, text, url in found]
