"""Quick actions panel of the dashboard: links, drafts, publications to undo, photos to replace."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy, policy_registry

from oim_portal.media.models import PortalImage
from oim_portal.publishing.scheduling import PUBLISH_TOMORROW
from oim_portal.publishing.undo import with_previous_publication
from oim_portal.trash.tree import outside_trash
from pages.contract import page_types, parents_of
from pages.models import BasePage

from .alert import may_alert
from .pattern import may_be_pattern
from .photo import photos_in_use

SHOWN = 5


class QuickActionsPanel(Component):
    """Panel of the actions that the user may perform; lists of pages are for publishers."""

    name = "quick_actions"
    template_name = "quick_actions/panel.html"
    order = 240  # after what waits for the user, before their recent edits
    media = Media(css={"all": ["quick_actions/panel.css"]}, js=["quick_actions/search.js"])

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        mine = page_permission_policy.instances_user_has_permission_for(user, "publish")
        mine = mine.filter(depth__gt=1)
        drafts = mine.filter(
            has_unpublished_changes=True, latest_revision__approved_go_live_at=None
        )
        return super().get_context_data(parent_context) | {
            "links": links_for(user),
            "kinds": kinds_for(user),
            "publish_tomorrow": PUBLISH_TOMORROW,
            "drafts": drafts.order_by("-latest_revision_created_at").specific(defer=True)[:SHOWN],
            "photos": photos_in_use(user)[:SHOWN],
            "published": with_previous_publication(mine).specific(defer=True)[:SHOWN],
        }


@dataclass(frozen=True)
class Link:
    """A link of the panel, and what it adds or changes; `pattern` is the last page of its kind."""

    label: object
    url: str
    icon: str
    about: object = ""
    pattern: BasePage | None = None


def kinds_for(user: AbstractBaseUser) -> list[Link]:
    """Return the links that add something, for what a user may add."""
    found = [link for model in page_types() if (link := link_that_adds(model, user))]
    if policy_registry.get_by_type(PortalImage).user_has_permission(user, "add"):
        about = _("One or several, with the consent of those who can be recognized.")
        url = reverse("wagtailimages:add_multiple")
        found.append(Link(_("Add pictures"), url, "image", about))
    if may_alert(user):
        about = _("A banner on every page, with the hour of its end.")
        found.append(Link(_("Put up an alert"), reverse("alert"), "warning", about))
    return found


def link_that_adds(model: type[BasePage], user: AbstractBaseUser) -> Link | None:
    """Return the link that a page type declares to add a page, if a user may."""
    kinds = parents_of(model) if model.quick_add else []
    parents = (outside_trash(each.objects.all()).first() for each in kinds)
    parent = next(filter(None, parents), None)
    if not (parent and parent.permissions_for_user(user).can_add_subpage()):
        return None
    kind = [model._meta.app_label, model._meta.model_name]
    url = reverse("wagtailadmin_pages:add", args=[*kind, parent.pk])
    about = model.get_page_description()
    newest = outside_trash(model.objects.published()).order_by("-first_published_at").first()
    pattern = newest if newest and may_be_pattern(newest, user) else None
    return Link(model.quick_add, url, icon="plus-inverse", about=about, pattern=pattern)


def links_for(user: AbstractBaseUser) -> list[Link]:
    """Return the links to what a user may change or do besides."""
    found = []
    for model in page_types():
        page = outside_trash(model.objects.published()).first() if model.quick_change else None
        if page and page.permissions_for_user(user).can_edit():
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            found.append(Link(model.quick_change, url, "edit"))
    if user.has_perm("accounts.add_user"):
        found.append(Link(_("Invite a colleague"), reverse("wagtailusers_users:add"), "user"))
    return found
