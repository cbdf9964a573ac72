"""Wagtail's app for users with our screens in it; stands in INSTALLED_APPS in its place."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    user_viewset = "oim_portal.accounts.user_views.viewsets.PeopleViewSet"
    group_viewset = "oim_portal.accounts.user_views.viewsets.NoGroupsViewSet"
