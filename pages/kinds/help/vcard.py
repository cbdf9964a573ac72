"""Contact points as vCards (RFC 2426, version 3.0, which every telephone reads)."""

from collections.abc import Iterable, Iterator
from datetime import UTC

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pages.languages import localized
from pages.site_names import site_name

from .models import ContactPoint

LINE = 75  # octets, without the line break
BREAK = "\r\n"


def vcards(points: Iterable[ContactPoint], request: HttpRequest) -> str:
    """Return a file with a card for each point, in the active language."""
    lines = (line for point in points for line in lines_of(point, request))
    return "".join(f"{folded(line)}{BREAK}" for line in lines)


def lines_of(point: ContactPoint, request: HttpRequest) -> Iterator[str]:
    title = escaped(str(localized(point, "display_title")))
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"N:{title};;;;", f"FN:{title}")
    yield f"ORG:{escaped(site_name(request))}"
    if point.is_dialled:
        kind = "cell" if point.channel == point.Channel.WHATSAPP else "voice"
        yield f"TEL;TYPE={kind}:{escaped(point.value)}"
    elif point.channel == point.Channel.EMAIL:
        yield f"EMAIL;TYPE=internet:{escaped(point.value)}"
    if point.channel in (point.Channel.WHATSAPP, point.Channel.FORM) and point.link:
        yield f"URL:{escaped(point.link)}"
    if place := str(localized(point, "place")):
        region = escaped(point.get_province_display()) if point.province else ""
        yield f"ADR;TYPE=work:;;{escaped(place)};;{region};;Ecuador"
    yield f"NOTE:{escaped(note_of(point))}"
    if url := point.get_url(request):
        yield f"SOURCE:{escaped(settings.PORTAL_URL + url)}"
    yield f"UID:urn:uuid:{point.translation_key}"
    if point.last_published_at:
        yield f"REV:{point.last_published_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def note_of(point: ContactPoint) -> str:
    """Return what people should know of a point they have kept: its hours, and its age."""
    texts = [str(localized(point, name)) for name in ("purpose", "hours", "for_whom")]
    if point.checked_on:
        texts.append(_("Checked on %s") % date_format(point.checked_on))
    return "\n".join(filter(None, texts))


def escaped(text: str) -> str:
    """Return a text as a value: what would begin another value or line is escaped."""
    text = "\n".join(text.splitlines())
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """Return a line in parts of at most 75 octets; each but the first begins with a space."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > LINE:
            parts.append(part)
            part = " "
        part += character
    return BREAK.join([*parts, part])
