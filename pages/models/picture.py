"""Main picture of a page (at its head, in lists, in shared links), and the document it offers."""

from dataclasses import replace

from django.conf import settings
from django.db import models
from django.forms import Form
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from oim_portal.media.alt_text import alt_text_error

from ..blocks.links import Link, document_link
from ..forms import PortalPageForm
from ..panels import LanguagesPanel


class PicturePageForm(PortalPageForm):
    """Edit form that requires alternative texts in each language, also in rows; not in a draft."""

    def clean(self):
        cleaned_data = super().clean()
        is_draft = self.is_deferred_validation
        sets = [rows for rows in self.formsets.values() if issubclass(rows.model, PictureMixin)]
        rows = [form for each in sets for form in each.forms]
        # Inline rows are cleaned after their page, unless something asks for their errors.
        for form in (self, *(form for form in rows if form.is_valid())):
            complete_alt_texts(form, is_draft=is_draft)
        return cleaned_data


def complete_alt_texts(form: Form, *, is_draft: bool) -> None:
    """Take what the library says in a language for a text that is missing.

    Add an error to each that is missing then or is the name of a file, except in a draft. With a
    picture that is gone since the form was opened go its texts: its consent may be withdrawn.
    """
    values = form.cleaned_data
    image, decorative = values.get("image"), values.get("image_decorative", False)
    if not form.data.get(form.add_prefix("image")) or values.get("DELETE"):
        return
    for code, _name in settings.LANGUAGES:
        field = build_localized_fieldname("image_alt", code)
        if field not in form.fields:
            continue
        said = values.get(field) if image else ""
        if image and not (decorative or said):
            said = getattr(image, build_localized_fieldname("description", code))
        values[field] = said
        setattr(form.instance, field, said)  # a row is cleaned already
        error = image and alt_text_error(said, decorative=decorative)
        if error and not is_draft:
            form.add_error(field, error)


class PictureMixin(models.Model):
    """Adds a picture to a page type or inline row; list it before `BasePage` or `PageRow`.

    The page type names `image_alt` in `translated_panels`, which registers it for translation, and
    adds `picture_panels` to its `shared_panels`, where it is asked for beside the picture. What
    stands for a page in shared links, with this or without, is `image_of` in `metadata/facts.py`.
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

    picture_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "image", help_text=_("At the head of the page, in lists and in shared links.")
                ),
                LanguagesPanel(
                    "image_alt",
                    help_text=_(
                        "What the picture at the head of the page shows, for people who cannot see"
                        " it. One sentence. Empty, it is the description in the library."
                    ),
                ),
                FieldPanel("image_decorative"),
            ],
            heading=_("Picture"),
        )
    ]

    class Meta:
        abstract = True


def languages() -> list[tuple[str, str]]:
    return settings.LANGUAGES


class DocumentMixin(models.Model):
    """Adds a document to a page type, which adds `document_panels` to its `shared_panels`."""

    document = models.ForeignKey(
        "media.PortalDocument",
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A file of the library, below the text. Its type and size are shown too."),
    )
    document_language = models.CharField(
        _("language of the document"), max_length=20, blank=True, choices=languages
    )

    document_panels = [
        MultiFieldPanel(
            [
                FieldPanel("document"),
                FieldPanel("document_language", help_text=_("Shown beside it. Empty if unknown.")),
            ],
            heading=_("Document"),
            classname="collapsed",
        )
    ]

    class Meta:
        abstract = True

    def document_link(self) -> Link | None:
        """Return the link to the document with its language; None if visitors may not read it."""
        if not (self.document and self.document.is_public):
            return None
        link = document_link(self.document)
        known = filter(None, [link.detail, self.get_document_language_display()])
        return replace(link, detail=", ".join(known))
