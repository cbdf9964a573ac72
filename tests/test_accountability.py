"""The page of complaints and reports: a structure for the organization's words, and no words."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oim_portal.accounts.roles import EDITOR
from pages.kinds.accountability.models import AccountabilityPage, Channel, Duty
from pages.models import HomePage
from pages.models.publishing_guard import publishing_reason

from .contact_points import add_point, help_index
from .factories import add_page, publish_page
from .help_content import add_help
from .html import page as read, text_of, texts
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "/es/quejas-y-denuncias/"
TITLES = {"title": "Quejas y denuncias", "display_title_en": "Complaints and reports"}


def add_accountability(**fields) -> AccountabilityPage:
    return add_page(model=AccountabilityPage, **TITLES, **fields)


def add_channel(page: AccountabilityPage, duty: Duty, address: str, **labels: str) -> Channel:
    channel = Channel(duty=duty, address=address, **({"label_es": "Un canal"} | labels))
    channel.full_clean(exclude=["page"])
    page.channels.add(channel)
    publish_page(page)
    return channel


def test_a_page_without_words_shows_none(content, visitor):
    page = add_accountability()
    soup = read(visitor, ADDRESS)
    assert texts(soup, "main h1") == ["Quejas y denuncias"]
    assert texts(soup, "main .notice") == ["Este portal no recibe denuncias."]
    assert not soup.select(".duty, .gaptxt")
    preview = page.make_preview_request(preview_mode="es").text
    assert preview.count('class="duty"') == len(Duty)
    assert preview.count('class="gaptxt"') == 3 * len(Duty)
    for name in ("Presentar una queja", "Explotación o abuso sexual", "Ofertas y pagos falsos"):
        assert name in preview


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("es", ["Explotación o abuso sexual", "Cómo", "Qué pasa después"]),
        ("en", ["Sexual exploitation or abuse", "How", "What happens then"]),
    ],
)
def test_only_what_staff_have_filled_is_shown(content, visitor, language, headings):
    page = add_accountability(
        abuse_es="<p>Las reglas</p>",
        abuse_en="<p>The rules</p>",
        abuse_after_es="<p>Después</p>",
        abuse_after_en="<p>Afterwards</p>",
    )
    add_channel(page, Duty.ABUSE, "https://example.org/form", label_es="Es", label_en="En")
    soup = read(visitor, f"/{language}/quejas-y-denuncias/")
    assert texts(soup, ".duty h2, .duty h3") == headings
    assert soup.select_one(".duty h2")["id"] == "abuso"
    link = soup.select_one(".duty a")
    assert (text_of(link), link["href"]) == (language.capitalize(), "https://example.org/form")
    assert "noreferrer" in link["rel"]
    assert not soup.select("main form, .gaptxt")


def test_a_channel_is_a_link_an_e_mail_or_a_telephone(content, visitor):
    page = add_accountability()
    for address, url in (
        ("quejas@example.org", "mailto:quejas@example.org"),
        ("+593 2 000 0000", "tel:+59320000000"),
        ("911", "tel:911"),
    ):
        assert add_channel(page, Duty.COMPLAINTS, address).url == url
        link = read(visitor, ADDRESS).select(".duty li")[-1]
        assert link.a["href"] == url
        assert address in text_of(link)
    for wrong in ("http://example.org/", "javascript:alert(1)", "en la oficina 4", "//example.org"):
        with pytest.raises(ValidationError) as refused:
            add_channel(page, Duty.COMPLAINTS, wrong)
        assert list(refused.value.message_dict) == ["address"]
    with publishing_reason("test"):
        Channel.objects.update(address="javascript:alert(1)")
    assert not read(visitor, ADDRESS).select(".duty")


def test_it_is_in_every_footer_once_it_is_published(content, visitor):
    page = add_accountability(live=False)
    assert ADDRESS not in visitor.get("/es/programas/").text
    publish_page(page)
    for address, title in (
        ("/es/programas/", "Quejas y denuncias"),
        ("/en/programas/", "Complaints and reports"),
        ("/es/nada/", "Quejas y denuncias"),
        ("/es/buscar/?q=zzz", "Quejas y denuncias"),
    ):
        footer = visitor.get(address).text.partition("<footer")[2]
        assert title in footer, address
    page.refresh_from_db()
    page.unpublish()
    assert ADDRESS not in visitor.get("/es/programas/").text


def test_it_is_beside_help_and_contacts(content, visitor):
    add_accountability()
    add_help(help_index(), "hablar", add_point())
    for address in ("/es/ayuda/", "/es/ayuda/hablar/", "/es/contacto/"):
        assert texts(read(visitor, address), "main .accountability-link a") == [
            "Quejas y denuncias"
        ]


def test_it_costs_two_questions_and_the_footer_none(content, visitor):
    page = add_accountability(complaints_es="<p>Algo</p>")
    for number in range(5):
        add_channel(page, Duty.COMPLAINTS, f"quejas{number}@example.org")
    counts = {}
    for address in (ADDRESS, "/es/quienes-somos/mision/"):
        visitor.get(address)
        with CaptureQueriesContext(connection) as captured:
            visitor.get(address)
        counts[address] = len(captured)
    # The newest note of a change, the page by its address, its rows.
    assert counts == {ADDRESS: 3, "/es/quienes-somos/mision/": 3}


def test_there_is_one_and_it_is_sensitive_until_staff_say_otherwise(content, visitor):
    editor = signed_in(person(EDITOR))
    home = HomePage.objects.get()
    url = reverse("wagtailadmin_pages:add", args=["accountability", "accountabilitypage", home.pk])
    form = read(editor, url)
    assert form.select_one('[name="sensitive"]').has_attr("checked")
    page = add_accountability()
    publish_page(page)
    form = read(editor, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert form.select_one(f'a[href="{reverse("guide_chapter", args=["rendicion-de-cuentas"])}"]')
    assert read(visitor, ADDRESS).select(".exit")
    assert not AccountabilityPage.can_create_at(home)
    page.sensitive = False
    publish_page(page)
    assert not read(visitor, ADDRESS).select(".exit")
