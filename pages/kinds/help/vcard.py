"""Contact points as vCards (RFC 2426, version 3.0, which every telephone reads)."""

from collections.abc import Iterable

from django.http import HttpRequest

from pages.languages import localized
from pages.site_names import organisation


def vcards(points: Iterable, request: HttpRequest) -> str:
    """Return the vCards of contact points in the active language, one after the other."""
    office = escaped(str(organisation(request)))
    return "".join(card(point, office) for point in points)


def card(point, office: str) -> str:
    name = escaped(str(localized(point, "display_title")))
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"N:{name};;;;", f"ORG:{office}"]
    if point.is_dialled:
        lines.append(f"TEL:{escaped(point.value)}")
    return "".join(f"{line}\r\n" for line in [*lines, "END:VCARD"])


def escaped(text: str) -> str:
    """Return a text as a value of a vCard, in which these characters separate or end values."""
    text = "\n".join(text.splitlines())
    for character in "\\,;":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")
