"""Contact points as visitors meet them: the contact page, the footer, links, the search, data."""

import json
import re
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pages.kinds.help.models import ClosedDay, ContactPoint, OpeningHours
from pages.kinds.help.telephone import normalized
from pages.models import BasePage

from .clock import HOUR, Clock
from .contact_points import CHECKED, MOBILE, NUMBER, add_point, contact_page
from .factories import add_page, make_private, publish_page
from .html import page, text_of, texts
from .test_site_cache_expiry import kept_for

pytestmark = pytest.mark.django_db
CONTACT = "/es/contacto/"


@pytest.fixture
def point(content) -> ContactPoint:
    return add_point(
        display_title_en="Help line",
        purpose_es="Para preguntar por trámites.",
        hours_es="De lunes a viernes",
        hours_en="Monday to Friday",
        languages="es,qu",
        cost=ContactPoint.Cost.FREE,
        province="EC-P",
        opening_hours=[OpeningHours(weekday=1, opens=time(20), closes=time(2))],
        closed_days=[ClosedDay(day=date(2099, 12, 25)), ClosedDay(day=date(2020, 1, 1))],
    )


def test_a_point_is_shown_whole_on_the_contact_page(point, visitor):
    shown = page(visitor, CONTACT).select_one("#linea-de-ayuda")
    assert shown.select_one("a[href^=tel]")["href"] == "tel:+59322123456"
    for words in ("De lunes a viernes", "Español, kichwa", "Gratis", "Pichincha", "Comprobado el"):
        assert words in text_of(shown), words
    assert [day["datetime"] for day in shown.select("dd time")] == ["2099-12-25"]
    assert shown.select_one(f'time[datetime="{CHECKED}"]')
    assert "Para quién" not in text_of(shown)


def test_it_is_shown_in_english_with_what_is_spanish_marked_as_such(point, visitor):
    shown = page(visitor, "/en/contacto/").select_one("#linea-de-ayuda")
    assert "Monday to Friday" in text_of(shown)
    assert "Spanish, Kichwa" in text_of(shown)
    assert shown.select_one('p[lang="es"]').text == "Para preguntar por trámites."


def test_empty_fields_show_nothing(content, visitor):
    add_point()
    shown = page(visitor, CONTACT).select_one("#linea-de-ayuda")
    assert texts(shown, "dt") == []


def test_points_stand_by_province_in_the_order_of_staff(content, visitor):
    for title, province in [("Uno", ""), ("Dos", "EC-P"), ("Tres", "EC-A"), ("Cuatro", "")]:
        add_point(title, province=province)
    soup = page(visitor, CONTACT)
    assert texts(soup, ".layout h2") == ["Todo el país", "Azuay", "Pichincha"]
    assert texts(soup, "main h3") == ["Uno", "Cuatro", "Tres", "Dos"]


def test_without_points_the_contact_page_says_nothing_of_what_is_missing(content, visitor):
    contact_page()
    main = page(visitor, CONTACT).main
    assert not main.select("ul.contact-points, a[href$=vcf]")
    assert texts(main, "h2") == ["Explore el portal", "Compartir"]


def test_its_own_address_leads_to_its_place(point, visitor):
    answer = visitor.get("/es/ayuda/linea-de-ayuda/")
    assert (answer.status_code, answer["Location"]) == (302, f"{CONTACT}#linea-de-ayuda")
    assert point.url_in("en") == "/en/contacto/#linea-de-ayuda"
    contact_page().unpublish()
    assert visitor.get("/es/ayuda/linea-de-ayuda/").status_code == 404
    assert point.url_in("es") is None
    assert visitor.get("/es/buscar/?q=llamar").status_code == 200


def test_it_is_in_no_sitemap_feed_or_menu(point, visitor):
    for address in ("/sitemap.xml", "/es/novedades.xml"):
        assert "linea-de-ayuda" not in visitor.get(address).text, address
    assert "/es/contacto/" in visitor.get("/sitemap.xml").text
    assert "linea-de-ayuda" not in str(page(visitor, "/es/").header)


def test_the_search_finds_it_under_what_people_type(point, visitor):
    for language, words in (
        ("es", "número llamar teléfono telefono celular contacto trámites"),
        ("en", "number call telephone phone contact"),
    ):
        for word in words.split():
            found = page(visitor, f"/{language}/buscar/?q={word}")
            links = [link["href"] for link in found.select(".results__title")]
            assert f"/{language}/contacto/#linea-de-ayuda" in links, word


