"""Wagtail's views for users, without superusers."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import usage
from wagtail.admin.widgets.button import Button
from wagtail.users.views import users

from ..models import User
from ..roles import LABELS
from ..tasks import send_invitation, send_reset_link


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
