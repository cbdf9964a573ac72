"""Report on background jobs: when each last ran, and which are late."""

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _, pgettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn

from oim_portal.operations import health
from oim_portal.operations.health.runs import Job
from oim_portal.operations.models import JobRun

from .base import StaffReport


class HealthFilterSet(WagtailFilterSet):
    """Filters a list, since jobs that never ran have no row."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[("ill", _("Needs a look")), ("well", _("All well"))]
    )

    class Meta:
        model = JobRun
        fields = ["state"]

    def filter_queryset(self, jobs: list[Job]) -> list[Job]:
        wanted = self.form.cleaned_data["state"]
        return [job for job in jobs if not wanted or job.is_well == (wanted == "well")]


def state_of(job: Job) -> str:
    """Return the state of a job in words; a job that should have run and never did is late."""
    if job.ok is False:
        return pgettext("of a job", "failed")
    if job.is_late:
        return pgettext("of a job", "late")
    if job.ran_at is None:
        return pgettext("of a job", "has not run yet")
    return pgettext("of a job", "in order")


class HealthReport(StaffReport):
    """Background jobs and their last runs."""

    model = JobRun
    page_title = _("Health")
    header_icon = "warning"
    template_name = "reports/health.html"
    slug = "salud"
    menu_order = 23
    index_url_name = "health_report"
    filterset_class = HealthFilterSet

    columns = [
        Column("label", label=_("Job"), classname="title"),
        StatusTagColumn(
            "state", label=_("State"), accessor=state_of, primary=lambda job: not job.is_well
        ),
        DateColumn("ran_at", label=_("Last run")),
        DateColumn("succeeded_at", label=_("Last success")),
        Column("detail", label=_("Detail")),
    ]

    @cached_property
    def jobs(self) -> list[Job]:
        return health.jobs()

    def get_queryset(self) -> list[Job]:
        return self.jobs

    def get_context_data(self, **kwargs) -> dict:
        ill = [job.label for job in self.jobs if not job.is_well]
        return super().get_context_data(ill=ill, **kwargs)
