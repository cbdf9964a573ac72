"""Bulk actions on users, with the same restrictions as the views.

They replace Wagtail's of the same names, which change superusers, assign any group, and bypass the
audit log.
"""

from django import forms
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from ..models import User
from .forms import RoleField


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
