"""Fuzzed requests to a route, which no page sends, each as bytes with a name.

Any route takes any of these: bodies of the wrong kind, its own form with values that no field can
have, addresses with the extremes of what a path may hold. tests/malformed_requests.py has what is
wrong with a request as such, whatever its route.
"""

import json
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlencode

from bs4 import BeautifulSoup

from .permission_routes import address, parameters
from .raw_http import form, multipart, request

HUGE = "9" * 30
KINDS = {
    "form": b"application/x-www-form-urlencoded",
    "json": b"application/json",
    "text": b"text/plain",
    "multipart": b"multipart/form-data",
    "unknown charset": b"application/x-www-form-urlencoded; charset=none",
    "bad charset": b"multipart/form-data; boundary=x; charset=undefined",
}
#: Names that views and their scripts read, whether or not a form shows them.
NAMES = (
    *("id", "ids", "page", "pages", "page_id", "parent_page", "new_parent_page", "revision_id"),
    *("destination_page_id", "parent_page_id", "collection", "role", "user", "tags", "slug"),
    *("title", "new_title", "new_slug", "next", "return_url", "comment", "action", "position"),
    *("content_type", "object_id", "go_live_at", "expire_at", "q", "p", "ordering", "email"),
    *("login", "password", "code", "credential", "overwrite_revision_id", "loaded_revision_id"),
    *("last_on", "file", "files[]", "url", "reason", "grounds", "text", "choice", "restriction"),
)
DEEP_JSON = b"[" * 20_000 + b"]" * 20_000
DEEP_ITEM = json.dumps(
    {
        "blocks": [{"type": "unordered-list-item", "depth": 10**7, "text": "a", "key": "aaaaa"}],
        "entityMap": {},
    }
)
TEXTS = {
    "nothing": b"",
    "a form": b"a=b&a=c",
    "JSON": b'{"id": [1, {"a": null}]}',
    "a list": b"[1, 2]",
    "a number": b"1" * 5_000,
    "deep JSON": DEEP_JSON,
    "half of JSON": b'{"a":',
    "no text": b"\xff\xfe=\xed\xa0\x80",
    "NUL": b"id=%00&title=\0",
}
#: What each field of a form is given in turn.
VALUES: dict[str, object] = {
    "huge": HUGE,
    "negative": "-1",
    "zero": "0",
    "word": "x",
    "empty": "",
    "real": "1e999",
    "long": "ñ" * 20_000,
    "list": ["1", "2", "x"],
    "nested": '{"a": [[[{}]]]}',
    "null": "null",
    "of lists": "[" * 3_000 + "]" * 3_000,
    "deep list": DEEP_ITEM,
    "no date": "9999-99-99 99:99",
    "first day": "0001-01-01 00:00",
    "last day": "9999-12-31 23:59",
    "controls": "\x01\x7f\u2028\ufeff\u202e",
}
#: For parameters of an address, by the type that Django's converters have for them.
EXTREMES = ["0", "1", "2147483648", HUGE, "x", "-1", "%C3%B1", "a" * 300, "..", "%2e%2e%2f", "%0a"]


Requests = Iterator[tuple[str, bytes]]


def groups(
    route: str, values: dict[str, object], show: Callable[[bytes], str], session: bytes
) -> dict[str, Callable[[], Requests]]:
    """Return the generators of requests to a route; `show` returns the response to a request."""
    path = address(route, values).encode()

    def own() -> Requests:
        fields = fields_of(show(request(path, session=session)))
        return own_form(path, fields or dict.fromkeys(NAMES, ""), session)

    return {
        "bodies": lambda: bodies(path, session),
        "own form": own,
        "queries": lambda: queries(path, session),
        "addresses": lambda: addresses(route, values, session),
    }


def bodies(path: bytes, session: bytes) -> Requests:
    """Yield bodies and methods that no view expects."""
    for method in (b"PUT", b"PATCH", b"DELETE", b"OPTIONS", b"HEAD"):
        yield method.decode(), request(path, method=method, session=session)
    yield "no body", request(path, method=b"POST", session=session)
    for name, kind in KINDS.items():
        header = b"Content-Type: " + kind
        # What is neither a form nor JSON is read by no view: one body is enough.
        for what, body in (TEXTS if name in ("form", "json") else {"a form": b"a=b"}).items():
            raw = request(path, header, method=b"POST", body=body, session=session)
            yield f"{what} as {name}", raw
    yield "many fields", form(path, b"&".join([b"a%d=1" % each for each in range(10_001)]), session)
    yield "one field often", form(path, b"&".join([b"id=1"] * 9_000), session)
    yield "a cut form in parts", multipart(path, b'name="title"\r\n\r\na', end=b"", session=session)
    yield (
        "a file for each field",
        multipart(
            path,
            *(b'name="%s"; filename="a.png"\r\n\r\n\x89PNG' % name.encode() for name in NAMES),
            session=session,
        ),
    )


def own_form(path: bytes, own: dict[str, str], session: bytes) -> Requests:
    """Yield a route's own form with other values, and without its management fields."""

    def sent(fields: dict) -> bytes:
        return form(path, urlencode(fields, doseq=True, errors="replace").encode(), session)

    counts = [name for name in own if name.endswith(("-count", "_FORMS"))]
    others = [name for name in own if name not in counts and name != "csrfmiddlewaretoken"]
    for name, value in VALUES.items():
        yield f"{name} in each field", sent(own | dict.fromkeys(others, value))
    for value in ("10", "1000000000", HUGE, "-1", "x", ""):
        yield f"{value} as each count", sent(own | dict.fromkeys(counts, value))
    yield "no counts", sent({name: own[name] for name in others})
    yield "nothing but counts", sent({name: own[name] for name in counts})
    yield "as names of fields", sent({f"{name}-0-value": "x" for name in own} | own)
    for start in range(3):  # a third of the fields each
        lacking = set(others[start::3])
        yield f"without {start + 1} of 3", sent({n: own[n] for n in own if n not in lacking})


def queries(path: bytes, session: bytes) -> Requests:
    """Yield query strings, with each value for all parameters at once."""
    for name, value in VALUES.items():
        if name in ("huge", "negative", "word", "empty", "list", "no date", "controls"):
            query = urlencode(dict.fromkeys(NAMES, value), doseq=True).encode()
            yield f"{name} in the query", request(path + b"?" + query, session=session)
    for name, text in {"letters": "ñ" * 600, "words": " ".join(map(str, range(400)))}.items():
        yield f"many {name}", request(path + b"?q=" + quote(text).encode(), session=session)


def addresses(route: str, values: dict, session: bytes) -> Requests:
    """Yield other URLs of the route: with parameters that do not exist or have another type."""
    usual = address(route, values)
    for name in dict.fromkeys(parameters(route)):
        for extreme in EXTREMES:
            path = address(route, values | {name: extreme})
            if path != usual:
                yield f"GET {name}={extreme[:20]}", request(path.encode(), session=session)
                if extreme in ("0", "1", HUGE, "x"):
                    yield f"POST {name}={extreme[:20]}", form(path.encode(), b"a=b", session)


def fields_of(html: str) -> dict[str, str]:
    """Return the fields of the forms on a page, and the counts that its scripts add."""
    soup = BeautifulSoup(html, "html.parser")
    found = {
        each["name"]: each.get("value") or each.get_text()[:100]
        for each in soup.select("form[method=post i] :is(input, select, textarea)[name]")
        if "__prefix__" not in each["name"]
    }
    for each in soup.select("[data-controller~=w-block][id]"):
        found.setdefault(f"{each['id']}-count", "0")
    return found
