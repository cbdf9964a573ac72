"""Malformed HTTP requests, which no browser sends, as bytes for a socket, each with a name."""

from .raw_http import BOUNDARY, form, multipart, request

LONG = b"9" * 25
UNREADABLE = {"nul": b"%00", "broken": b"%ff%fe", "surrogate": b"%ed%a0%80"}
# What Python knows as codecs and no form is written in.
CODECS = [
    *(b"undefined", b"idna", b"punycode", b"unicode_escape", b"raw_unicode_escape", b"utf-7"),
    *(b"base64", b"hex", b"zlib", b"bz2", b"rot13", b"quopri", b"uu", b"utf-16", b"UTF_32-LE"),
    *(b'"undefined"', b"utf-8-sig", b"cp037"),
]
URLENCODED = b"application/x-www-form-urlencoded"
FILE = b'name="a"; filename="b"\r\n'
VALUES = [b"", b"x", b"-1", b"0", LONG, b"1e9", b"a__b", b"%27%22%3C", b"..%2F..%2Fetc"]
HISTORY, PROGRAMS = b"/quienes-somos/historia/", b"/programas/"
SEARCH = b"/buscar/"
LISTS = {
    HISTORY: [b"decada", b"tema", b"esfera"],
    PROGRAMS: [b"esfera", b"estado"],
    SEARCH: [b"q", b"tipo", b"pagina"],
    SEARCH + b"sugerencias/": [b"q"],
}


def unreadable(language: bytes) -> dict[str, bytes]:
    """Return requests that have to be answered with a 400 page in the language of their URL."""
    here = b"/" + language + b"/"
    found = {
        "nul in a quoted cookie": request(here, rb'Cookie: sessionid="a\000b"'),
        "charset that is none": request(here, b"Content-Type: text/plain; charset*=none''x"),
        "charset with a nul": request(here, b"Content-Type: text/plain; charset*=utf-7''+AAA"),
        "nul in a part": multipart(here, b'name="a"\r\n\r\na\0b'),
        "broken part": multipart(here, b'name="a"\r\n\r\n\xff\xfe'),
        "nul in a part's name": multipart(here, b'name="a%00\0"\r\n\r\nb'),
    }
    for charset in CODECS:
        kinds = {"multipart": b"multipart/form-data; boundary=" + BOUNDARY, "form": URLENCODED}
        part = b'Content-Disposition: form-data; name="a"\r\n\r\nb\r\n'
        body = b"--" + BOUNDARY + b"\r\n" + part + b"--" + BOUNDARY + b"--\r\n"
        for name, kind in kinds.items():
            header = b"Content-Type: " + kind + b"; charset=" + charset
            raw = request(here, header, method=b"POST", body=body)
            found[f"{charset.decode()} in a {name}"] = raw
        found[f"{charset.decode()} beside a query"] = request(here + b"?q=a", header)
    for name, bad in UNREADABLE.items():
        found |= {
            f"{name} in a path": request(here + bad + b"/"),
            f"{name} in a query": request(here + b"?q=" + bad),
            f"{name} in a query's name": request(here + b"?" + bad + b"=q"),
            f"{name} in a form": form(here, b"a=" + bad),
            f"{name} in a form's name": form(here, bad + b"=a"),
        }
    return found


def paths() -> list[bytes]:
    return [
        request(path)
        for path in [
            b"//evil.example/",
            b"/es//evil.example/..",
            b"/%5Cevil.example/",
            b"/es/%0d%0aLocation:%20//evil.example/",
            b"/es/" + b"a/" * 2000,
            b"/es/" + b"a" * 5000 + b"/",
            b"/es/../../etc/passwd",
            b"/static/..%2f..%2f..%2fetc%2fpasswd",
            b"/static/%2e%2e/settings/base.py",
            b"/media/images/" + b"a" * 300 + b".png",
            b"/media/..%2fdocuments%2f",
            b"/documents/" + LONG + b"/a.pdf",
            b"/documents/1/" + b"a" * 5000,
            b"/cuenta/clave/nueva/" + LONG + b"-x/",
            b"/cuenta/clave/nueva/1-" + b"x" * 3000 + b"/",
            b"/cuenta/entrar/?next=//evil.example/",
            b"/cuenta/entrar/?next=http:evil.example",
            b"/sitemap.xml?p=" + LONG,
            b"/sitemap.xml?section=x",
            b"/?" + b"&".join([b"a=1"] * 11_000),
            b"http://evil.example/es/",
            b"*",
            b"es",
        ]
    ]


