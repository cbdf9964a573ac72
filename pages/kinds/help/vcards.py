"""Contact points as vCards (RFC 2426, version 3.0, which every telephone reads)."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from pages.languages import localized
from pages.site_names import organisation

from .calls import call_of

#: Octets of a line, after which it goes on in the next one (RFC 2426, 2.6).
LONGEST = 75


def cards(points: Iterable, request: HttpRequest) -> str:
    """Return the vCards of contact points in the active language, one after the other."""
    office = str(organisation(request))
    return "".join(card(point, office) for point in points)


def card(point, office: str) -> str:
    """Return the vCard of a contact point; only what it says, and what the office is called."""
    name = str(localized(point, "display_title"))
    call = call_of(point)
    hours, purpose = (str(localized(point, field)) for field in ("hours", "purpose"))
    values = {
        "FN": name,
        "N": (name, "", "", "", ""),
        "ORG": office,
        "TEL;TYPE=VOICE": call.url.removeprefix("tel:") if call and not call.is_whatsapp else "",
        "TEL;TYPE=CELL": f"+{call.url.rpartition('/')[2]}" if call and call.is_whatsapp else "",
        "EMAIL": point.value if point.channel == "correo" else "",
        "URL": point.value if point.channel == "formulario" else "",
        "ADR": ("", "", str(localized(point, "place")), "", "", "", ""),
        "NOTE": "\n".join(filter(None, (purpose, hours and _("When: %s") % hours))),
    }
    lines = [
        line(key, value) for key, value in values.items() if value and (value != ("",) * len(value))
    ]
    return "".join(
        f"{folded(each)}\r\n" for each in ["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD"]
    )


def line(key: str, value: str | tuple[str, ...]) -> str:
    parts = (value,) if isinstance(value, str) else value
    return f"{key}:{';'.join(map(escaped, parts))}"


def escaped(text: str) -> str:
    """Return a text as a value of a vCard, in which these characters separate or end values."""
    text = "\n".join(text.splitlines())
    for character in "\\,;":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def folded(text: str) -> str:
    """Return a line in pieces of at most 75 octets, without cutting a character in two."""
    pieces, piece = [], ""
    for character in text:
        if len((piece + character).encode()) > LONGEST - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])
