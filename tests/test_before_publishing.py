"""'Before publishing': what is missing, for those who can do it, until it is done."""

import json
import re
from io import StringIO

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site
from wagtail.users.models import UserProfile

from deploy.checks import data, findings
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from oim_portal.media.deletion import delete_permanently
from oim_portal.open_data.models import OpenDataSettings
from oim_portal.operations import health
from oim_portal.operations.readiness import all_open_points, open_points
from oim_portal.trash.page_moves import trash_page
from pages.models import ContentPage, HomePage, PortalSettings, SectionPage, TranslationState
from pages.models.publishing_guard import publishing_reason

from .factories import add_many, add_page, publish_page
from .html import page as read
from .kinds.models import NoticeIndexPage, NoticePage
from .staff import add_person, person, signed_in

pytestmark = pytest.mark.django_db

REPORT = reverse("before_publishing")
CONTACT = apps.get_model("help.ContactPoint")._meta.verbose_name
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def told(user) -> dict[str, str]:
    """Return what a user is told: the URL of each point by its sentence."""
    return {point.text: point.url for point in open_points(user)}


def about(user, word: str) -> list[str]:
    return [text for text in told(user) if word in text]


@pytest.fixture
def ana(content):
    return person(ADMINISTRATOR)


def test_an_administrator_reads_all_that_the_first_start_leaves_open(ana):
    screen = read(signed_in(ana), REPORT)
    lines = {link.get_text(strip=True): link["href"] for link in screen.select("td.title a")}
    assert lines == told(ana)
    for word in (
        "«Accesibilidad» es un borrador.",
        "«Privacidad» es un borrador.",
        f"No hay ninguna página pública del tipo «{CONTACT}».",
        "Falta «Logotipo» en «Ajustes del sitio».",
        "Falta «Licencia» en «Datos abiertos».",
        "«Migración y Desarrollo» no tiene texto.",
        "Solo una persona administra el portal.",
        "Usted no tiene segundo factor.",
        "Todavía no ha salido ningún correo del portal.",
    ):
        assert word in lines
    assert about(ana, "traducciones están sin confirmar")
    for address in set(lines.values()):
        assert signed_in(ana).get(address).status_code == 200, address


def test_the_only_page_of_its_kind_in_the_bin_is_restored_and_not_added(ana):
    trash_page(apps.get_model("help.HelpIndexPage").objects.get(), ana)
    bin_of_all = reverse("trash")
    assert told(ana)[f"No hay ninguna página pública del tipo «{CONTACT}»."] == bin_of_all
    assert signed_in(ana).get(bin_of_all).status_code == 200
    assert not about(person(EDITOR, "eva@example.org"), f"«{CONTACT}»")


def test_the_screen_speaks_the_language_of_its_user(ana):
    UserProfile.objects.create(user=ana, preferred_language="en")
    screen = signed_in(ana).get(REPORT).text
    assert "Only one person administers the portal." in screen
    assert "“Privacy” is a draft." in screen
    assert "es un borrador" not in screen


def test_each_is_told_what_they_can_act_on(content):
    editor, publisher = told(person(EDITOR)), told(person(PUBLISHER, "pia@example.org"))
    for mine in (editor, publisher):
        assert "«Privacidad» es un borrador." in mine
        assert "Usted no tiene segundo factor." in mine
        assert not [text for text in mine if "Falta «" in text or "administra" in text]
        assert not [text for text in mine if "correo" in text]


def test_the_first_page_leads_there_while_something_is_open(content, monkeypatch):
    client = signed_in(person(EDITOR))
    home = reverse("wagtailadmin_home")
    screen = read(client, home)
    assert len(screen.select(".open-points li a")) == 4
    assert screen.select(f'.open-points__all a[href="{REPORT}"]')
    monkeypatch.setattr("oim_portal.operations.readiness._rules", {})
    assert not read(client, home).select(".open-points")
    assert "Todo está hecho." in client.get(REPORT).text


def test_a_draft_of_the_first_content_is_open_until_it_is_public_and_complete(ana):
    privacy = ContentPage.objects.get(slug="privacidad")
    assert told(ana)["«Privacidad» es un borrador."] == edit(privacy)
    draft = privacy.get_latest_revision_as_object()
    publish_page(draft)
    (line,) = about(ana, "«Privacidad»")
    assert line.endswith("dice que la oficina debe completarla.")
    for language in ("es", "en"):
        blocks = getattr(draft, f"body_{language}").get_prep_value()
        text = re.sub(r"\[(La oficina|The office).*?\]", "", json.dumps(blocks, ensure_ascii=False))
        setattr(draft, f"body_{language}", text)
    publish_page(draft)
    assert about(ana, "«Privacidad»") == []
    with delete_permanently():
        ContentPage.objects.get(slug="privacidad").delete()
    add = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", HomePage.objects.get().pk]
    )
    assert told(ana)["No hay ninguna página «Privacidad»."] == add


def test_a_type_that_must_be_public_leads_to_its_parent_then_its_form_then_its_draft(
    ana, monkeypatch
):
    monkeypatch.setattr(NoticePage, "must_be_public", "Nobody hears of it.")
    line = "No hay ninguna página pública del tipo «aviso»."

    def place(*args) -> str:
        return reverse("wagtailadmin_pages:add", args=["kinds", *args])

    (line,) = about(ana, str(NoticePage._meta.verbose_name))
    assert told(ana)[line] == place("noticeindexpage", HomePage.objects.get().pk)
    index = add_page(title="Avisos", model=NoticeIndexPage)
    assert told(ana)[line] == place("noticepage", index.pk)
    notice = add_page(index, "Aviso", model=NoticePage, live=False)
    assert told(ana)[line] == edit(notice)
    publish_page(notice)
    assert line not in told(ana)


