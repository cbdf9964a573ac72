"""Forms of the account pages that differ from allauth's."""

from allauth.account.forms import ResetPasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .tasks import send_reset_link


class AskForLinkForm(ResetPasswordForm):
    """Asks for a link to set a new password, and answers alike whoever has an account or not."""

    def save(self, request: HttpRequest, **kwargs) -> str:
        email = self.cleaned_data["email"]
        send_reset_link.enqueue(email)
        return email


class AddPasskeyForm(AddWebAuthnForm):
    """Adds a key that opens the door alone, unless its owner's device cannot."""

    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        help_text=_("The device then asks for a fingerprint, a face or a PIN."),
        initial=True,
        required=False,
    )
