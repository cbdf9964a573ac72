"""The links of the first screen: each leads straight to the form of a job."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from history.models import HistoryEventPage, HistoryPage
from oim_portal.media.models import PortalImage
from pages.models import MissionPage
from programs.models import ProgramIndexPage, ProgramPage

from .languages import BOTH


@dataclass(frozen=True)
class Way:
    """A link of the first screen."""

    label: str
    url: str
    icon: str


def ways(user: AbstractBaseUser) -> list[Way]:
    """Return the links for what this person may do."""
    found = []
    mission = MissionPage.objects.live().first()
    if mission and mission.permissions_for_user(user).can_edit():
        url = reverse("wagtailadmin_pages:edit", args=[mission.pk])
        found.append(Way(_("Change the mission"), f"{url}?{BOTH}", "edit"))
    for parent_type, child_type, label in (
        (HistoryPage, HistoryEventPage, _("Add an event")),
        (ProgramIndexPage, ProgramPage, _("Add a programme")),
    ):
        parent = parent_type.objects.first()
        if parent and parent.permissions_for_user(user).can_add_subpage():
            meta = child_type._meta
            url = reverse(
                "wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk]
            )
            found.append(Way(label, url, "plus-inverse"))
    if policy_registry.get_by_type(PortalImage).user_has_permission(user, "add"):
        found.append(Way(_("Add a picture"), reverse("wagtailimages:add_multiple"), "image"))
    if user.has_perm("accounts.add_user"):
        found.append(Way(_("Invite a colleague"), reverse("wagtailusers_users:add"), "user"))
    return found
