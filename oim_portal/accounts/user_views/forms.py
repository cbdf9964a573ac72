"""Forms for a colleague: names, address, one role. No superuser field, no password, no rights."""

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from ..models import User
from ..roles import LABELS, role_groups


class RoleField(forms.ModelChoiceField):
    """One of the three roles, under the name that people know it by."""

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=role_groups(), label=_("Role"), **kwargs)

    def label_from_instance(self, group: Group) -> str:
        return str(LABELS[group.name])


class InvitationForm(forms.ModelForm):
    """A new colleague, who will get a link to set their own password."""

    # Whoever is invited may write their names themselves.
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    role = RoleField()

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name"]

    def clean_email(self) -> str:
        """Compare in lower case, as the address is kept."""
        return self.cleaned_data["email"].lower()

    def save(self, commit: bool = True) -> User:
        if self.instance._state.adding:
            self.instance.set_unusable_password()
        return super().save(commit)

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if "role" in self.cleaned_data:
            self.instance.groups.set([self.cleaned_data["role"]])


class PersonForm(InvitationForm):
    """A colleague's names, address, role and state; one's own role and state are others' to set."""

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
