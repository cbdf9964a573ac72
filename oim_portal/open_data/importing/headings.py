"""Match the headings of a table to columns: by their names, labels and common other names."""

import difflib
import re
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _, override

from pages.languages import language_codes

from ..cells import folded
from ..dataset import Dataset
from ..fields import Column


class FileError(Exception):
    """A file cannot be read as a table; `str()` returns a message for people."""


# Required columns: without them rows cannot be matched to events, or are not events.
NEEDED = ["id", "titulo_es", "fecha"]
LISTED = 10
# Other names of a column, besides its label and the name of its field in the form.
OTHER_NAMES = {
    "id": ["identificador", "identifier", "código", "uuid"],
    "titulo": ["title", "nombre", "hecho", "evento", "event"],
    "fecha": ["edtf", "fecha EDTF", "año", "year"],
    "fecha_segun_fuente": ["fecha según la fuente", "date as written"],
    "texto": ["descripción", "description", "contenido"],
    "temas": ["tema", "theme"],
    "fuentes": ["fuente", "source"],
    "nota_privada": ["nota", "note"],
    "direccion": ["url", "enlace"],
}
NAMES_OF_LANGUAGES = {
    "es": ["es", "español", "en español", "castellano", "Spanish", "in Spanish"],
    "en": ["en", "inglés", "en inglés", "English", "in English"],
}


def words_of(heading: str) -> str:
    """Return the words of a heading, without case, accents, underscores and brackets."""
    return " ".join(re.findall(r"\w+", folded(heading).replace("_", " ")))


def headings_of(dataset: Dataset) -> dict[str, str]:
    """Return the column names by their headings: the names themselves, and others."""
    found: dict[str, set[str]] = {}
    for column in dataset.columns:
        for name in names_of(column, dataset):
            found.setdefault(name, set()).add(column.name)
    own = {words_of(column.name): column.name for column in dataset.columns}
    # Ambiguous headings are left out.
    others = {name: columns.pop() for name, columns in found.items() if len(columns) == 1}
    return own | {name: column for name, column in others.items() if name not in own}


def names_of(column: Column, dataset: Dataset) -> set[str]:
    names = [column.field.name, *OTHER_NAMES.get(column.field.name, [])]
    for code in language_codes():
        with override(code):
            names.append(str(column.label))
            if column.is_imported and len(column.field.of) == 1:
                names.append(str(dataset.model._meta.get_field(column.field.of[0]).verbose_name))
    if not column.code:
        return {words_of(name) for name in names}
    languages = NAMES_OF_LANGUAGES.get(column.code, [column.code])
    translated = {words_of(f"{name} {language}") for name in names for language in languages}
    return translated | {words_of(name) for name in names if column.code == settings.LANGUAGE_CODE}


def has_headings(row: Sequence[str], known: Mapping[str, str]) -> bool:
    """Return whether a row has headings of more than one column."""
    return sum(words_of(cell) in known for cell in row) > 1


def read_headings(headings: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Return the column name of each heading, '' for empty ones, or raise FileError.

    `known` maps headings to column names (`headings_of`).
    """
    names = [known.get(words_of(heading), "") for heading in headings]
    problems = []
    if missing := [name for name in NEEDED if name not in names]:
        problems.append(_("Columns are missing: %s.") % ", ".join(missing))
        if "id" in missing:
            problems.append(
                _("Add an empty column ‘id’: each row without an identifier is a new event.")
            )
    if twice := list(dict.fromkeys(name for name in names if name and names.count(name) > 1)):
        written = {name: [] for name in names}
        for heading, name in zip(headings, names, strict=True):
            written[name].append(shortened(heading))
        repeated = (f"{name} ({', '.join(written[name][:LISTED])})" for name in twice[:LISTED])
        problems.append(
            _("Columns are there twice: %s.") % ", ".join(repeated) + " " + _("Leave one.")
        )
    strange = [h for h, name in zip(headings, names, strict=True) if words_of(h) and not name]
    if strange:
        unknown = [f"{shortened(heading)}{nearest(heading, known)}" for heading in strange[:LISTED]]
        problems.append(
            _("There are no columns called: %(names)s. The columns are: %(known)s.")
            % {"names": ", ".join(unknown), "known": ", ".join(dict.fromkeys(known.values()))}
        )
    if problems:
        raise FileError(" ".join(problems))
    return names


def shortened(heading: str) -> str:
    return " ".join(heading.split())[:40]


def nearest(heading: str, known: Mapping[str, str]) -> str:
    """Return the column with the most similar name, as a question; '' if none is similar."""
    found = difflib.get_close_matches(words_of(heading)[:60], known, n=1, cutoff=0.7)
    return " " + _("(did you mean ‘%s’?)") % known[found[0]] if found else ""
