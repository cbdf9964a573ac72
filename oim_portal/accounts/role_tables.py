"""The table of roles as Markdown, for the documentation."""

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext_lazy

from .roles import TABLE, models

ADMIN = "wagtailadmin.admin"  # a model without rows, for the permission to use the admin
ACTIONS = {
    "access": pgettext_lazy("right of a role", "sign in"),
    "view": pgettext_lazy("right of a role", "see"),
    "choose": pgettext_lazy("right of a role", "use in pages"),
    "add": pgettext_lazy("right of a role", "add"),
    "change": pgettext_lazy("right of a role", "change"),
    "publish": pgettext_lazy("right of a role", "publish and unpublish"),
    "lock": pgettext_lazy("right of a role", "lock"),
    "unlock": pgettext_lazy("right of a role", "unlock"),
    "delete": pgettext_lazy("right of a role", "delete"),
    "bulk_delete": pgettext_lazy("right of a role", "delete, with the pages below too"),
}


def markdown(language: str) -> str:
    """Return the table in a language: a row for each model, a column for each role."""
    with override(language):
        rows = [["", *(str(role.label) for role in TABLE)], ["---"] * (len(TABLE) + 1)]
        for model in models():
            cells = (words(role.rights.get(model, ())) for role in TABLE)
            rows.append([subject(model), *cells])
        read = (_("read and approve") if role.reviews else "" for role in TABLE)
        rows.append([_("What others submit"), *read])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def subject(model: str) -> str:
    if model == ADMIN:
        return _("The admin")
    return capfirst(str(apps.get_model(model)._meta.verbose_name_plural))


def words(actions: tuple[str, ...]) -> str:
    """Return the labels of actions, in the order of `ACTIONS`."""
    return ", ".join(str(word) for action, word in ACTIONS.items() if action in actions)
