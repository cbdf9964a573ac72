"""Requests to the admin that none of its forms sends; see tests/malformed_requests.py."""

from collections.abc import Callable

from .malformed_requests import LONG
from .raw_http import form, multipart, request

WORDS = b"%20".join(b"w%d" % number for number in range(300))
PHRASES = b"%20".join(b"%%22w%d%%22" % number for number in range(100))
TERMS = b"%20".join(b"a:b%d" % number for number in range(200))
SEARCHES = [b"pages/", b"images/", b"documents/", b"users/", b"snippets/history/theme/"]
HOSTILE = [b"%00", b"%ff", WORDS, PHRASES, TERMS]
BAD_NUMBERS = [
    b"bulk/pages/basepage/delete/?id=",
    b"api/main/pages/find/?id=",
    b"choose-page/?target_pages[]=",
    b"choose-external-link/?parent_page_id=",
    b"documents/chooser/chosen-multiple/?id=",
    b"images/chooser/?p=",
    b"workflows/edit/1/?p=",
    b"pages/?p=",
]
OTHERS = [
    b"api/main/pages/?offset=" + LONG,
    b"api/main/pages/?limit=" + LONG,
    b"api/main/pages/?search=" + WORDS,
    b"api/main/pages/?locale=%00",
    b"api/main/pages/?site=x",
    b"api/main/pages/?first_published_at=x",
    b"api/main/pages/find/?html_path=" + b"a/" * 2000,
    b"tag-autocomplete/taggit/tag/?term=" + WORDS,
    b"choose-page/search/?q=" + WORDS,
    b"choose-page/?page_type=os.system",
    b"pages/search/?content_type=x.y.z&q=a",
    b"reports/site-history/?timestamp_from=99-99-99&user=x&action=x",
    b"reports/aging-pages/?last_published_at_from=" + LONG,
    b"pages/add/os/system/3/",
    b"pages/" + LONG + b"/edit/",
    b"pages/3/revisions/0/revert/",
    b"bulk/auth/group/delete/?id=1",
    b"editing-sessions/ping/os/system/x/1/",
    b"images/chooser/?collection_id=x&tag=%C3%B1&q=%22",
    b"logout/?next=//evil.example/",
    b"account/?next=//evil.example/",
]


def bad_admin_requests(page: int, session: bytes) -> list[bytes]:
    """Return requests of a user who may edit the page, with their session or without one."""

    def get(address: bytes) -> bytes:
        return request(b"/admin/" + address, session=session)

    return [
        *(get(list_ + b"?q=" + value) for list_ in SEARCHES for value in HOSTILE),
        *(get(address + value) for address in BAD_NUMBERS for value in (b"", b"x", LONG)),
        *map(get, OTHERS),
        get(b'images/ HTTP/1.1\r\nCookie: sessionid="a\\000b"\r\nX: '),
        form(b"/admin/pages/1/set_position/", b"", session),
        form(b"/admin/pages/%d/copy/" % page, b"", session).replace(b"POST", b"PUT", 1),
        *forms(b"/admin/pages/%d/" % page, lambda address, body: form(address, body, session)),
        multipart(
            b"/admin/pages/%d/edit/" % page,
            b'name="title"\r\n\r\na\0b',
            b'name="body_es-count"\r\n\r\n\xff',
            session=session,
        ),
        multipart(
            b"/admin/images/multiple/add/",
            b'name="files[]"; filename="\0"\r\n\r\nx',
            session=session,
        ),
    ]


def forms(page: bytes, post: Callable[[bytes, bytes], bytes]) -> list[bytes]:
    """Return forms of a page and of other views that are incomplete or hold invalid values."""
    counts = b"title=a&slug=a&body_es-count=%s&body_en-count=0"
    block = b"&body_es-0-deleted=&body_es-0-order=0&body_es-0-type=%s&body_es-0-value=%s"
    texts = [b"", b"x", b"null", LONG, b"[]", b'{"blocks":1}', b"%7B", b'{"blocks":[{"text":1}]}']
    return [
        post(page + b"edit/", b"title=a"),
        *(post(page + b"edit/", counts % value) for value in (b"x", b"-1", b"1", LONG, b"%00")),
        *(post(page + b"edit/", counts % b"1" + block % (b"paragraph", text)) for text in texts),
        post(page + b"edit/", counts % b"1" + block % (b"none", b"x")),
        post(page + b"edit/", counts % b"0" + b"&comments-TOTAL_FORMS=x&expire_at=x"),
        post(page + b"delete/", b"next=x"),
        post(page + b"copy/", b"new_title=a"),
        post(page + b"copy/", b"new_parent_page=" + LONG),
        post(page + b"move/", b"new_parent_page=x"),
        post(page + b"edit/preview/", b"title=a"),
        post(b"/admin/redirects/add/", b"old_path=%2F%5B&redirect_page=x&site=x"),
        post(b"/admin/settings/pages/portalsettings/1/", b"footer_es=x"),
        post(b"/admin/users/add/", b"email=%00&role=x"),
        post(b"/admin/workflows/edit/1/", b"workflow_tasks-TOTAL_FORMS=1&workflow_tasks-0-id=x"),
        post(b"/admin/dismissibles/", b"x"),
    ]
