"""A citation as a file for reference managers: BibTeX, RIS and CSL-JSON.

Each function takes the citation and the day on which the file is made, which is the day of access.
"""

import json
from datetime import date

from .citations import Citation

# Braces are written as commands: BibTeX counts them even behind a backslash.
BIBTEX_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: rf"\{sign}" for sign in "%&#$_"},
    }
)
# As biblatex calls them.
LANGUAGES = {"es": "spanish", "en": "english"}


def bibtex(citation: Citation, read_on: date) -> str:
    """Return an entry `@misc`, which BibTeX knows too: `@online` is biblatex's own.

    Two braces keep the capitals of a title, and an organization from being read as a person.
    """
    changed = citation.changed
    fields = {
        "author": f"{{{escaped(citation.author)}}}",
        "title": f"{{{escaped(citation.title)}}}",
        "howpublished": escaped(citation.site),
        "year": f"{changed:%Y}",
        "date": f"{changed}",
        "url": citation.url,
        "urldate": f"{read_on}",
        "langid": LANGUAGES.get(citation.language, citation.language),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{citation.key},", *lines, "}", ""])


def escaped(text: str) -> str:
    return text.translate(BIBTEX_ESCAPES)


def ris(citation: Citation, read_on: date) -> str:
    """Return a record of type ELEC, a web page."""
    fields = [
        ("TY", "ELEC"),
        ("ID", citation.key),
        ("AU", citation.author),
        ("TI", citation.title),
        ("T2", citation.site),
        ("PY", f"{citation.changed:%Y}"),
        ("DA", f"{citation.changed:%Y/%m/%d}/"),
        ("Y2", f"{read_on:%Y/%m/%d}/"),
        ("LA", citation.language),
        ("UR", citation.url),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def csl_json(citation: Citation, read_on: date) -> str:
    """Return a list of one item, as citation processors and Zotero read it."""
    item = {
        "id": citation.key,
        "type": "webpage",
        "author": [{"literal": citation.author}],
        "title": citation.title,
        "container-title": citation.site,
        "issued": date_parts(citation.changed),
        "accessed": date_parts(read_on),
        "language": citation.language,
        "URL": citation.url,
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def date_parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


#: Writer and media type by the end of a file's name (`contract.CITATIONS`).
WRITERS = {
    "bib": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
    "json": (csl_json, "application/vnd.citationstyles.csl+json"),
}
