"""Citation of an event, and plain links to share it."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from pages.languages import localized


@dataclass(frozen=True)
class Sharing:
    """Citation and share links of a page; nothing is loaded from other hosts."""

    citation: str
    whatsapp: str
    mail: str


def sharing(event, author: str, request=None) -> Sharing:
    """Return the citation and share links of an event; `author` is the name of the site."""
    address = settings.PORTAL_URL + (event.get_url(request) or "")
    title = str(localized(event, "display_title"))
    date = str(event.date_words)
    dated = _("“%(title)s” (%(date)s)") if date else _("“%(title)s”")
    citation = f"{author}. {dated % {'title': title, 'date': date}}. {address}"
    return Sharing(
        citation=citation,
        whatsapp=f"https://wa.me/?text={quote(f'{title} {address}')}",
        mail=f"mailto:?subject={quote(title)}&body={quote(address)}",
    )
