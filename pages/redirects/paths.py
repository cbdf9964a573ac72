"""Normalization of redirect paths, stored and requested."""

import unicodedata
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect


def stored_path(typed: str) -> str:
    """Return the path to store: NFC, without surrounding spaces.

    Spaces within a part of the path ('/foo bar') stay. A URL of this site may be pasted without its
    'https://'.
    """
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    host = urlsplit(settings.PORTAL_URL).hostname
    if text.lstrip("/").lower().startswith(f"{host}/"):
        text = text.lstrip("/")[len(host) :]
    path, mark, query = Redirect.normalise_path(text).partition("?")
    return "/".join(unquoted_spaces(part).strip() for part in path.split("/")) + mark + query


def unquoted_spaces(text: str) -> str:
    return text.replace("%20", " ")


def requested_paths(full_path: str) -> list[str]:
    """Return the stored paths that may match a requested path, the closest first.

    Paths with the query come before those without it; each as an IRI, as requested, and fully
    decoded.
    """
    encoded = Redirect.normalise_path(full_path, decode_unicode=False)
    found = []
    for each in dict.fromkeys([encoded, encoded.partition("?")[0]]):
        decoded = unicodedata.normalize("NFC", uri_to_iri(each))
        whole = unicodedata.normalize("NFC", unquote(each, errors="replace"))
        found += [decoded, each, unquoted_spaces(decoded), whole]
    return [path for path in dict.fromkeys(found) if "\0" not in path]
