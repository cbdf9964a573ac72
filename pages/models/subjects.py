"""Mixin of page types that say what they are about: a programme, an area, themes, a province."""

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from ..provinces import PROVINCES
from ..related import Subjects

#: What `Listing.filters` of such a page type names: the first part of the URL, and the field.
SUBJECT_FILTERS = {
    "programa": "program",
    "esfera": "sphere",
    "tema": "themes",
    "provincia": "province",
}


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
