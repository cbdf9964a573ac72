"""`python -m tests.role_tables LANGUAGE`: print the table of roles as the documents show it."""

import os
import sys

import django
from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import override

from oim_portal.accounts.roles import TABLE, models

ADMIN = "wagtailadmin.admin"  # a model without rows, for the permission to use the admin
SUBJECTS = {ADMIN: {"en": "The admin", "es": "El panel"}}
REVIEWS = {
    "en": ("What others submit", "read and approve"),
    "es": ("Lo que otras personas envían a revisión", "leer y aprobar"),
}
ACTIONS = {
    "access": {"en": "sign in", "es": "entrar"},
    "view": {"en": "see", "es": "ver"},
    "choose": {"en": "use in pages", "es": "usar en páginas"},
    "add": {"en": "add", "es": "agregar"},
    "change": {"en": "change", "es": "cambiar"},
    "publish": {"en": "publish and unpublish", "es": "publicar y retirar"},
    "lock": {"en": "lock", "es": "bloquear"},
    "unlock": {"en": "unlock", "es": "desbloquear"},
    "delete": {"en": "delete", "es": "eliminar"},
    "bulk_delete": {
        "en": "delete, with the pages below too",
        "es": "eliminar, también con sus subpáginas",
    },
}


def markdown(language: str) -> str:
    """Return the table in a language: a row for each model, a column for each role."""
    with override(language):
        rows = [["", *(str(role.label) for role in TABLE)], ["---"] * (len(TABLE) + 1)]
        for model in models():
            cells = (words(role.rights.get(model, ()), language) for role in TABLE)
            rows.append([subject(model, language), *cells])
        what, right = REVIEWS[language]
        rows.append([what, *(right if role.reviews else "" for role in TABLE)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def subject(model: str, language: str) -> str:
    if model in SUBJECTS:
        return SUBJECTS[model][language]
    return capfirst(str(apps.get_model(model)._meta.verbose_name_plural))


def words(actions: tuple[str, ...], language: str) -> str:
    """Return the labels of actions, in the order of `ACTIONS`."""
    return ", ".join(word[language] for action, word in ACTIONS.items() if action in actions)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    sys.stdout.write(markdown(sys.argv[1]))
