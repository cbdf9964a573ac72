"""Forms of the account pages that differ from allauth's."""

from allauth.account.forms import ResetPasswordForm
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .tasks import send_reset_link
from .throttling import try_with_code


class AskForLinkForm(ResetPasswordForm):
    """Asks for a link to set a new password, and answers alike whoever has an account or not."""

    def save(self, request: HttpRequest, **kwargs) -> str:
        email = self.cleaned_data["email"]
        # Beyond a few, whoever asks is answered alike: their mailbox holds links that work, which
        # their owner has not been kept from by a stranger who has asked for them.
        if ratelimit.consume(request, action="reset_link", key=email.lower()):
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


class AddAppForm(ActivateTOTPForm):
    """Adds an app that shows codes, with a code that is used up by it."""

    def clean_code(self) -> str:
        code = super().clean_code()
        # Or it would open one more session for as long as apps show it.
        app = Authenticator(user=self.user, type=Authenticator.Type.TOTP)
        TOTP(app)._mark_code_used(code)
        return code


class LimitedTries:
    """For forms that ask for a code: allauth's own limit is by account, whoever tries."""

    def clean_code(self) -> str:
        forget = try_with_code(context.request, self.user)
        code = super().clean_code()
        forget()
        return code


class CodeForm(LimitedTries, AuthenticateForm):
    """The second factor at signing in."""


class CodeAgainForm(LimitedTries, ReauthenticateForm):
    """The second factor of somebody who is signed in."""
