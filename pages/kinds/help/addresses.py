"""Short addresses of help, for posters and messages: `/ayuda`, `/ayuda/<slug>` and `/contacto`.

They have no language: each leads to the page in the language that the browser prefers, as `/` does.
"""

import io
from urllib.parse import quote

import qrcode
from qrcode.image.svg import SvgPathFillImage

from .calls import Call


def whatsapp_url(title: str, call: Call | None, short_url: str) -> str:
    """Return the link that hands a message to WhatsApp: title, first number, short address."""
    lines = filter(None, [title, call.text if call else "", short_url])
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
