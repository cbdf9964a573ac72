"""What can be done to several people at once: Wagtail's actions, within the screens' bounds.

They replace Wagtail's of the same name, which change superusers, give any group, and write past
the audit log.
"""

from django import forms
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from ..models import User
from .forms import RoleField


class OnlyOthers:
    """Leaves out superusers, and oneself."""

    def check_perm(self, obj: User) -> bool:
        return super().check_perm(obj) and not obj.is_superuser and obj != self.request.user


class RoleForm(forms.Form):
    role = RoleField()


class AssignRole(OnlyOthers, AssignRoleBulkAction):
    """Gives each person this role in the place of theirs."""

    form_class = RoleForm

    @classmethod
    def execute_action(cls, objects: list[User], role=None, **kwargs) -> tuple[int, int]:
        for person in objects:
            person.groups.set([role])
        return len(objects), 0


class SetActiveState(OnlyOthers, SetActiveStateBulkAction):
    """Saves each person, so that the log and their sessions hear of it."""

    @classmethod
    def execute_action(cls, objects: list[User], mark_as_active=False, **kwargs) -> tuple[int, int]:
        for person in objects:
            person.is_active = mark_as_active
            person.save()
        return len(objects), 0


class Delete(OnlyOthers, DeleteBulkAction):
    pass
