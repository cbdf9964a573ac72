"""Permissions of staff on pages, and a permission policy for the settings without a query."""

from wagtail.models import GroupSitePermission
from wagtail.permission_policies.sites import SitePermissionPolicy

# Users with any of these permissions work on pages.
WORK = {"add", "change", "publish"}


class SettingsPolicy(SitePermissionPolicy):
    """Grants permissions for the settings of all sites only, since there is one site.

    The admin has no view that grants them for a single site.
    """

    def get_all_permissions_for_user(self, user):
        return GroupSitePermission.objects.none()
