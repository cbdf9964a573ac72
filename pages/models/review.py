"""Periodic review of pages, and the mixin of pages that are public only until a check's end."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Q, QuerySet, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from ..contract import page_types
from ..forms import CheckedPageForm
from ..scheduling import BrowserDateInput, end_panel
from .base import BasePage
from .page_type import PageTypeMixin

#: How long facts are valid after a check: at most, and as long as is suggested.
LONGEST, SUGGESTED = timedelta(days=366), timedelta(days=182)
#: How long before the end staff are asked to check again.
NOTICE = timedelta(days=7)


class CheckedMixin(models.Model):
    """A page that says on which day somebody checked it; list it before `BasePage`.

    It is valid until `expire_at`, which is obligatory: the page ends everywhere at that moment.
    Both are facts and no texts: `oim_portal.publishing.undo` sets them without a second reader.
    """

    checked_on = models.DateField(
        _("checked on"),
        null=True,
        error_messages={"blank": _("Say on which day somebody checked it.")},
        help_text=_("The day on which somebody last called or wrote and got an answer. Shown."),
    )

    base_form_class = CheckedPageForm
    internal_fields = PageTypeMixin.internal_fields | {"checked_on", "expire_at"}
    kept_on_undo = (*PageTypeMixin.kept_on_undo, "checked_on")
    checked_panels = [
        FieldPanel("checked_on", widget=BrowserDateInput),
        end_panel(
            _("Valid until"),
            _(
                "In Ecuador's time (UTC−5), at most a year from now. From then on nobody sees it,"
                " unless somebody has checked it again."
            ),
        ),
    ]

    class Meta:
        abstract = True

    @property
    def is_ended(self) -> bool:
        """Return whether the page is no longer public because its end has passed."""
        has_passed = self.expire_at is not None and self.expire_at <= timezone.now()
        return self.expired or (self.live and has_passed)

    def full_clean(self, exclude=None, *args, **kwargs) -> None:
        # A form passes `exclude`, and asks itself for what a draft may lack.
        is_missing = exclude is None and self.expire_at is None
        missing = {"expire_at": [ValidationError(self.end_is_missing)]} if is_missing else {}
        try:
            super().full_clean(exclude, *args, **kwargs)
        except ValidationError as error:
            raise ValidationError(error.update_error_dict(missing)) from None
        if missing:
            raise ValidationError(missing)

    end_is_missing = _("Say until when it is valid.")

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.checked_on and self.checked_on > timezone.localdate():
            errors["checked_on"] = _("Nobody can have checked it on a day to come.")
        if self.expire_at and self.expire_at > timezone.now() + LONGEST:
            errors["expire_at"] = _("At most a year from now: then somebody checks it again.")
        if errors:
            raise ValidationError(errors)


# Time until a reviewed page is due again, unless staff set a date.
REVIEW_AGAIN_AFTER = timedelta(days=365)


class PageReview(models.Model):
    """The last review of a page.

    A table of its own: publishing a revision would restore the date in the revision. `answers` is
    the `review_on` of the page when it was reviewed; a date that staff set later is due instead.
    """

    page = models.OneToOneField(
        BasePage, on_delete=models.CASCADE, related_name="review", verbose_name=_("page")
    )
    reviewed_on = models.DateField(_("reviewed on"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answers = models.DateField(null=True, editable=False)
    next_on = models.DateField(_("next review"))

    class Meta:
        verbose_name = _("review of a page")
        verbose_name_plural = _("reviews of pages")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page} ({self.reviewed_on})"

    @classmethod
    def record(cls, page: BasePage, user, today: date | None = None) -> "PageReview":
        """Record that a user has reviewed a page today, and when it is due again."""
        today = today or timezone.localdate()
        values = {
            "reviewed_on": today,
            "reviewed_by": user,
            "answers": page.review_on,
            "next_on": today + REVIEW_AGAIN_AFTER,
        }
        return cls.objects.update_or_create(page=page, defaults=values)[0]

    @staticmethod
    def with_due_date(pages: QuerySet[BasePage]) -> QuerySet[BasePage]:
        """Annotate each page with `due`: the date of its next review, or None.

        A page that is checked (`CheckedMixin`) is due some days before its end.
        """
        answered = Q(review_on=F("review__answers")) | Q(
            review_on=None, review__isnull=False, review__answers=None
        )
        notice = ExpressionWrapper(F("expire_at") - NOTICE, output_field=models.DateTimeField())
        return pages.annotate(
            due=Case(
                When(is_checked(), then=TruncDate(notice)),
                When(answered, then="review__next_on"),
                default="review_on",
            )
        )


def is_checked() -> Q:
    """Return the condition for pages whose type is checked (`CheckedMixin`)."""
    types = [model for model in page_types() if issubclass(model, CheckedMixin)]
    return Q(content_type__in=ContentType.objects.get_for_models(*types).values())
