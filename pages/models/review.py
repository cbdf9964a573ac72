"""Periodic review of pages: the last review and the next due date."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Q, QuerySet, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..contract import page_types
from .base import BasePage
from .checked import NOTICE, CheckedMixin

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
