"""State of a translation: missing, outdated, to review or current.

A table of its own, since publishing a revision rewrites every column of a page.
"""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from ..languages import language_names


class TranslationStateQuerySet(models.QuerySet):
    def of(self, instance: models.Model) -> "TranslationStateQuerySet":
        """Return the states of one object, one for each language."""
        # A page stores its content type, which saves a query on each visit.
        kind = getattr(instance, "content_type_id", None)
        if kind is None:
            kind = ContentType.objects.get_for_model(instance).pk
        return self.filter(content_type=kind, object_id=instance.pk)

    def of_kind(self, model: type[models.Model]) -> "TranslationStateQuerySet":
        """Return the states of all objects of a model."""
        return self.filter(content_type=ContentType.objects.get_for_model(model))


class TranslationState(models.Model):
    """State of the translation of one object into one language, compared with its Spanish.

    Readers see whether the office has ever reviewed it (`reviewed`); staff see its `state`, which
    `pages.translations` updates whenever the object is published or saved.
    """

    class State(models.TextChoices):
        MISSING = "missing", pgettext_lazy("of a translation", "missing")
        OUTDATED = "outdated", pgettext_lazy("of a translation", "outdated")
        TO_REVIEW = "to_review", pgettext_lazy("of a translation", "to review")
        CURRENT = "current", pgettext_lazy("of a translation", "current")

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", verbose_name=_("kind")
    )
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey("content_type", "object_id")
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("What staff call the object.")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.TO_REVIEW, db_index=True
    )
    texts = models.PositiveIntegerField(_("texts in Spanish"), default=0)
    missing = models.PositiveIntegerField(_("texts without a translation"), default=0)
    changed = models.PositiveIntegerField(_("texts changed since"), default=0)
    reviewed = models.BooleanField(_("reviewed by the office"), default=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    # The Spanish text at the time the translation was confirmed, to compare the current one with.
    confirmed_digest = models.CharField(max_length=64, blank=True, editable=False)
    confirmed_texts = models.JSONField(default=list, blank=True, editable=False)

    objects = TranslationStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        constraints = [
            models.UniqueConstraint(
                "content_type", "object_id", "language", name="pages_one_state_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def language_name(self) -> str:
        return language_names().get(self.language, self.language)
