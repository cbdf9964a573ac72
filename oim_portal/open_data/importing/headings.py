"""Headings of a table: which column each means, in the words of the files, the form and people."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from pages.languages import language_codes

from ..dataset import Dataset
from ..fields import Column
from ..lookups import folded
from .errors import FileError

# Without these there is nothing to tell events by, or no event.
NEEDED = ["id", "titulo_es", "fecha"]
LISTED = 10
# What people call a column besides its label and its field's name in the form.
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


def plain(heading: str) -> str:
    """Return a heading as words: without case, accents, underscores, brackets."""
    return " ".join(re.findall(r"\w+", folded(heading).replace("_", " ")))


def other_names(dataset: Dataset) -> dict[str, str]:
    """Return which column each further heading means, in the words of all languages."""
    found: dict[str, set[str]] = {}
    for column in dataset.columns:
        for name in names_of(column, dataset):
            found.setdefault(name, set()).add(column.name)
    # What could be either is neither.
    return {name: columns.pop() for name, columns in found.items() if len(columns) == 1}


def names_of(column: Column, dataset: Dataset) -> set[str]:
    names = [column.field.name, *OTHER_NAMES.get(column.field.name, [])]
    for code in language_codes():
        with override(code):
            names.append(str(column.label))
            if column.is_written and len(column.field.of) == 1:
                names.append(str(dataset.model._meta.get_field(column.field.of[0]).verbose_name))
    if not column.code:
        return {plain(name) for name in names}
    languages = NAMES_OF_LANGUAGES.get(column.code, [column.code])
    told = {plain(f"{name} {language}") for name in names for language in languages}
    return told | {plain(name) for name in names if column.code == settings.LANGUAGE_CODE}


def meanings(known: Iterable[str], others: Mapping[str, str]) -> dict[str, str]:
    return {**others, **{plain(name): name for name in known}}


def columns_known(headings: Sequence[str], known: Iterable[str], others: Mapping[str, str]) -> int:
    """Return how many of the cells of a row are headings of columns."""
    meant = meanings(known, others)
    return sum(plain(heading) in meant for heading in headings)


def read_headings(
    headings: Sequence[str], known: Iterable[str], others: Mapping[str, str]
) -> list[str]:
    """Return the name of each column, '' where it has no heading; raise FileError.

    `known` are the columns that there are, `others` further names of them.
    """
    known = list(known)
    meant = meanings(known, others)
    names = [meant.get(plain(heading), "") for heading in headings]
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
        told = (f"{name} ({', '.join(written[name][:LISTED])})" for name in twice[:LISTED])
        problems.append(_("Columns are there twice: %s.") % ", ".join(told) + " " + _("Leave one."))
    strange = [h for h, name in zip(headings, names, strict=True) if plain(h) and not name]
    if strange:
        told = [f"{shortened(heading)}{nearest(heading, meant)}" for heading in strange[:LISTED]]
        problems.append(
            _("There are no columns called: %(names)s. The columns are: %(known)s.")
            % {"names": ", ".join(told), "known": ", ".join(known)}
        )
    if problems:
        raise FileError(" ".join(problems))
    return names


def shortened(heading: str) -> str:
    return " ".join(heading.split())[:40]


def nearest(heading: str, meant: Mapping[str, str]) -> str:
    """Return the column whose name is most like a heading, as a question; '' if none is."""
    found = difflib.get_close_matches(plain(heading)[:60], meant, n=1, cutoff=0.7)
    return " " + _("(did you mean ‘%s’?)") % meant[found[0]] if found else ""
