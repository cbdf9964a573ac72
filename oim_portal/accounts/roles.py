"""The roles of staff and what each may do: the one table.

`role_rights` brings the database in line with it after every `migrate`. A new role is an entry of
`TABLE`, its words and its tests.
"""

from dataclasses import dataclass
from itertools import chain

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EDITOR = "Editores"
PUBLISHER = "Publicadores"
ADMINISTRATOR = "Administradores"

# A right is an action on a model, as Django names it: 'history.theme' with 'add' is the permission
# `history.add_theme`.
KEEP = ("view", "add", "change")
EVERYTHING = (*KEEP, "delete")
Rights = dict[str, tuple[str, ...]]

# Rights that hold within a tree: of the pages below the front page, of the collections of files.
# Wagtail asks for the rights of its own image and document, whatever model takes their place.
PAGES = "pages.basepage"
FILES = ("wagtailimages.image", "wagtaildocs.document")

EDITING: Rights = {
    "wagtailadmin.admin": ("access",),
    PAGES: ("add", "change"),
    **dict.fromkeys(FILES, ("add", "change", "choose")),
    "history.theme": KEEP,
    "history.source": KEEP,
    "search.synonyms": KEEP,
    "search.promotion": KEEP,
    "search.missedsearch": ("view",),
}
PUBLISHING: Rights = EDITING | {
    PAGES: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
    "history.theme": EVERYTHING,
    "history.source": EVERYTHING,
    "search.synonyms": EVERYTHING,
    "search.promotion": EVERYTHING,
}
ADMINISTRATION: Rights = PUBLISHING | {
    # Nobody deletes people: the history of a page keeps their names.
    "accounts.user": KEEP,
    "auditlog.logentry": ("view",),
    "pages.portalsettings": ("change",),
    "open_data.opendatasettings": ("change",),
    "wagtailredirects.redirect": EVERYTHING,
    "wagtailcore.workflow": EVERYTHING,
    "wagtailcore.task": EVERYTHING,
}


@dataclass(frozen=True)
class Role:
    """A role of staff, which is a group of Django's."""

    group: str  # its name, in Spanish
    key: str  # what addresses of trial accounts and columns of tables call it
    label: Promise  # what people read
    rights: Rights
    reads: bool = False  # what others submit, in the workflow's step that the portal made

    def permissions(self) -> set[str]:
        """Return 'app.codename' of each permission, wherever it holds."""
        return {
            permission(model, action)
            for model, actions in self.rights.items()
            for action in actions
        }


TABLE = (
    Role(EDITOR, "editor", _("Editor"), EDITING),
    Role(PUBLISHER, "publisher", _("Publisher"), PUBLISHING, reads=True),
    Role(ADMINISTRATOR, "administrator", _("Administrator"), ADMINISTRATION, reads=True),
)
ROLES = tuple(role.group for role in TABLE)
LABELS = {role.group: role.label for role in TABLE}


def permission(model: str, action: str) -> str:
    """Return the name that Django gives to the right: `permission("history.theme", "add")`."""
    app_label, model_name = model.split(".")
    return f"{app_label}.{action}_{model_name}"


def models() -> list[str]:
    """Return the models over which some role has a right, in the table's order."""
    return list(dict.fromkeys(chain.from_iterable(role.rights for role in TABLE)))


def role_groups() -> QuerySet:
    """Return the groups of the roles, and no group that came otherwise."""
    from django.contrib.auth.models import Group  # this module is read before the models are

    return Group.objects.filter(name__in=ROLES)
