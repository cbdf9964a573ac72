"""Forms for users: names, address, one role. No superuser flag, password or permissions."""

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from ..models import User
from ..roles import LABELS, role_groups


class RoleField(forms.ModelChoiceField):
    """A choice among the roles, by their labels."""

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=role_groups(), label=_("Role"), **kwargs)

    def label_from_instance(self, group: Group) -> str:
        return str(LABELS[group.name])


class InvitationForm(forms.ModelForm):
    """A new user, who will get a link to set their own password."""

    role = RoleField()

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name"]

    def save(self, commit: bool = True) -> User:
        if self.instance._state.adding:
            self.instance.set_unusable_password()
        person = super().save(commit)
        if commit:
            self.give_role()
        return person

    def give_role(self) -> None:
        if "role" in self.cleaned_data:
            self.instance.groups.set([self.cleaned_data["role"]])


class PersonForm(InvitationForm):
    """Names, address, role and state of a user, who cannot set their own role and state."""

    class Meta(InvitationForm.Meta):
        fields = ["email", "first_name", "last_name", "is_active"]

    def __init__(self, *args, editing_self: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = self.fields["last_name"].required = editing_self
        if editing_self:
            for name in ("email", "role", "is_active"):
                del self.fields[name]
        else:
            self.fields["role"].initial = self.instance.groups.first()
