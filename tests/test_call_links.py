"""Links for applying: only to hosts that an administrator allows, whichever way they come."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, strategies as st
from wagtail.actions.copy_page import CopyPageAction

from oim_portal.accounts.roles import ADMINISTRATOR, PUBLISHER
from oim_portal.operations.readiness import all_open_points
from pages.kinds.calls.links import host_of, refusal, without_links
from pages.kinds.calls.models import CallPage
from pages.models import PortalSettings

from .call_content import HOST, LINK, add_call, allow_hosts, call_index
from .edit_forms import form_of
from .editorial_team import PUBLISH
from .factories import publish_page
from .html import page as read
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

CALL = "/es/convocatorias/cargo/"
HOSTILE = [
    f"http://{HOST}/",
    f"//{HOST}/",
    f"https:{HOST}/",
    f"https:/{HOST}/",
    f"https://{HOST}.evil.example/",
    f"https://evil-{HOST}/",
    f"https://a.{HOST}/",
    f"https://{HOST}@evil.example/",
    f"https://evil.example@{HOST}/",
    f"https://{HOST}:443/",
    f"https://{HOST}:8443/",
    f"https://{HOST}./",
    f"https://evil.example\\@{HOST}/",
    f"https://{HOST}\\.evil.example/",
    f"https://{HOST}%2eevil.example/",
    f"https://{HOST}%00.evil.example/",
    f"https://{HOST}\t.evil.example/",
    f"https://{HOST}\n/",
    f"https://{HOST}/ a",
    "https://jóbs.example.org/",
    "https://xn--jbs-hoa.example.org/",
    "https://\uff4aobs.example.org/",  # a wide j
    "https://\u0458obs.example.org/",  # a Cyrillic one
    "https://jobs\u3002example.org/",  # a Chinese stop
    f"javascript:alert(1)//https://{HOST}/",
    f"https://[{HOST}]/",
    "https://127.0.0.1/",
    f"https://{HOST}/é",
    f'https://{HOST}/"onclick=',
    "https://",
    HOST,
]
RUBBISH = [
    "http://jobs.example.org",
    "https://jobs.example.org/",
    "jobs.example.org/",
    "jobs.example.org:443",
    "*.example.org",
    "localhost",
    "127.0.0.1",
    "jóbs.example.org",
    "xn--jbs-hoa.example.org",
    "jobs.example.org.",
    "-a.example.org",
    "a..org",
    "a b.org",
    "user@example.org",
    "a.org, b.org",
    "." * 300,
]


def test_a_hostile_link_is_refused_and_not_shown():
    for url in HOSTILE:
        assert refusal(url, [HOST]), url
        call = CallPage(apply_url=url, closes_at=timezone.now() + timedelta(days=1))
        assert call.apply_link([HOST]) is None, url
        assert "apply_url" in call.refusals([HOST]), url


def test_a_link_in_the_database_is_shown_only_while_its_host_is_allowed(content, visitor):
    allow_hosts(HOST)
    call = add_call(apply_url=LINK)
    assert read(visitor, CALL).select(f'a[href="{LINK}"]')
    allow_hosts("other.example.org")
    assert HOST not in read(visitor, CALL).main.get_text()
    assert not read(visitor, CALL).select("main a.button")
    assert [point.text for point in all_open_points() if "Cargo" in point.text] == [
        "El enlace para postular de «Cargo» no se muestra."
    ]
    publisher = signed_in(person(PUBLISHER))
    for action, is_locked in (("lock", True), ("unlock", False)):
        publisher.post(reverse(f"wagtailadmin_pages:{action}", args=[call.pk]))
        assert CallPage.objects.get().locked == is_locked, "nothing is published by it"
    call.title = "Cargo nuevo"
    with pytest.raises(ValidationError):
        publish_page(call)
    allow_hosts()
    assert not read(visitor, CALL).select("main a.button")
    allow_hosts("*", "", "https://evil.example/")
    assert PortalSettings.objects.get().hosts == []


def test_form_copy_and_shell_obey_the_same_rule(content):
    allow_hosts(HOST)
    publisher = signed_in(person(PUBLISHER))
    add = reverse("wagtailadmin_pages:add", args=["calls", "callpage", call_index().pk])
    form = form_of(publisher, add) | {
        "title": "Cargo",
        "slug": "cargo",
        "closes_at": "2026-12-30T17:00",
    }
    evil = {"apply_url": "https://evil.example/"}
    answer = publisher.post(add, form | evil | PUBLISH)
    assert "evil.example no está entre los sitios para postular (jobs.example.org)" in answer.text
    assert not CallPage.objects.exists()
    assert publisher.post(add, form | evil).status_code == 302, "a draft may be unfinished"
    draft = CallPage.objects.get()
    copy = CopyPageAction(draft, update_attrs={"slug": "copia"}).execute(
        skip_permission_checks=True
    )
    for page in (draft, copy):
        with pytest.raises(ValidationError):
            publish_page(page.get_latest_revision_as_object())
    preview = draft.get_latest_revision_as_object().make_preview_request(preview_mode="es")
    assert preview.status_code == 200
    assert "evil.example" not in preview.text


def test_the_text_of_a_call_has_no_links(content, visitor):
    add_call(text_es='<p>Postule <a href="https://evil.example/">aquí</a><A HREF="x">.</A></p>')
    prose = read(visitor, CALL).select_one(".prose")
    assert prose.get_text().strip() == "Postule aquí."
    assert not prose.select("a")
    assert without_links('<p><abbr title="a">b</abbr><a\nhref="x">c</a></p>') == (
        '<p><abbr title="a">b</abbr>c</p>'
    )


def test_only_names_of_hosts_are_allowed_in_the_settings(content):
    root = signed_in(person(ADMINISTRATOR))
    url = reverse("wagtailsettings:edit", args=["pages", "portalsettings"])
    url = root.get(url)["Location"]
    form = form_of(root, url)
    answer = root.post(url, form | {"apply_hosts": "\n".join([HOST, *RUBBISH])})
    for line in RUBBISH:
        assert f"no «{line}»" in unescape(answer.text), line
    assert not PortalSettings.objects.exclude(apply_hosts="").exists()
    kept = {"apply_hosts": f"  {HOST.upper()} \r\n\r\n{HOST}\r\nb.example.org\r\n"}
    assert root.post(url, form | kept).status_code == 302
    assert PortalSettings.objects.get().hosts == [HOST, "b.example.org"]
    with pytest.raises(ValidationError):
        PortalSettings(apply_hosts="x.example.org\n" * 200).clean_fields()
    for line in RUBBISH:
        allow_hosts(line)
        assert PortalSettings.objects.get().hosts == [], line


@given(st.text(st.sampled_from("abjosexmplrg.:/@\\%?#-é\t ") | st.characters(), max_size=40))
def test_what_is_allowed_leads_to_the_host_for_a_browser_too(text):
    for url in (f"https://{text}", f"https://{HOST}{text}", f"https://{text}{HOST}/"):
        if not refusal(url, [HOST]):
            rest = url[len(f"https://{HOST}") :]
            assert host_of(url) == HOST
            assert rest[:1] in ("", "/", "?", "#")
            assert rest.isascii()
            assert not set(rest) & set(" \t\r\n\\")
