"""Hooks of the agenda: a past activity becomes an event of the history."""

from collections.abc import Iterator

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from wagtail import hooks
from wagtail.admin.widgets import Button

from pages.models import BasePage

from .admin_views import BECOME_EVENT, BecomeEvent
from .event_drafts import may_become_event
from .models import ActivityPage


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("agenda/<int:page_id>/hecho/", BecomeEvent.as_view(), name="become_event")]


@hooks.register("register_page_header_buttons")
def event_button(page: BasePage, user, view_name: str, next_url=None) -> Iterator[Button]:
    if isinstance(page, ActivityPage) and may_become_event(page, user):
        url = reverse("become_event", args=[page.pk])
        yield Button(BECOME_EVENT, url=url, icon_name="history", priority=26)
