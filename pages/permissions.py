"""Permissions: what counts as working on pages, and a cheaper policy of the settings."""

from wagtail.models import GroupSitePermission
from wagtail.permission_policies.sites import SitePermissionPolicy

# Permissions of users who work on pages: one of them is enough.
WORK = {"add", "change", "publish"}


class SettingsPolicy(SitePermissionPolicy):
    """Rights to the settings are rights to all sites, of which there is one.

    The admin has no screen that would grant them for a single site.
    """

    def get_all_permissions_for_user(self, user):
        return GroupSitePermission.objects.none()
