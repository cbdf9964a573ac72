"""Links of the quick actions panel: each leads straight to the form of a task."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from oim_portal.media.models import PortalImage
from oim_portal.trash.tree import outside_trash
from pages.contract import page_types, parents_of
from pages.models import BasePage

# Query string that shows the tabs of both languages side by side in a page's form;
# static/quick_actions/both-languages.js reads it.
BOTH = "idiomas=ambos"


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
