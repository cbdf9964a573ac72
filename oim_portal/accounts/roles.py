"""The roles of staff and their permissions, in one table.

`role_rights` synchronizes the database with it after every `migrate`. A new role needs an entry in
`TABLE`, its labels and its tests.
"""

from dataclasses import dataclass
from itertools import chain

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EDITOR = "Editores"
PUBLISHER = "Publicadores"
ADMINISTRATOR = "Administradores"

# A right is an action on a model: 'history.theme' with 'add' is Django's permission
# `history.add_theme`.
MAINTAIN = ("view", "add", "change")
EVERYTHING = (*MAINTAIN, "delete")
Rights = dict[str, tuple[str, ...]]

# Permissions within a tree: of the pages below the front page, of the collections of files. Wagtail
# checks those of its own image and document models, even if other models replace them. 'change'
# lets an editor put another file in the place of a document, which public pages then offer.
PAGES = "pages.basepage"
FILES = ("wagtailimages.image", "wagtaildocs.document")

# Each role has the rights of the one before, so a right of editors goes on to all.
EDITING: Rights = {
    "wagtailadmin.admin": ("access",),
    PAGES: ("add", "change"),
    **dict.fromkeys(FILES, ("add", "change", "choose")),
    "history.theme": MAINTAIN,
    "history.source": MAINTAIN,
    "search.synonyms": MAINTAIN,
    "search.promotion": MAINTAIN,
    "pages.wordtoavoid": MAINTAIN,
    "search.missedsearch": ("view",),
}
PUBLISHING: Rights = EDITING | {
    PAGES: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
    "history.theme": EVERYTHING,
    "history.source": EVERYTHING,
    "search.synonyms": EVERYTHING,
    "search.promotion": EVERYTHING,
    "pages.wordtoavoid": EVERYTHING,
}
ADMINISTRATION: Rights = PUBLISHING | {
    # Users are not deleted: the history of a page refers to them.
    "accounts.user": MAINTAIN,
    "auditlog.logentry": ("view",),
    "pages.portalsettings": ("change",),
    "publishing.absence": EVERYTHING,
    "open_data.opendatasettings": ("change",),
    "wagtailredirects.redirect": EVERYTHING,
    "wagtailcore.workflow": EVERYTHING,
    "wagtailcore.task": EVERYTHING,
}


@dataclass(frozen=True)
class Role:
    """A role of staff, which is a group of Django's."""

    group: str  # its name, in Spanish
    key: str  # its name in addresses of trial accounts and columns of tables
    label: Promise
    rights: Rights
    reviews: bool = False  # whether it reviews submissions, in the portal's workflow task

    def permissions(self) -> set[str]:
        """Return 'app.codename' of each permission, whatever its scope."""
        return {
            permission(model, action)
            for model, actions in self.rights.items()
            for action in actions
        }


TABLE = (
    Role(EDITOR, "editor", _("Editor"), EDITING),
    Role(PUBLISHER, "publisher", _("Publisher"), PUBLISHING, reviews=True),
    Role(ADMINISTRATOR, "administrator", _("Administrator"), ADMINISTRATION, reviews=True),
)
ROLES = tuple(role.group for role in TABLE)
LABELS = {role.group: role.label for role in TABLE}


def permission(model: str, action: str) -> str:
    """Return Django's name of the permission: `permission("history.theme", "add")`."""
    app_label, model_name = model.split(".")
    return f"{app_label}.{action}_{model_name}"


def models() -> list[str]:
    """Return the models over which some role has a right, in the table's order."""
    return list(dict.fromkeys(chain.from_iterable(role.rights for role in TABLE)))


def role_groups() -> QuerySet:
    """Return the groups of the roles, without other groups."""
    from django.contrib.auth.models import Group  # this module is imported before the models

    return Group.objects.filter(name__in=ROLES)