def queries() -> list[bytes]:
    """Return every filter of the public lists with values that it does not have."""
    lists = [
        request(b"/es" + path + b"?" + name + suffix + b"=" + value)
        for path, names in LISTS.items()
        for name in names
        for suffix in (b"", b"__gt")
        for value in VALUES
    ]
    return [*lists, request(b"/es" + HISTORY + b"?decada=" + b"1" * 6000)]


def headers() -> list[bytes]:
    return [
        request(b"/es/", header)
        for header in [
            b"Host: ",
            b"Accept-Language: \xff\xfe;q=z," + b"x" * 3000,
            b"Accept-Language: es" + b",en" * 1000,
            b"Accept-Encoding: gzip;q=z",
            b"If-None-Match: \xff",
            b"If-Modified-Since: \xff",
            b"If-Modified-Since: Thu, 99 Foo 99999 99:99:99 GMT",
            b"Range: bytes=z-" + LONG,
            b"Referer: \xff",
            b"X-Forwarded-For: \xff",
            b"X-Forwarded-Proto: \xff",
            b"X-Forwarded-Host: evil.example",
            b"X-Requested-With: \xff",
            b"User-Agent: " + b"x" * 8000,
            b"Content-Length: -1",
            b"Content-Type: ;;;",
            b"Content-Type: " + b"a;" * 3000,
            b"Origin: null",
            b"Upgrade: websocket",
            b"Expect: 100-continue",
            b"Transfer-Encoding: nothing",
            b"Cookie: " + b"a=b; " * 1500,
            b"Cookie: sessionid=" + b"x" * 5000,
            b"Cookie: =;;=;",
            b"Cookie: sessionid=\xff\xfe; \xff=1",
        ]
    ]


def bodies() -> list[bytes]:
    kind = b"Content-Type: multipart/form-data"
    door = b"/cuenta/entrar/"
    return [
        form(door, b"&".join([b"a=1"] * 11_000)),
        form(door, b"login=" + b"a" * 3_000_000),
        form(door, b"login=a%40b&password=" + b"x" * 200_000),
        form(door, b"login=%00&password=%00"),
        form(door, b"%=%&&==&%zz=%zz"),
        form(door + b"?next=//evil.example/", b"login=a&password=b&next=//evil.example/"),
        request(door, kind, method=b"POST", body=b"x"),
        request(door, kind + b"; boundary=\xff", method=b"POST", body=b"x"),
        request(door, kind + b"; boundary=" + b"x" * 300, method=b"POST", body=b"x"),
        request(door, b"Content-Type: application/json", method=b"POST", body=b'{"a":'),
        request(door, b"Content-Type: a/b; charset=utf-16", method=b"POST", body=b"\xff"),
        request(door, b"Content-Encoding: gzip", method=b"POST", body=b"\x1f\x8b"),
        multipart(door, *[b'name="f"; filename="a"\r\n\r\nb'] * 200),
        multipart(door, b"name\r\n\r\nb"),
        *(
            multipart(door, b'name="a"; filename*=' + codec + b"''%2BAAA%FF\r\n\r\nb")
            for codec in [*CODECS, b"none", b"\xff", b"\0"]
        ),
        *(multipart(door, b"name*=" + codec + b"''a%2BAAA\r\n\r\nb") for codec in CODECS),
        *(
            multipart(
                door,
                b'name="a"; filename="b"\r\nContent-Type: text/csv; charset='
                + codec
                + b"\r\n\r\nc",
            )
            for codec in CODECS
        ),
        *(
            multipart(door, b'name="a"\r\nContent-Transfer-Encoding: ' + codec + b"\r\n\r\n\xff=")
            for codec in [*CODECS, b"", b";", b"8bit", b"\0"]
        ),
        request(door, kind + b"; " + b"a;" * 20_000, method=b"POST", body=b"x"),
        request(door, kind + b'; a="' + b";" * 60_000, method=b"POST", body=b"x"),
        multipart(door, b'name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n='),
        multipart(door, b'name="a"\r\n' + b"X: " + b"y" * 5000 + b"\r\n\r\nb"),
        multipart(door, b'name="a"', end=b""),
        multipart(door, b'name="' + BOUNDARY + b'"\r\n\r\n--' + BOUNDARY),
    ]


def not_http() -> list[bytes]:
    return [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /es/\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /es/\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /es/ HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET /es/ HTTP/1.1\r\n\r\n",
        b"GET /es/ HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        b"GET /es/ HTTP/1.1\r\nHost: localhost\r\nX\xff: 1\r\n\r\n",
        b"GET /es/ HTTP/1.1\r\nHost: localhost\r\nCookie: a\0b\r\n\r\n",
        b"G\xffT /es/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /es/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /es/?" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        *(request(b"/es/", method=method) for method in (b"PUT", b"TRACE", b"FOO", b"CONNECT")),
    ]
