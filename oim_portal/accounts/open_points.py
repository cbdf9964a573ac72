"""Open points about accounts: too few administrators, no second factor, unused ones."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from oim_portal.operations.readiness import OpenPoint, register

from .models import User
from .roles import ADMINISTRATOR, ROLES

NAMED = 3  # people whom a sentence names
UNUSED = timedelta(days=90)


def staff(known_to: User) -> QuerySet[User]:
    """Return the people with a role who can sign in: not those who have only been invited.

    Only superusers are told of superusers, who are in no list of the admin.
    """
    are_staff = Q(groups__name__in=ROLES)
    if known_to.is_superuser:
        are_staff |= Q(is_superuser=True)
    people = User.objects.filter(are_staff, is_active=True).distinct()
    return people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


@register(order=80)
def administrator_alone(user: User) -> Iterator[OpenPoint]:
    if not user.has_perm("accounts.add_user"):
        return
    count = staff(user).filter(groups__name=ADMINISTRATOR).count()
    if count < 2:
        alone = _("Only one person administers the portal.")
        yield OpenPoint(
            alone if count else _("Nobody administers the portal."),
            _("If that person is away, nobody invites colleagues or changes the settings."),
            reverse("wagtailusers_users:add"),
        )


@register(order=81)
def without_second_factor(user: User) -> Iterator[OpenPoint]:
    """Each person may set up their own; administrators are told of all."""
    lacking = staff(user).exclude(Exists(Authenticator.objects.filter(user=OuterRef("pk"))))
    why = _("A stolen password alone is then enough to publish in the name of the office.")
    if user.has_perm("accounts.change_user"):
        people = list(lacking.exclude(pk=user.pk).order_by("email"))
        if people:
            text = ngettext(
                "%(count)d person has no second factor: %(names)s.",
                "%(count)d people have no second factor: %(names)s.",
                len(people),
            )
            text %= {"count": len(people), "names": named(people)}
            yield OpenPoint(text, why, reverse("wagtailusers_users:index"))
    if user.pk and lacking.filter(pk=user.pk).exists():
        yield OpenPoint(_("You have no second factor."), why, reverse("mfa_index"))


@register(order=82)
def unused(user: User) -> Iterator[OpenPoint]:
    """Accounts that nobody has signed in to for `UNUSED`: their owners may have left."""
    if not user.has_perm("accounts.change_user"):
        return
    since = Coalesce("last_login", "date_joined")
    unseen = staff(user).alias(since=since).filter(since__lt=timezone.now() - UNUSED)
    if people := list(unseen.exclude(pk=user.pk).order_by("email")):
        text = ngettext(
            "%(count)d person has not signed in for 90 days: %(names)s.",
            "%(count)d people have not signed in for 90 days: %(names)s.",
            len(people),
        )
        yield OpenPoint(
            text % {"count": len(people), "names": named(people)},
            _("Take away 'Active' from whoever has left: nobody would notice a stolen password."),
            reverse("wagtailusers_users:index"),
        )


def named(people: Sequence[User]) -> str:
    """Return the first few names."""
    return ", ".join(map(str, people[:NAMED])) + (" …" if len(people) > NAMED else "")
