"""Citation of a page: what it says, for the text in APA and Chicago style and for files.

The date of a citation is that of the page's last publication; the date of an event belongs to its
title. The day on which somebody reads the page is not here: the page is cached. Files for reference
managers (BibTeX, RIS, CSL-JSON) name the day on which they are made.
"""

import json
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from oim_portal.web.characters import for_header

from .languages import localized
from .metadata.urls import canonical_url
from .models import BasePage
from .sensitive import is_sensitive
from .site_names import organisation, site_name

# Quotation marks within those that begin with the key.
WITHIN = {"“": str.maketrans("“”", "‘’"), "«": str.maketrans("«»", "“”")}


@dataclass(frozen=True)
class Citation:
    """What a citation says of a page; each text is one line, `url` is absolute."""

    slug: str
    author: str
    title: str
    language: str
    site: str
    changed: date
    url: str

    @property
    def key(self) -> str:
        """The key of the entry in files: a page in another language is a work of its own."""
        language = "" if self.language == settings.LANGUAGE_CODE else f"-{self.language}"
        return f"oim-{self.slug}{language}"

    @property
    def is_sentence(self) -> bool:
        """Whether the title ends as a sentence does, and needs no full stop."""
        return self.title.endswith((".", "?", "!", "…"))

    @property
    def quoted_title(self) -> str:
        """The title in the quotation marks of the active language, with its full stop."""
        words = _("“%(title)s”") if self.is_sentence else _("“%(title)s.”")
        return words % {"title": self.title.translate(WITHIN.get(words[0], {}))}


def citation_of(request: HttpRequest, page: BasePage) -> Citation | None:
    """Return the citation of a page in the active language; None if it is not to be cited.

    No query. A sensitive page leaves no trace (docs/decisions/0032), and a draft has no date.
    """
    if not page.is_cited or page.last_published_at is None or is_sensitive(request, page):
        return None
    return Citation(
        slug=page.slug,
        author=for_header(organisation(request)),
        title=for_header(page.cited_title()),
        language=localized(page, "display_title").language,
        site=for_header(site_name(request)),
        changed=timezone.localdate(page.last_published_at),
        url=canonical_url(request, page),
    )


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
