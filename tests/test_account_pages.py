"""What the pages of an account say and show: errors, labels, languages, the password of a page."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from pages.models import MissionPage

from .html import page, text_of, texts
from .staff import SIGN_IN

pytestmark = pytest.mark.django_db


def answer(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def test_what_is_wrong_at_sign_in_is_summed_up_in_the_title_and_where_the_focus_goes(visitor):
    soup = answer(visitor.post(f"{SIGN_IN}?idioma=es", {"login": "", "password": ""}))
    assert text_of(soup.title) == "Error: Iniciar sesión – OIM Ecuador"
    summary = soup.select_one(".form__errors")
    assert {"autofocus", "tabindex"} <= set(summary.attrs)
    fields = [soup.select_one(link["href"]) for link in summary.select("a")]
    assert [field["name"] for field in fields] == ["login", "password"]
    for field in fields:
        described = " ".join(
            text_of(soup.find(id=each)) for each in field["aria-describedby"].split()
        )
        assert "Este campo es obligatorio." in described
        assert field["aria-invalid"] == "true"


def test_a_wrong_password_is_no_error_of_a_field(visitor):
    soup = answer(visitor.post(f"{SIGN_IN}?idioma=es", {"login": "a@example.org", "password": "x"}))
    assert len(texts(soup, ".form__errors li")) == 1
    assert not soup.select(".form__errors a, .field--wrong")


@pytest.mark.parametrize("address", [SIGN_IN, "/cuenta/clave/enlace/"])
def test_a_label_stands_once_and_without_a_colon(visitor, address):
    soup = page(visitor, address)
    assert not soup.select(".form [placeholder]")
    labels = texts(soup, ".form label")
    assert labels
    assert not [text for text in labels if text.endswith(":")]
    assert text_of(soup.title)[:6] != "Error:"


def test_an_account_page_is_read_in_the_language_that_a_link_chose(visitor):
    soup = page(visitor, f"{SIGN_IN}?next=/admin/pages/")
    soup = page(visitor, SIGN_IN + soup.select_one(".languages a[lang=en]")["href"])
    assert soup.html["lang"] == "en"
    assert soup.select_one("input[name=next]")["value"] == "/admin/pages/"
    assert page(visitor, "/cuenta/clave/enlace/").html["lang"] == "en"
    assert visitor.cookies["django_language"]["path"] == "/cuenta/"
    assert page(visitor, f"{SIGN_IN}?idioma=es").html["lang"] == "es"
    assert page(visitor, f"{SIGN_IN}?idioma=xx").html["lang"] == "es"


def test_the_password_of_a_private_page_is_asked_for_in_the_face_of_the_portal(content, visitor):
    private = MissionPage.objects.get()
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="clave")
    soup = answer(visitor.get(private.url_in("es")))
    assert text_of(soup.h1) == "Se necesita una contraseña"
    form = soup.select_one("form.form")
    wrong = visitor.post(form["action"], {"password": "otra", "return_url": private.url_in("es")})
    assert text_of(answer(wrong).title).startswith("Error: ")
    sent = {"password": "clave", "return_url": form.select_one("[name=return_url]")["value"]}
    right = visitor.post(form["action"], sent, follow=True)
    assert text_of(answer(right).h1) == "Nuestra Misión"
