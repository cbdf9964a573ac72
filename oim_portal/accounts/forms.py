"""Forms of the account pages that override those of allauth."""

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

from oim_portal.wagtail_compat.packages_private import mark_code_used

from .mails import send_reset_link
from .throttling import count_code_attempt


class PasswordResetForm(ResetPasswordForm):
    """Requests a link to set a password; the response does not reveal which accounts exist."""

    def save(self, request: HttpRequest, **kwargs) -> str:
        email = self.cleaned_data["email"]
        # Beyond a few requests the response is the same: the mailbox already has links that work,
        # so a stranger who has requested them does not keep the owner out.
        if ratelimit.consume(request, action="reset_link", key=email.lower()):
            send_reset_link.enqueue(email)
        return email


class AddPasskeyForm(AddWebAuthnForm):
    """Adds a passkey that is enough to sign in, unless the device cannot verify its user."""

    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        help_text=_("The device then asks for a fingerprint, a face or a PIN."),
        initial=True,
        required=False,
    )


class ActivateAppForm(ActivateTOTPForm):
    """Adds an authenticator app by a code, which is used up by that."""

    def clean_code(self) -> str:
        code = super().clean_code()
        # Otherwise the same code would open another session while apps show it.
        app = Authenticator(user=self.user, type=Authenticator.Type.TOTP)
        mark_code_used(TOTP(app), code)
        return code


class LimitedAttemptsMixin:
    """Mixin for forms that ask for a code: allauth's own limit is by account, for any client."""

    def clean_code(self) -> str:
        forget = count_code_attempt(context.request, self.user)
        code = super().clean_code()
        forget()
        return code


class AuthenticationCodeForm(LimitedAttemptsMixin, AuthenticateForm):
    """The second factor at sign-in."""


class ReauthenticationForm(LimitedAttemptsMixin, ReauthenticateForm):
    """The second factor of a user who is signed in already."""
