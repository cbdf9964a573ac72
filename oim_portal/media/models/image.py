"""The image model, with consent, credit and a description in each language, and its renditions."""

import hashlib
import os
import uuid
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname, get_translation_fields
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    ImageQuerySet,
    get_upload_to,
)
from wagtail.search import index

from oim_portal.web import expiry
from oim_portal.web.text_columns import CleanWrites

from ..deletion import TrashQuerySetMixin
from ..fields import PictureField
from .deletable import DeletableMixin


class Consent(models.TextChoices):
    """Whether the people in a picture have consented to its publication."""

    YES = "yes", _("Yes, consent is on file")
    NO = "no", _("No consent on file")
    NOBODY = "nobody", _("Nobody can be recognized")


def validate_not_past(day: date) -> None:
    """Refuse a day that has passed, most likely a typing error: the picture would be deleted."""
    if day < expiry.today():
        raise ValidationError(_("This day has passed. To end a consent now, withdraw it."))


class PortalImageQuerySet(CleanWrites, TrashQuerySetMixin, ImageQuerySet):
    """Wagtail's queryset, which deletes into the trash."""

    def with_consent_until(self, day: date) -> "PortalImageQuerySet":
        """Return the pictures whose consent ends on this day or before it."""
        return self.filter(consent=Consent.YES, consent_until__lte=day)

    def ended(self) -> "PortalImageQuerySet":
        """Return the pictures whose consent has ended: its last day has passed in Ecuador."""
        return self.with_consent_until(expiry.today() - timedelta(days=1))

    def without_consent(self) -> "PortalImageQuerySet":
        """Return the pictures that nobody has consented to, or whose consent has ended."""
        return self.filter(consent=Consent.NO) | self.ended()

    def require_consent(self, field: str = NON_FIELD_ERRORS) -> None:
        """Raise ValidationError if one of these, which the public would see, has no consent."""
        titles = [f"“{picture.title}”" for picture in self.without_consent()]
        if titles:
            said = _("There is no consent to publish this picture: %s. Choose another one.")
            raise ValidationError({field: said % ", ".join(titles)})


class PortalImage(DeletableMixin, AbstractImage):
    """An image, stored without metadata and at most `upload_limits.MAX_IMAGE_SIDE` pixels long.

    `description` is the default alternative text, one per language; the effective text is the one
    written where the image is used. Saving a file that is not an acceptable picture raises
    `ValidationError`, on every path.
    """

    file = PictureField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made the picture, as it is to be named beside it."),
    )
    consent = models.CharField(
        _("consent on file"),
        max_length=10,
        choices=Consent.choices,
        help_text=_("Did the people who can be recognized agree to be published?"),
    )
    consent_for = models.CharField(
        _("what the consent is for"),
        max_length=100,
        blank=True,
        help_text=_("Such as 'website and social networks'. Never shown."),
    )
    consent_until = models.DateField(
        _("consent until"),
        null=True,
        blank=True,
        validators=[validate_not_past],
        help_text=_(
            "The last day. Then the picture is deleted, and pages go on without it. Empty, the"
            " consent has no end."
        ),
    )
    consent_reference = models.CharField(
        _("where the consent is filed"),
        max_length=100,
        blank=True,
        help_text=_("A number or a folder, without the name of a person. Never shown."),
    )

    objects = PortalImageQuerySet.as_manager()

    admin_form_fields = (
        "title",
        "file",
        *get_translation_fields("description"),
        "credit",
        "consent",
        "consent_for",
        "consent_until",
        "consent_reference",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    search_fields = [
        field
        for field in AbstractImage.search_fields
        if getattr(field, "field_name", None) not in {"description", "tags"}
    ] + [
        index.SearchField("descriptions"),
        index.AutocompleteField("descriptions"),
        index.SearchField("credit"),
        index.FilterField("consent"),
        index.FilterField("deleted_at"),
        # Wagtail's own, plus `FilterField`: its chooser can search among the images of a tag.
        index.RelatedFields(
            "tags",
            [
                index.SearchField("name", boost=10),
                index.AutocompleteField("name"),
                index.FilterField("name"),
            ],
        ),
    ]

    #: For the script of the edit form, which writes the description in the language of a text.
    api_fields = [
        build_localized_fieldname("description", code) for code, _name in settings.LANGUAGES
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def descriptions(self) -> str:
        """The descriptions in all languages, for the admin's search."""
        names = get_translation_fields("description")
        return " ".join(filter(None, (getattr(self, name) for name in names)))

    @property
    def default_alt_text(self) -> str:
        """The suggested alternative text: never the title, which is usually a file name."""
        return self.description or ""

    def clean(self):
        """Refuse to note that there is no consent to what the public sees: it is withdrawn."""
        super().clean()
        had = type(self)._base_manager.filter(pk=self.pk).exclude(consent=Consent.NO)
        if self.consent != Consent.NO or not had.exists():
            return
        if any(getattr(place, "live", True) for place, _references in self.get_usage()):
            said = _("The public sees this picture. Withdraw the consent: pages go on without.")
            raise ValidationError({"consent": said})

    def get_upload_to(self, filename):
        """Return a path that cannot be guessed, neither from the title nor from a rendition."""
        extension = os.path.splitext(filename)[1].lower()
        return f"original_images/{uuid.uuid4().hex}{extension}"

    def save(self, *args, update_fields=None, **kwargs):
        """Store a new file first, so that the columns that describe it match the stored file."""
        if update_fields is None or "file" in update_fields:
            self.file.commit()
            if update_fields is not None:
                update_fields = {*update_fields, "width", "height", "file_size", "file_hash"}
        super().save(*args, update_fields=update_fields, **kwargs)


class Rendition(AbstractRendition):
    """An image in one size and format, as pages show it. The only public media."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]

    def __str__(self):
        return f"{self.image_id}: {self.filter_spec}"

    def get_upload_to(self, filename):
        """Return `images/<digest>.<filter>.<ext>`, a digest of the stored original's name.

        Wagtail names a rendition after the original, so that its name would reveal the path of the
        original. The digest changes when the file is replaced, so renditions can be cached without
        expiry.
        """
        stem = os.path.basename(self.image.file.name).partition(".")[0]
        digest = hashlib.sha256(stem.encode()).hexdigest()[:24]
        return f"images/{digest}.{filename.partition('.')[2]}"