def test_empty_settings_go_when_they_are_filled(ana):
    assert len(about(ana, "Falta «")) >= 3
    assert not about(ana, "aviso")
    site = Site.objects.get()
    settings, _new = PortalSettings.objects.get_or_create(site=site)
    settings.organisation_es = "Una organización"
    settings.save()
    OpenDataSettings.objects.create(site=site, licence_es="Una licencia")
    assert not about(ana, "organización")
    assert not about(ana, "Licencia")


def test_a_page_without_a_text_and_a_list_without_a_page_are_dead_ends(ana):
    page = add_page(title="Muda")
    section = add_page(title="Sola", model=SectionPage, lead_es="Una entrada.")
    assert told(ana)["«Muda» no tiene texto."] == edit(page)
    assert told(ana)["«Sola» es pública y no lista ninguna página."] == edit(section)
    page.lead_es = "Algo."
    publish_page(page)
    hidden = add_page(section, "Escondida", lead_es="Algo.", show_in_menus=False)
    assert about(ana, "«Muda»") == []
    assert about(ana, "«Sola»")
    hidden.show_in_menus = True
    with publishing_reason("test"):
        hidden.save()
    assert about(ana, "«Sola»") == []


def test_a_link_to_what_is_not_public_is_told_until_it_is(ana):
    target = add_page(title="Destino", live=False)
    source = add_page(title="Origen", lead_es="Algo.")
    link = f'<p>Vea <a linktype="page" id="{target.pk}">esto</a>.</p>'
    source.body_es = json.dumps([{"type": "paragraph", "value": link}])
    publish_page(source)
    assert told(ana)["«Origen» remite a «Destino», que no es pública."] == edit(source)
    publish_page(target)
    assert about(ana, "«Destino», que") == []


def test_translations_are_counted_until_they_are_confirmed(ana):
    (line,) = about(ana, "sin confirmar")
    assert line.split()[0] == str(TranslationState.objects.count())
    TranslationState.objects.update(state="current")
    assert about(ana, "sin confirmar") == []


def test_accounts_are_told_of_until_two_administer_and_all_have_a_second_factor(ana):
    eva = person(EDITOR, "eva@example.org", first_name="Eva", last_name="Ruiz")
    invited = add_person("nuevo@example.org", ADMINISTRATOR)
    assert about(ana, "Solo una persona administra")
    assert about(ana, "1 persona no tiene segundo factor: Eva Ruiz.")
    assert "Usted no tiene segundo factor." in told(eva)
    for each in (eva, ana):
        TOTP.activate(each, SECRET)
    invited.set_password("a-long-one-for-tests-7")
    invited.save()
    assert about(ana, "administra") == []
    assert about(ana, "segundo factor") == [f"1 persona no tiene segundo factor: {invited}."]
    assert about(eva, "segundo factor") == []
    User.objects.create_superuser("root@example.org", "a-long-one-for-tests-7")
    assert not about(ana, "root@example.org")
    assert [point for point in all_open_points() if "root@example.org" in point.text]


def test_mail_is_proven_by_one_that_the_server_has_taken(ana, settings):
    settings.EMAIL_BACKEND = "oim_portal.operations.mail.QueueBackend"
    client = signed_in(ana)
    proof = told(ana)["Todavía no ha salido ningún correo del portal."]
    assert ana.email in client.get(proof).text
    assert client.post(proof).url == REPORT
    assert [message.to for message in mail.outbox] == [[ana.email]]
    assert about(ana, "correo del portal") == []
    health.record("mail", ok=False, detail="SMTPException: no")
    assert about(ana, "correo del portal") == ["El último correo del portal no salió."]
    settings.PORTAL_MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert len(about(ana, "MAIL_SERVER")) == 1
    assert signed_in(person(PUBLISHER, "pia@example.org")).post(proof).url == "/admin/"
    assert len(mail.outbox) == 1


def test_it_asks_the_same_however_much_is_missing(ana):
    def asked() -> int:
        signed_in(ana).get(REPORT)
        with CaptureQueriesContext(connection) as captured:
            assert signed_in(ana).get(REPORT).status_code == 200
        return len(captured)

    home = HomePage.objects.get()
    add_many(home, ContentPage, 20)
    before = asked()
    add_many(home, ContentPage, 300)
    assert asked() == before <= 60
    assert "314 páginas más no tienen nada que leer." in told(ana)


def test_deploy_check_tells_the_same_as_notes_that_are_no_faults(
    ana, tmp_path, monkeypatch, capsys
):
    text = StringIO()
    call_command("open_points", "--language", "en", stdout=text)
    points = json.loads(text.getvalue())
    assert {"text", "why", "url"} == set(points[0])
    privacy = ContentPage.objects.get(slug="privacidad")
    (line,) = (point for point in points if point["text"] == "“Privacy” is a draft.")
    assert line["url"] == f"http://localhost:8000{edit(privacy)}"
    assert len(points) >= len(open_points(ana)) - 1  # without what is hers alone
    monkeypatch.setattr(data, "said_by", lambda command: points)
    found = findings.Findings()
    data.open_points(found)
    assert found.bad == []
    said = capsys.readouterr().out
    assert "“Privacy” is a draft." in said
    assert len(said.splitlines()) == len(points)
