"""Editorial calendar: what is published, changes, ends and is to be reviewed, by day, in Ecuador.

The moments are those that models declare in `changes_at`, of public pages and of other things; a
new kind of page is there without a line.
"""

import re
from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from operator import attrgetter

from django.apps import apps
from django.db import models
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Revision
from wagtail.permissions import policy_registry

from oim_portal.admin.page_view import StaffView
from pages.models import BasePage
from pages.permissions import WORK

from .base import edit_url
from .due_for_review import pages_due

GOES_OUT, TO_REVIEW = "sale", "revisar"
LABELS = {
    GOES_OUT: gettext_lazy("Goes out"),
    TO_REVIEW: gettext_lazy("To review"),
    "expire_at": gettext_lazy("Is taken away"),
}
MONTH = re.compile("(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Moment:
    """Something that happens to a page or another thing on a day, or at an hour of it."""

    kind: str
    label: str
    at: datetime | date
    title: str
    url: str | None

    @property
    def day(self) -> date:
        return timezone.localdate(self.at) if isinstance(self.at, datetime) else self.at

    @property
    def hour(self) -> time | None:
        return timezone.localtime(self.at).time() if isinstance(self.at, datetime) else None


def declared() -> Iterator[tuple[type[models.Model], str, object]]:
    """Yield each model with a column that it declares in `changes_at`, and the column's label."""
    for model in apps.get_models():
        for name in getattr(model, "changes_at", ()):
            field = model._meta.get_field(name)
            if field.model is model:
                yield model, name, LABELS.get(name, capfirst(field.verbose_name))


class EditorialCalendar(StaffView, TemplateView):
    """A month, for all who work on pages: what happens to the pages of this user."""

    page_title = gettext_lazy("Editorial calendar")
    header_icon = "calendar-alt"
    template_name = "reports/calendar.html"
    page_permissions = WORK

    @cached_property
    def first(self) -> date:
        """The first day of the month that is asked for, or of this one."""
        asked = MONTH.fullmatch(self.request.GET.get("mes", ""))
        return (
            date(int(asked[1]), int(asked[2]), 1) if asked else timezone.localdate().replace(day=1)
        )

    @cached_property
    def next(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    @cached_property
    def pages(self) -> QuerySet[BasePage]:
        policy = policy_registry.get_by_type(BasePage)
        return policy.instances_user_has_any_permission_for(self.request.user, WORK)

    def moments(self) -> Iterator[Moment]:
        """Yield what happens in the month: a query for each kind."""
        days = {"at__gte": self.first, "at__lt": self.next}
        hours = {
            name: timezone.make_aware(datetime.combine(day, time.min)) for name, day in days.items()
        }
        dated = Revision.page_revisions.annotate(at=F("approved_go_live_at")).filter(**hours)
        at = {int(key): moment for key, moment in dated.values_list("object_id", "at")}
        going_out = self.pages.filter(pk__in=at)
        yield from self.of_pages(GOES_OUT, LABELS[GOES_OUT], going_out, lambda page: at[page.pk])
        due = pages_due(self.pages).annotate(at=F("due")).filter(**days)
        yield from self.of_pages(TO_REVIEW, LABELS[TO_REVIEW], due)
        finder = AdminURLFinder(self.request.user)
        for model, name, label in declared():
            found = model._default_manager.annotate(at=F(name)).filter(**hours)
            if issubclass(model, BasePage):
                shown = found.filter(live=True, pk__in=self.pages.values("pk"))
                yield from self.of_pages(name, label, shown)
                continue
            for thing in found:
                kind = capfirst(str(model._meta.verbose_name))
                yield Moment(name, str(label), thing.at, kind, finder.get_edit_url(thing))

    def of_pages(
        self, kind: str, label: object, pages: QuerySet, when: Callable = attrgetter("at")
    ) -> Iterator[Moment]:
        for page in pages:
            title = page.get_admin_display_title()
            yield Moment(kind, str(label), when(page), title, edit_url(page))

    def link(self, month: date, kind: str) -> str:
        query = {"mes": month.strftime("%Y-%m"), "que": kind}
        return f"?{urlencode({name: value for name, value in query.items() if value})}"

    def get_context_data(self, **kwargs) -> dict:
        kinds = {key: str(label) for key, label in LABELS.items()}
        kinds |= {name: str(label) for _model, name, label in declared()}
        asked = self.request.GET.get("que", "")
        kind = asked if asked in kinds else ""
        by_day = defaultdict(list)
        for moment in self.moments():
            if kind in ("", moment.kind):
                by_day[moment.day].append(moment)
        days = [
            (day, sorted(by_day[day], key=lambda each: (each.hour or time.min, each.title)))
            for day in Calendar().itermonthdates(self.first.year, self.first.month)
            if day.month == self.first.month
        ]
        choices = [("", _("Everything")), *kinds.items()]
        return super().get_context_data(
            month=self.first,
            days=days,
            is_empty=not any(by_day.values()),
            today=timezone.localdate(),
            earlier=self.link(self.first - timedelta(days=1), kind),
            later=self.link(self.next, kind),
            kinds=[(label, self.link(self.first, key), key == kind) for key, label in choices],
            **kwargs,
        )
