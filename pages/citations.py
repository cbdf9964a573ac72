"""Citation of a page: what it says, for the text in APA and Chicago style and for files.

The date of a citation is that of the page's last publication; the date of an event belongs to its
title. The day on which somebody reads the page is not here: the page is cached.
"""

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
