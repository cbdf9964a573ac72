"""Addresses of reports below `/admin/reports/`."""

from django.urls import path
from django.urls.resolvers import URLPattern

from .base import StaffReport


def report_urls(address: str, report: type[StaffReport]) -> list[URLPattern]:
    """Return the routes of a report: the whole page, and the list that filters load."""
    name = report.index_url_name
    return [
        path(f"reports/{address}/", report.as_view(), name=name),
        path(
            f"reports/{address}/results/", report.as_view(results_only=True), name=f"{name}_results"
        ),
    ]
