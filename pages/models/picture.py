"""Main picture of a page: at its head, in lists and in shared links."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from oim_portal.media.alt_text import alt_text_error

from ..forms import PortalPageForm


class PicturePageForm(PortalPageForm):
    """Edit form that requires the alternative text in each language, except for a draft."""

    def clean(self):
        cleaned_data = super().clean()
        if cleaned_data.get("image") and not self.is_deferred_validation:
            decorative = cleaned_data.get("image_decorative", False)
            for code, _name in settings.LANGUAGES:
                field = build_localized_fieldname("image_alt", code)
                error = alt_text_error(cleaned_data.get(field, ""), decorative=decorative)
                if error and field in self.fields:
                    self.add_error(field, error)
        return cleaned_data


class PictureMixin(models.Model):
    """Adds a picture to a page type; list it before `BasePage` among the bases.

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
