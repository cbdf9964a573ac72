"""Reports of visitors that a contact point did not answer: a number by point and day."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from .contact_point import ContactPoint

#: How long counts are stored, and the most that a point gets on one day.
RETENTION = timedelta(days=365)
MOST = 9_999
#: The days whose reports staff see.
LATELY = timedelta(days=30)


class Unanswered(models.Model):
    """How many visitors said on a day that a contact point did not answer; nothing of who did.

    No public page shows it, so the table has no trigger of `pages.change_triggers`.
    """

    point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(pgettext_lazy("of contact hours", "day"))
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("report without an answer")
        verbose_name_plural = _("reports without an answer")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["point", "day"], name="one_count_a_point_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"

    @classmethod
    def add(cls, point: ContactPoint, today: date | None = None) -> None:
        """Count one report, however many come at once, and delete counts after a year."""
        today = today or timezone.localdate()
        own = cls.objects.filter(point=point, day=today)
        if not own.exists():
            cls.objects.filter(day__lt=today - RETENTION).delete()
            Unanswered.objects.bulk_create(
                [Unanswered(point=point, day=today)], ignore_conflicts=True
            )
        own.filter(count__lt=MOST).update(count=F("count") + 1)

    @classmethod
    def lately(cls, keys: Collection[int], today: date | None = None) -> dict[int, int]:
        """Return the number of reports of points in the last days, by the key of the point."""
        since = (today or timezone.localdate()) - LATELY
        found = cls.objects.filter(point__in=keys, day__gt=since).values_list("point")
        return dict(found.annotate(Sum("count")))
