"""Conversion of typed URLs of this site into links to pages, and of telephone numbers to `tel:`.

A link to a page follows it when it moves, leads readers to their own language, and appears in the
usage of the page; a URL does none of this. A URL with a query or a fragment stays, since a link to
a page can hold neither.
"""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from wagtail.blocks import StreamValue
from wagtail.models import Site

from oim_portal.web.html_text import resolved

from .languages import language_codes

# No `<` within a tag: many of them would take quadratic time.
ANCHOR = re.compile(r"<a\b([^<>]*)>")
HREF = re.compile(r'\bhref="([^"]*)"')


def is_key(value: object) -> bool:
    """Return whether a value, an int or its digits, can be a primary key."""
    digits = str(value) if type(value) in (int, str) else ""
    return digits.isascii() and digits.isdecimal() and len(digits) < 20 and int(digits) < 2**63


def page_at(address: str) -> Any | None:
    """Return the page at a URL of this site, in any language; None for any other URL."""
    from .models import BasePage  # which imports this module

    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.query or parts.fragment or not parts.path.startswith("/"):
        return None
    if parts.scheme not in ("", "http", "https"):
        return None
    sites = Site.objects.select_related("root_page")
    site = next((each for each in sites if host is None or is_of(each, host, port)), None)
    if site is None:
        return None
    names = [name for name in parts.path.split("/") if name]
    if names and names[0] in language_codes():
        names = names[1:]
    path = "".join(f"{name}/" for name in names)
    return BasePage.objects.filter(url_path=f"{site.root_page.url_path}{path}").first()


def is_of(site: Site, host: str, port: int | None) -> bool:
    return host == site.hostname and (port or site.port) in {site.port, 80, 443}


def with_page_links(html: str) -> str:
    """Return stored rich text with links to pages in place of their URLs.

    `tel:` links are reduced to their digits: Wagtail stores them as they were typed.
    """

    def link(match: re.Match) -> str:
        href = HREF.search(match[1])
        if not href:
            return match[0]
        address = resolved(href[1])
        if address.startswith("tel:"):
            number = telephone_url(unquote(address.removeprefix("tel:")))
            return match[0].replace(href[1], number) if number else match[0]
        page = page_at(address)
        return f'<a id="{page.pk}" linktype="page">' if page else match[0]

    return ANCHOR.sub(link, html)


def stream_with_page_links(stream: StreamValue) -> StreamValue:
    """Return a stream whose rich texts and calls to action link to pages, not to their URLs."""
    before = stream.get_prep_value()
    after = converted(before)
    return stream if after == before else stream.stream_block.to_python(after)


def converted(value: Any) -> Any:
    """Return the raw value of a stream converted, through lists and structures."""
    if isinstance(value, list):
        return [converted(part) for part in value]
    if isinstance(value, str):
        return with_page_links(value)
    if not isinstance(value, dict):
        return value
    if value.get("address") and "page" in value and (page := page_at(value["address"])):
        value = {**value, "page": page.pk, "address": ""}
    return {name: converted(part) for name, part in value.items()}


NUMBER = re.compile(r"(?P<plus>\+?)[\s(]*(?P<digits>[0-9][0-9\s().·‐‑‒–—-]*)")
# After the digits, without a space: letters that stand for digits, as in 1800-OFICINA.
LETTERS = re.compile(r"(?!ext|int|x|anexo)[^\W\d_]", re.IGNORECASE)
MIN_DIGITS, MAX_DIGITS = 3, 15  # digits: 911, and the maximum of ITU-T E.164


def telephone_url(written: str) -> str:
    """Return the `tel:` URI (RFC 3966) of the first number in a text; '' without a number.

    An extension is left out: telephones differ in how to dial it, and the text of the link shows
    it.
    """
    found = NUMBER.search(written)
    if (
        found is None
        or LETTERS.match(written, found.end())
        and not written[: found.end()][-1].isspace()
    ):
        return ""
    plus, digits = found["plus"], found["digits"]
    if plus:
        digits = digits.replace("(0)", "")  # dialled within the country only
    digits = re.sub(r"[^0-9]", "", digits)
    return f"tel:{plus}{digits}" if MIN_DIGITS <= len(digits) <= MAX_DIGITS else ""
