"""Main picture of a page: at its head, in lists and in shared links."""

from django.conf import settings
from django.db import models
from django.forms import Form
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from oim_portal.media.alt_text import alt_text_error

from ..forms import PortalPageForm


class PicturePageForm(PortalPageForm):
    """Edit form that requires alternative texts in each language, also in rows; not in a draft."""

    def clean(self):
        cleaned_data = super().clean()
        sets = [rows for rows in self.formsets.values() if issubclass(rows.model, PictureMixin)]
        forms = [self, *(form for rows in sets for form in rows.forms)]
        for form in [] if self.is_deferred_validation else forms:
            # Inline rows are cleaned after their page, unless something asks for their errors.
            if form is self or form.is_valid():
                check_alt_texts(form)
        return cleaned_data


def check_alt_texts(form: Form) -> None:
    """Add an error to each alternative text that is missing or the name of a file."""
    values = form.cleaned_data
    if not values.get("image") or values.get("DELETE"):
        return
    for code, _name in settings.LANGUAGES:
        field = build_localized_fieldname("image_alt", code)
        error = alt_text_error(
            values.get(field, ""), decorative=values.get("image_decorative", False)
        )
        if error and field in form.fields:
            form.add_error(field, error)


class PictureMixin(models.Model):
    """Adds a picture to a page type or inline row; list it before `BasePage` or `PageRow`.

    The page type names `image_alt` in `translated_panels`, which registers it for translation, and
    adds `picture_panels` to its `shared_panels`.
    """

    image = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(
        _("alternative text of the picture"),
        max_length=255,
        blank=True,
        help_text=_("What the picture shows, for people who cannot see it."),
    )
    image_decorative = models.BooleanField(
        _("the picture is decorative"),
        default=False,
        help_text=_("It says nothing that the text does not say."),
    )

    base_form_class = PicturePageForm
    #: Whether it is loaded first; others are when the reader scrolls near them.
    at_the_head = True

    # For the page type's `help_texts`.
    picture_help_texts = {
        "image_alt": _(
            "What the picture at the head of the page shows, for people who cannot see it."
            " One sentence."
        )
    }
    picture_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "image", help_text=_("At the head of the page, in lists and in shared links.")
                ),
                FieldPanel("image_decorative"),
            ],
            heading=_("Picture"),
        )
    ]

    class Meta:
        abstract = True
