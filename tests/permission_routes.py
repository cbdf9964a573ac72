"""Every route that the resolver knows, and an address that reaches each."""

import re
from collections.abc import Iterator

from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils.translation import override

CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
# Routes with a regular expression in them need an address by hand; names in braces are filled in.
BY_HAND = {
    r"cuenta/^clave/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "cuenta/clave/nueva/1-x/",
    r"admin/pages/^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\."
    r"(?P<revision_id_b>live|latest|\d+)/$": (
        "admin/pages/{page_id}/revisions/compare/earliest...latest/"
    ),
    r"admin/^.*/$": "admin/nothing/here/",
    r"^media/(?P<path>.*)$": "media/images/nothing.jpg",
    r"es/^(?P<place>[\w\-/]+)/(?P<name>[\w\-]+\.(xml|json))$": "es/quienes-somos/avisos.xml",
    r"es/^(?P<place>[\w\-/]+)/cita\.(?P<form>bib|ris|json)$": (
        "es/quienes-somos/historia/1974-retorno/cita.bib"
    ),
    r"es/^(?P<place>[\w\-/]+)/insertar\.html$": (
        "es/quienes-somos/historia/1974-retorno/insertar.html"
    ),
    r"es/^(?P<place>[\w\-/]+)/(?P<name>actividad\.ics|agenda\.ics)$": "es/agenda/agenda.ics",
    r"es/^((?:[\w\-]+/)*)$": "es/{public_page}/",
}


def routes() -> list[str]:
    """Return each route once, as Django writes it, in the resolver's order."""
    with override("es"):
        return list(dict.fromkeys(walk(get_resolver().url_patterns, "")))


def walk(patterns: list, prefix: str) -> Iterator[str]:
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        else:
            yield route


def address(route: str, values: dict[str, object]) -> str:
    """Return an address of the route, with its parameters taken from `values` by name.

    A parameter without a value fails with the route's name: tests/permission_objects.py is where
    it gets one.
    """
    if route in BY_HAND:
        return "/" + BY_HAND[route].format(**values)
    missing = set(parameters(route)) - values.keys()
    assert not missing, f"Give {missing} of {route} a value in tests/permission_objects.py."
    plain = CONVERTER.sub(lambda match: str(values[match[1]]), route).replace("^", "")
    assert not re.search(r"[(\\$]", plain), f"Add an address for {route} to BY_HAND."
    return f"/{plain}"


def parameters(route: str) -> list[str]:
    """Return the names of a route's parameters."""
    return CONVERTER.findall(route)
