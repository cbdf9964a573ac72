"""Who may change the settings: Wagtail's policy, with a question less on each screen."""

from wagtail.models import GroupSitePermission
from wagtail.permission_policies.sites import SitePermissionPolicy


class SettingsPolicy(SitePermissionPolicy):
    """Rights to the settings are rights to all sites, of which there is one.

    The admin has no screen that would grant them for a single site.
    """

    def get_all_permissions_for_user(self, user):
        return GroupSitePermission.objects.none()
