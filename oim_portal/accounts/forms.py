"""Forms of the account pages that differ from allauth's."""

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from .tasks import send_reset_link


class AskForLinkForm(ResetPasswordForm):
    """Asks for a link to set a new password, and answers alike whoever has an account or not."""

    def save(self, request: HttpRequest, **kwargs) -> str:
        email = self.cleaned_data["email"]
        send_reset_link.enqueue(email)
        return email
