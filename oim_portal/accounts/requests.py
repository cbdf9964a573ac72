"""The type of a request to a view that only signed-in users reach."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """A request whose user has an account. Only annotations name it: Django makes none."""

    user: User
