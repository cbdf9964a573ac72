"""Open points about accounts: an administrator alone, people without a second factor."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oim_portal.operations.readiness import OpenPoint, register

from .models import User
from .roles import ADMINISTRATOR, ROLES

NAMED = 3  # people whom a sentence names


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
            names = ", ".join(map(str, people[:NAMED])) + (" …" if len(people) > NAMED else "")
            text = ngettext(
                "%(count)d person has no second factor: %(names)s.",
                "%(count)d people have no second factor: %(names)s.",
                len(people),
            )
            text %= {"count": len(people), "names": names}
            yield OpenPoint(text, why, reverse("wagtailusers_users:index"))
    if user.pk and lacking.filter(pk=user.pk).exists():
        yield OpenPoint(_("You have no second factor."), why, reverse("mfa_index"))
