"""What groups may do, as the database has it."""

from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from oim_portal.publishing.models import FourEyesTask


def rights() -> set[tuple]:
    """Return all rights of all groups, and who reads in which step."""
    on_pages = GroupPagePermission.objects.values_list(
        "group__name", "page__slug", "permission__codename"
    )
    in_collections = GroupCollectionPermission.objects.values_list(
        "group__name", "collection__name", "permission__codename"
    )
    everywhere = Group.objects.filter(permissions__isnull=False).values_list(
        "name", "permissions__content_type__app_label", "permissions__codename"
    )
    readers = FourEyesTask.objects.values_list("groups__name", "name")
    return {*on_pages, *in_collections, *everywhere, *readers}
