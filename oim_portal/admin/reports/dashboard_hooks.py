"""Hooks that put the portal's panels on the dashboard."""

from wagtail import hooks

from .dashboard_panels import FiguresItem, WaitingPanel


# Last, so that the counts of other packages are left out too.
@hooks.register("construct_homepage_summary_items", order=1000)
def figures_instead_of_counts(request, items: list) -> None:
    items[:] = [FiguresItem(request)]


@hooks.register("construct_homepage_panels")
def waiting(request, panels: list) -> None:
    panels.append(WaitingPanel())
