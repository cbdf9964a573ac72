"""Viewsets for users. There are no views for groups, and no copying of users."""

from django import forms
from django.urls import path
from django.urls.resolvers import URLPattern
from wagtail.admin.viewsets.base import ViewSet
from wagtail.users.views.users import UserFilterSet, UserViewSet

from . import views
from .forms import InvitationForm, PersonForm


class PeopleFilterSet(UserFilterSet):
    is_superuser = None  # superusers are not listed


class PeopleViewSet(UserViewSet):
    """Wagtail's viewset for users with our forms and views, without superusers."""

    copy_view_enabled = False
    filterset_class = PeopleFilterSet
    index_view_class = views.PeopleIndexView
    add_view_class = views.InviteView
    edit_view_class = views.PersonView
    delete_view_class = views.PersonDeleteView
    history_view_class = views.PersonHistoryView
    usage_view_class = views.PersonUsageView
    # Wagtail's own templates for users place fields that our forms do not have.
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonForm if for_update else InvitationForm

    def get_urlpatterns(self) -> list[URLPattern]:
        send_link = self.construct_view(views.SendLinkView)
        return [*super().get_urlpatterns(), path("link/<int:pk>/", send_link, name="send_link")]


class NoGroupsViewSet(ViewSet):
    """Replaces Wagtail's views for groups, which could grant any permission, by none."""
