"""Wagtail's app for users with our viewsets; replaces `wagtail.users` in INSTALLED_APPS."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    user_viewset = "oim_portal.accounts.user_views.views.PeopleViewSet"
    group_viewset = "oim_portal.accounts.user_views.views.NoGroupsViewSet"
