"""Panels of the dashboard in addition to Wagtail's: pending work in figures, pages, open points."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q
from django.forms import Media
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState
from wagtail.permissions import policy_registry

from oim_portal.media.models import PortalImage
from oim_portal.operations import health
from oim_portal.operations.readiness import open_points
from oim_portal.publishing.scheduling import refused, repair_url
from pages.models import BasePage, TranslationState
from pages.models.review import is_checked
from pages.translations.permissions import visible_to

from .due_for_review import button_label, pages_due, review_url
from .pictures import NEEDED, with_problems

State = TranslationState.State


@dataclass(frozen=True)
class Figure:
    """A count in words, with the URL of its list."""

    text: str
    url: str
    icon: str


def figures(user) -> list[Figure]:
    """Return the pending work of a user, by their role, without zeros; a few queries.

    Only publishers confirm translations and are told of jobs on the server.
    """
    publishes = policy_registry.get_by_type(BasePage).user_has_permission(user, "publish")
    return [
        *submissions(user),
        *(refusals() if publishes else []),
        *translations(user, publishes),
        *renewals(user),
        *reviews(user),
        *pictures(user),
        *(jobs() if publishes else []),
    ]


def submissions(user) -> list[Figure]:
    waiting = TaskState.objects.reviewable_by(user).order_by("started_at")
    pages = list(waiting.values_list("revision__object_id", flat=True))
    count = len(pages)
    text = ngettext("%d page waits for your approval", "%d pages wait for your approval", count)
    url = reverse("review_read", args=pages[:1]) if pages else ""
    return figure(text, count, url, icon="check")


def refusals() -> list[Figure]:
    waiting = list(refused())
    text = ngettext(
        "%d scheduled publication was not made at its hour",
        "%d scheduled publications were not made at their hour",
        len(waiting),
    )
    first = repair_url(waiting[0]) if waiting else ""
    return figure(text, len(waiting), first, icon="warning")


def translations(user, publishes: bool) -> list[Figure]:
    states = visible_to(user).order_by().values_list("state").annotate(count=Count("pk"))
    counts = Counter(dict(states))
    texts = {
        State.OUTDATED: ngettext(
            "%d translation is outdated", "%d translations are outdated", counts[State.OUTDATED]
        ),
        State.MISSING: ngettext(
            "%d translation is missing", "%d translations are missing", counts[State.MISSING]
        ),
    }
    if publishes:
        texts[State.TO_REVIEW] = ngettext(
            "%d translation is to be reviewed",
            "%d translations are to be reviewed",
            counts[State.TO_REVIEW],
        )
    report = reverse("translations_report")
    urls = {state: f"{report}?state={state}" for state in texts}
    urls[State.TO_REVIEW] = reverse("confirm_translations")
    return [
        found
        for state, text in texts.items()
        for found in figure(text, counts[state], urls[state], icon="globe")
    ]


def due_for(user):
    """Return the pages of a user that are due, whoever is responsible for them."""
    policy = policy_registry.get_by_type(BasePage)
    pages = pages_due(policy.instances_user_has_permission_for(user, "change"))
    return pages.filter(due__lte=timezone.localdate())


def my_pages(user):
    """Return the due pages that a user is responsible for, and those that end without a renewal.

    A page that ends concerns everybody who may edit it: then readers find nothing in its place.
    """
    return due_for(user).filter(Q(responsible=user) | is_checked()).order_by("due")


def reviews(user) -> list[Figure]:
    count = due_for(user).exclude(is_checked()).count()
    text = ngettext("%d page is due for review", "%d pages are due for review", count)
    return figure(text, count, reverse("to_review_report"), icon="calendar-check")


def renewals(user) -> list[Figure]:
    ending = due_for(user).filter(is_checked())
    count = ending.count()
    text = ngettext(
        "%d contact point ends within a week, or has ended",
        "%d contact points end within a week, or have ended",
        count,
    )
    return figure(text, count, reverse("to_review_report"), icon="warning")


def pictures(user) -> list[Figure]:
    policy = policy_registry.get_by_type(PortalImage)
    count = with_problems(policy.instances_user_has_any_permission_for(user, NEEDED)).count()
    text = ngettext("%d picture lacks something", "%d pictures lack something", count)
    return figure(text, count, reverse("pictures_report"), icon="image")


def jobs() -> list[Figure]:
    count = sum(not job.is_well for job in health.jobs())
    text = ngettext("%d job is late or failed", "%d jobs are late or failed", count)
    return figure(text, count, f"{reverse('health_report')}?state=ill", icon="warning")


def figure(text: str, count: int, url: str, icon: str) -> list[Figure]:
    return [Figure(text % count, url, icon)] if count else []


class FiguresItem(SummaryItem):
    """Figures of pending work, in place of Wagtail's counts of pages, pictures and documents."""

    template_name = "reports/figures.html"

    def get_context_data(self, parent_context) -> dict:
        return {"figures": figures(self.request.user)}


class DuePanel(Component):
    """Pages that a user is responsible for and that are due for review, and those that end."""

    name = "due"
    template_name = "reports/due.html"
    order = 230  # after the pages to approve, before the user's recent edits

    def get_context_data(self, parent_context) -> dict:
        pages = my_pages(parent_context["request"].user)
        rows = [(page, review_url(page), button_label(page)) for page in pages]
        return {"rows": rows, "csrf_token": parent_context["csrf_token"]}


class OpenPointsPanel(Component):
    """The first things that the user can do before the portal is published, while any is open."""

    name = "open_points"
    template_name = "reports/open_points.html"
    order = 235  # after what waits for the user, before the shortcuts
    media = Media(css={"all": ["reports/open-points.css"]})
    shown = 4

    def get_context_data(self, parent_context) -> dict:
        points = open_points(parent_context["request"].user)
        return {"points": points[: self.shown], "count": len(points)}
