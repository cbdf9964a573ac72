"""The three roles of staff. A migration makes their groups; nobody makes others."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

EDITOR = "Editores"
PUBLISHER = "Publicadores"
ADMINISTRATOR = "Administradores"
ROLES = (EDITOR, PUBLISHER, ADMINISTRATOR)
# What people read: groups are known by their Spanish names.
LABELS = {
    EDITOR: _("Editor"),
    PUBLISHER: _("Publisher"),
    ADMINISTRATOR: _("Administrator"),
}


def role_groups() -> QuerySet:
    """Return the groups of the three roles, and no group that came otherwise."""
    from django.contrib.auth.models import Group  # this module is read before the models are

    return Group.objects.filter(name__in=ROLES)
