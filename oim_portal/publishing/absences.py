"""Substitute readers: who approves in the place of a colleague, for the days of an absence."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Absence(models.Model):
    """Days in which a substitute may approve what the absent person may approve."""

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who is away"),
        help_text=_("Whoever otherwise reads and approves what others wrote."),
        on_delete=models.CASCADE,
        related_name="+",
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who reads in their place"),
        help_text=_("May approve and return what others wrote, never their own text."),
        on_delete=models.CASCADE,
        related_name="+",
    )
    starts_on = models.DateField(
        _("first day"), help_text=_("From this day on the substitute may approve.")
    )
    ends_on = models.DateField(
        _("last day"), help_text=_("The substitute may approve until it ends.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("substitute reader")
        verbose_name_plural = _("substitute readers")
        ordering = ["-ends_on", "pk"]

    def __str__(self) -> str:
        return f"{self.substitute} ← {self.absent}"

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first.")})
        if self.absent_id and self.absent_id == self.substitute_id:
            raise ValidationError({"substitute": _("Choose somebody else.")})


def current(groups: QuerySet) -> QuerySet[Absence]:
    """Return the absences of today of active members of groups."""
    today = timezone.localdate()
    found = Absence.objects.filter(starts_on__lte=today, ends_on__gte=today)
    return found.filter(
        absent__groups__in=groups, absent__is_active=True, substitute__is_active=True
    )
