"""Wagtail's viewset, views and bulk actions for users, without superusers.

There are no views for groups, and no copying of users. The bulk actions replace Wagtail's of the
same names, which change superusers, assign any group, and bypass the audit log.
"""

from allauth.mfa.models import Authenticator
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import usage
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.users.views import users
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)
from wagtail.users.views.users import UserFilterSet, UserViewSet

from ..mails import send_invitation, send_reset_link
from ..models import User
from ..roles import LABELS
from .forms import InvitationForm, PersonForm, RoleField


def manageable_users() -> QuerySet[User]:
    """Return the users whom the views show and change: all but superusers."""
    return User.objects.filter(is_superuser=False)


class ExcludeSuperusersMixin:
    """Mixin for views of one user that use Django's lookup: superusers do not exist."""

    def get_queryset(self) -> QuerySet[User]:
        return manageable_users()


class ExcludeSuperusersObjectMixin:
    """The same for views of one user that use Wagtail's lookup."""

    def get_base_object_queryset(self) -> QuerySet[User]:
        return manageable_users()


class PeopleIndexView(users.IndexView):
    """Lists users with role, state and whether they have a second factor."""

    add_item_label = gettext_lazy("Invite a colleague")

    def get_base_queryset(self) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        people = manageable_users().select_related("wagtail_userprofile")
        return people.prefetch_related("groups").annotate(has_factor=Exists(factors))

    @cached_property
    def columns(self) -> list[Column]:
        kept = [column for column in super().columns if column.name != "is_superuser"]
        role = Column("role", accessor=role_of, label=_("Role"), width="12%")
        factor = BooleanColumn("has_factor", label=_("Second factor"), width="10%")
        return [*kept[:3], role, factor, *kept[3:]]


def role_of(person: User) -> str:
    """Return the label of a user's role; '' without one."""
    return ", ".join(
        str(LABELS[group.name]) for group in person.groups.all() if group.name in LABELS
    )


class InviteView(users.CreateView):
    """Creates an account and mails its user a link to set a password."""

    page_title = gettext_lazy("Invite a colleague")
    submit_button_label = gettext_lazy("Send the invitation")
    success_message = gettext_lazy("An invitation is on its way to %(object)s.")

    def save_instance(self) -> User:
        person = super().save_instance()
        send_invitation.enqueue(person.pk)
        return person


class PersonView(ExcludeSuperusersMixin, users.EditView):
    """Edits the account of a user."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        address = reverse("wagtailusers_users:send_link", args=[self.object.pk])
        label = _("Send a link to set the password")
        return [*super().header_more_buttons, Button(label, url=address, icon_name="mail")]


class PersonDeleteView(ExcludeSuperusersMixin, users.DeleteView):
    """For superusers: administrators deactivate users, to whom the history of pages refers."""


class PersonHistoryView(ExcludeSuperusersObjectMixin, users.HistoryView):
    pass


class PersonUsageView(ExcludeSuperusersObjectMixin, usage.UsageView):
    pass


class SendLinkView(
    ExcludeSuperusersObjectMixin,
    generic.PermissionCheckedMixin,
    generic.WagtailAdminTemplateMixin,
    generic.BaseOperationView,
):
    """Confirms, then mails a user a new link to set their password, to their stored address."""

    permission_required = "change"
    template_name = "accounts/user_views/send_link.html"
    page_title = gettext_lazy("Send a link to set the password")
    header_icon = "mail"
    success_url_name = "wagtailusers_users:edit"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def perform_operation(self) -> None:
        if self.object.has_usable_password():
            send_reset_link.enqueue(self.object.email)
        else:
            send_invitation.enqueue(self.object.pk)

    def get_success_message(self) -> str:
        return _("A link is on its way to %(address)s.") % {"address": self.object.email}


class OnlyOtherUsersMixin:
    """Mixin that excludes superusers and the current user."""

    def check_perm(self, obj: User) -> bool:
        return super().check_perm(obj) and not obj.is_superuser and obj != self.request.user


class RoleForm(forms.Form):
    role = RoleField()


class AssignRole(OnlyOtherUsersMixin, AssignRoleBulkAction):
    """Replaces the role of each user."""

    form_class = RoleForm

    @classmethod
    def execute_action(cls, objects: list[User], role=None, **kwargs) -> tuple[int, int]:
        for person in objects:
            person.groups.set([role])
        return len(objects), 0


class SetActiveState(OnlyOtherUsersMixin, SetActiveStateBulkAction):
    """Saves each user, so that the audit log and their sessions are updated."""

    @classmethod
    def execute_action(cls, objects: list[User], mark_as_active=False, **kwargs) -> tuple[int, int]:
        for person in objects:
            person.is_active = mark_as_active
            person.save()
        return len(objects), 0


class Delete(OnlyOtherUsersMixin, DeleteBulkAction):
    pass


class PeopleFilterSet(UserFilterSet):
    is_superuser = None  # superusers are not listed


class PeopleViewSet(UserViewSet):
    """Wagtail's viewset for users with our forms and views, without superusers."""

    copy_view_enabled = False
    filterset_class = PeopleFilterSet
    index_view_class = PeopleIndexView
    add_view_class = InviteView
    edit_view_class = PersonView
    delete_view_class = PersonDeleteView
    history_view_class = PersonHistoryView
    usage_view_class = PersonUsageView
    # Wagtail's own templates for users place fields that our forms do not have.
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonForm if for_update else InvitationForm

    def get_urlpatterns(self) -> list[URLPattern]:
        send_link = self.construct_view(SendLinkView)
        return [*super().get_urlpatterns(), path("link/<int:pk>/", send_link, name="send_link")]


class NoGroupsViewSet(ViewSet):
    """Replaces Wagtail's views for groups, which could grant any permission, by none."""
