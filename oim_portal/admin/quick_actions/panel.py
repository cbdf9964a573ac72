"""Quick actions panel of the dashboard: links, drafts, publications to undo, photos to replace."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy, policy_registry

from oim_portal.media.models import PortalImage
from oim_portal.publishing.scheduling.morning import PUBLISH_TOMORROW
from oim_portal.publishing.undo import with_previous_publication
from oim_portal.trash.tree import outside_trash
from pages.contract import page_types, parents_of
from pages.models import BasePage

from .photo import photos_in_use

SHOWN = 5
# Query string that shows the tabs of both languages side by side in a page's form;
# static/quick_actions/both-languages.js reads it.
BOTH = "idiomas=ambos"


class QuickActionsPanel(Component):
    """Panel of the actions that the user may perform; lists of pages are for publishers."""

    name = "quick_actions"
    template_name = "quick_actions/panel.html"
    order = 40
    media = Media(css={"all": ["quick_actions/panel.css"]})

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        mine = page_permission_policy.instances_user_has_permission_for(user, "publish")
        mine = mine.filter(depth__gt=1)
        drafts = mine.filter(
            has_unpublished_changes=True, latest_revision__approved_go_live_at=None
        )
        return super().get_context_data(parent_context) | {
            "links": links_for(user),
            "publish_tomorrow": PUBLISH_TOMORROW,
            "drafts": drafts.order_by("-latest_revision_created_at").specific(defer=True)[:SHOWN],
            "photos": photos_in_use(user)[:SHOWN],
            "published": with_previous_publication(mine).specific(defer=True)[:SHOWN],
        }


@dataclass(frozen=True)
class Link:
    """A link of the panel."""

    label: object
    url: str
    icon: str


def links_for(user: AbstractBaseUser) -> list[Link]:
    """Return the links to the forms that a user may use."""
    found = [link for model in page_types() for link in links_of_type(model, user)]
    if policy_registry.get_by_type(PortalImage).user_has_permission(user, "add"):
        found.append(Link(_("Add a picture"), reverse("wagtailimages:add_multiple"), icon="image"))
    if user.has_perm("accounts.add_user"):
        found.append(Link(_("Invite a colleague"), reverse("wagtailusers_users:add"), icon="user"))
    return found


def links_of_type(model: type[BasePage], user: AbstractBaseUser) -> Iterator[Link]:
    """Yield the links that a page type declares: to change its only page, or to add one."""
    if model.quick_change:
        page = outside_trash(model.objects.published()).first()
        if page and page.permissions_for_user(user).can_edit():
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            yield Link(model.quick_change, f"{url}?{BOTH}", icon="edit")
    if model.quick_add:
        parents = [outside_trash(each.objects.all()).first() for each in parents_of(model)]
        parent = next(filter(None, parents), None)
        if parent and parent.permissions_for_user(user).can_add_subpage():
            kind = [model._meta.app_label, model._meta.model_name]
            url = reverse("wagtailadmin_pages:add", args=[*kind, parent.pk])
            yield Link(model.quick_add, url, icon="plus-inverse")
