"""Short addresses of help, for posters and messages: `/ayuda`, `/ayuda/<slug>` and `/contacto`.

They have no language: each leads to the page in the language that the browser prefers, as `/` does.
"""

import io
from urllib.parse import quote

import qrcode
from django.conf import settings
from django.urls import reverse
from qrcode.image.svg import SvgPathFillImage

from .calls import Call

#: Names of the short address and of its QR code, of the pages that are the only one of their type.
ROUTES = {
    "helpindexpage": ("short_help", "help_qr"),
    "contactpage": ("short_contact", "contact_qr"),
}


def short_url(page) -> str:
    """Return the full short address of a page of help."""
    return settings.PORTAL_URL + path_of(page, 0)


def qr_url(page) -> str:
    """Return the path of the QR code of the short address of a page."""
    return path_of(page, 1)


def path_of(page, which: int) -> str:
    if names := ROUTES.get(page._meta.model_name):
        return reverse(names[which])
    return reverse(("short_help_page", "help_page_qr")[which], args=[page.slug])


def whatsapp_url(page, title: str, call: Call | None) -> str:
    """Return the link that hands a message to WhatsApp: title, first number, short address."""
    lines = filter(None, [title, call.text if call else "", short_url(page)])
    return "https://wa.me/?text=" + quote("\n".join(lines))


def qr_code(url: str) -> bytes:
    """Return the QR code of an address as an SVG file, with the quiet zone that scanners need.

    A quarter of it may be scratched or covered (error correction Q): posters hang in the street.
    """
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=4)
    code.add_data(url)
    found = io.BytesIO()
    code.make_image(image_factory=SvgPathFillImage).save(found)
    return found.getvalue()
