"""What django-axes counts failures by."""

from django.http import HttpRequest


def account_of(request: HttpRequest, credentials: dict | None = None) -> str | None:
    """Return the e-mail address that a sign-in names, however it was typed.

    allauth passes it as `email`, axes itself (after a sign-in) as the model's USERNAME_FIELD, which
    is the same. In lower case, lest every spelling be an account with ten tries of its own.
    """
    email = (credentials or {}).get("email") or request.POST.get("login")
    return email.strip().lower() if email else None