def test_the_search_finds_each_way_to_reach_somebody_and_the_page_with_all(point, visitor):
    add_point("Buzón", display_title_en="Box", channel="correo", value="ayuda@example.org")
    add_point("Oficina", display_title_en="Desk", channel="lugar", value="", place_es="Calle Uno")
    for typed, expected in {
        "es/?q=contacto": {"linea-de-ayuda", "buzon", "oficina", ""},
        "es/?q=correo": {"buzon"},
        "es/?q=email": {"buzon"},
        "es/?q=dirección": {"oficina"},
        "en/?q=contact": {"linea-de-ayuda", "buzon", "oficina", ""},
        "en/?q=email": {"buzon"},
        "en/?q=address": {"oficina", "buzon"},
    }.items():
        language, query = typed.split("/")
        found = page(visitor, f"/{language}/buscar/{query}")
        links = [link["href"] for link in found.select(".results__title")]
        here = f"/{language}/contacto/"
        assert {link.removeprefix(here).strip("#") for link in links} >= expected, typed
    missed = page(visitor, "/es/buscar/?q=xyzzyx").main
    assert missed.select_one("#linea-de-ayuda")
    assert missed.select('a[href="/es/contacto/"]')


@pytest.mark.parametrize("typed", ["es/buscar/?q=contacto", "en/buscar/?q=phone"])
def test_without_a_public_contact_the_search_names_none(content, visitor, typed):
    main = page(visitor, f"/{typed}").main
    assert not main.select(".results, .search-correction, .contact-point")
    assert main.select(".ways a")
    for repeated in main.select(".search-count, .paper-address"):
        repeated.extract()
    assert not re.search("contact|tel[eé]fono|phone", text_of(main), re.IGNORECASE)


def test_the_search_finds_whatsapp(content, visitor):
    add_point("Mensajes", channel=ContactPoint.Channel.WHATSAPP, value=MOBILE)
    found = page(visitor, "/es/buscar/?q=whatsapp")
    assert found.select_one(".results__title")["href"] == f"{CONTACT}#mensajes"


def test_the_first_point_is_in_the_footer_of_every_page(point, visitor):
    add_point("Otra")
    footer = page(visitor, "/en/quienes-somos/mision/").select_one("footer address")
    assert texts(footer, "p") == ["Help line", NUMBER, "Monday to Friday", "All contacts"]
    assert footer.select("a")[-1]["href"] == "/en/contacto/"


def test_search_engines_read_of_it_on_the_front_page_and_the_contact_page(point, visitor):
    for address in ("/es/", CONTACT):
        (told,) = organisation(visitor, address)["contactPoint"]
        assert (told["@type"], told["telephone"]) == ("ContactPoint", NUMBER)
        assert told["availableLanguage"] == ["es", "qu"]
        assert told["contactOption"] == "TollFree"
        hours, *closed = told["hoursAvailable"]
        assert (hours["opens"], hours["closes"]) == ("20:00", "02:00")
        assert hours["dayOfWeek"] == "https://schema.org/Monday"
        assert {day["validFrom"] for day in closed} == {"2020-01-01", "2099-12-25"}
    assert "contactPoint" not in organisation(visitor, "/es/quienes-somos/mision/")


def organisation(visitor, address: str) -> dict:
    data = page(visitor, address).select_one('script[type="application/ld+json"]')
    (node,) = [
        each for each in json.loads(data.string)["@graph"] if each["@type"] == "Organization"
    ]
    return node


def test_its_card_is_kept_on_a_telephone(point, visitor):
    for address in (f"/es/contactos/{point.pk}.vcf", "/es/contactos.vcf"):
        answer = visitor.get(address)
        assert answer["Content-Type"] == "text/vcard; charset=utf-8"
        lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
        assert {"BEGIN:VCARD", "VERSION:3.0", "FN:Línea de ayuda", "END:VCARD"} <= set(lines)
        assert f"TEL;TYPE=voice:{NUMBER}" in lines
        assert all(len(line.encode()) <= 75 for line in answer.content.decode().split("\r\n"))


def test_a_card_holds_no_line_that_a_text_begins(content, visitor):
    point = add_point("Uno; dos, tres\\", purpose_es="Uno\r\nTEL:666\nEND:VCARD")
    card = visitor.get(f"/es/contactos/{point.pk}.vcf").content.decode()
    assert "FN:Uno\\; dos\\, tres\\\\" in card
    assert card.count("\r\nTEL") == card.count("END:VCARD\r\n") == 1


@pytest.fixture
def clock(monkeypatch, settings) -> Clock:
    settings.PORTAL_CACHE_URL = "http://127.0.0.1:1"
    clock = Clock.at_noon()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


