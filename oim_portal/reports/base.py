"""What the portal's reports share: who reads them, and how they look on a telephone."""

from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from pages.models import BasePage

# Whoever may do one of these with a page works on it.
WORK = {"add", "change", "publish"}


class StaffReport(ReportView):
    """A report for everybody who works on pages; its number of queries is bounded by tests.

    `index_url_name` with '_results' behind it is the address of the list alone. What a subclass
    puts above its list is the block `summary` of its template.
    """

    permission_policy = policy_registry.get_by_type(BasePage)
    any_permission_required = WORK
    template_name = "reports/report.html"
    table_classname = "listing staff-report"

    @property
    def index_results_url_name(self) -> str:
        return f"{self.index_url_name}_results"

    @property
    def back_url(self) -> str:
        """The address of the report as it is filtered now, to come back to."""
        return self.request.get_full_path().replace("/results/", "/")
