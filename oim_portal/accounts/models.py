"""The user model: staff, who sign in with their e-mail address."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates users, whose e-mail address is stored in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Create a user; without a password they cannot sign in until they set one."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Create a superuser: for emergencies, from the command line only."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.lower())


class User(AbstractUser):
    """A member of staff, identified by an e-mail address that is unique in any mixture of cases."""

    username = None
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Somebody with this e-mail address exists already.")},
    )
    sign_in_epoch = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="Goes up when every session of this person is to end (accounts/sessions.py).",
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()  # type: ignore[assignment] # the stub fixes Django's own manager

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def save(self, *args, **kwargs) -> None:
        """Save all fields but the epoch, which only increases: a stale copy revives no session."""
        self.email = self.email.lower()
        if not self._state.adding and kwargs.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields}
            kwargs["update_fields"] = names - {"id", "sign_in_epoch"}
        super().save(*args, **kwargs)

    @property
    def chosen_language(self) -> str:
        """The language that this user chose for the admin, or ''."""
        profile = getattr(self, "wagtail_userprofile", None)
        return profile.preferred_language if profile else ""

    @property
    def language(self) -> str:
        """The language of mail to this user."""
        return self.chosen_language or settings.LANGUAGE_CODE

    def get_session_auth_hash(self) -> str:
        """Return the hash that each session of this user stores, or else is invalid."""
        return self._with_epoch(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield the same for each key in SECRET_KEY_FALLBACKS."""
        for digest in super().get_session_auth_fallback_hash():
            yield self._with_epoch(digest)

    def _with_epoch(self, digest: str) -> str:
        return f"{digest}.{self.sign_in_epoch}"


class SignedInRequest(HttpRequest):
    """A request whose user has an account. Only annotations name it: Django makes none."""

    user: User