def test_it_is_gone_everywhere_at_its_second(point, visitor, clock):
    BasePage.objects.filter(pk=point.pk).update(expire_at=clock.end)
    own = f"/es/contactos/{point.pk}.vcf"
    gone = {own: 404, "/es/contactos.vcf": 404, "/es/ayuda/linea-de-ayuda/": 404}
    shown = ["/es/", CONTACT]
    before = {address: visitor.get(address) for address in [*gone, *shown]}
    for address in (own, "/es/contactos.vcf", "/es/", CONTACT):
        assert kept_for(before[address]) == HOUR, address
    assert all(NUMBER in before[address].text for address in shown)
    clock.now = clock.end - timedelta(seconds=1)
    assert NUMBER in visitor.get(CONTACT).text
    clock.now = clock.end
    for address, status in gone.items():
        assert visitor.get(address).status_code == status, address
    for address in shown:
        answer = visitor.get(address)
        assert NUMBER not in answer.text, address
        assert "linea-de-ayuda" not in answer.text, address


def test_the_search_does_not_find_what_has_ended(point, visitor):
    BasePage.objects.filter(pk=point.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert NUMBER not in visitor.get("/es/buscar/?q=llamar").text


def test_a_private_point_is_shown_nowhere(point, visitor):
    make_private(point)
    assert NUMBER not in visitor.get(CONTACT).text + visitor.get("/es/").text
    assert visitor.get(f"/es/contactos/{point.pk}.vcf").status_code == 404


def test_a_page_links_to_its_place(point, visitor):
    link = f'<p><a id="{point.pk}" linktype="page">Llame</a></p>'
    stream = json.dumps([{"type": "paragraph", "id": "uno", "value": link}])
    other = add_page(title="Otra página", body_es=stream)
    publish_page(other)
    assert (
        page(visitor, other.url_in("es"))
        .find("a", string="Llame")["href"]
        .endswith(f"{CONTACT}#linea-de-ayuda")
    )


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("02 212 3456", NUMBER),
        ("+593 (0)2 2123456", NUMBER),
        ("0991234567", MOBILE),
        ("911", "911"),
        (" 171 ", "171"),
        ("+34 911 23 45 67", "+34 911 23 45 67"),
        ("12", None),
        ("no hay", None),
        ("+593 2 12", None),
    ],
)
def test_numbers_are_written_in_one_way(written, number):
    assert normalized(written) == number


def test_a_number_that_is_free_within_the_country_is_dialled_as_it_is():
    number = normalized("1800 123456")
    assert "+" not in number
    point = ContactPoint(value=number)
    assert point.link == "tel:1800123456"


@pytest.mark.parametrize(
    ("channel", "value", "link"),
    [
        ("telefono", "911", "tel:911"),
        ("telefono", NUMBER, "tel:+59322123456"),
        ("whatsapp", MOBILE, "https://wa.me/593991234567"),
        ("whatsapp", "911", ""),
        ("correo", "ayuda@example.org", "mailto:ayuda@example.org"),
        ("formulario", "https://example.org/f", "https://example.org/f"),
        ("formulario", "HTTPS://example.org/f", "HTTPS://example.org/f"),
        ("formulario", "javascript:alert(1)", ""),
        ("lugar", "", ""),
    ],
)
def test_each_channel_has_its_link(channel, value, link):
    assert ContactPoint(channel=channel, value=value).link == link


def test_what_reaches_nobody_is_refused_with_a_sentence_at_its_field(point):
    for channel, value in (
        ("telefono", "12"),
        ("telefono", ""),
        ("whatsapp", "911"),
        ("correo", "ayuda@"),
        ("formulario", "http://example.org"),
        ("formulario", "javascript:alert(1)"),
    ):
        point.channel, point.value = channel, value
        assert wrong_fields(point) == ["value"], (channel, value)
    point.channel = "lugar"
    assert wrong_fields(point) == []


def test_nothing_is_public_without_a_check_and_an_end(point):
    today = timezone.localdate()
    for name, values in {
        "checked_on": [None, today + timedelta(days=2)],
        "expire_at": [None, timezone.now() + timedelta(days=400)],
        "languages": ["es,klingon"],
        "province": ["EC-ZZ"],
    }.items():
        valid = getattr(point, name)
        for value in values:
            setattr(point, name, value)
            assert wrong_fields(point) == [name], value
        setattr(point, name, valid)


def wrong_fields(point: ContactPoint) -> list[str]:
    """Return the fields for which a point may not be public."""
    try:
        point.full_clean()
    except ValidationError as error:
        return list(error.message_dict)
    return []
