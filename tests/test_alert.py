"""The alert: publishers put it up, see it as visitors will, and say when it ends."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from pages.models import PortalSettings

from .edit_forms import form_of
from .html import page, texts
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

BLOCK = {"key": "a", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}


def typed(text: str) -> str:
    """Return what the rich text editor submits."""
    return json.dumps({"blocks": [BLOCK | {"text": text, "data": {}}], "entityMap": {}})


@pytest.fixture
def address() -> str:
    return reverse("alert")


def page_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def fields(client, address: str, **changed) -> dict:
    return form_of(client, address) | {
        "alert_es": typed("Oficina cerrada"),
        "alert_en": typed("Office closed"),
        **changed,
    }


def tomorrow() -> str:
    return (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")


def test_a_publisher_puts_up_an_alert_and_visitors_see_it(content, visitor, address):
    publisher = signed_in(person(PUBLISHER))
    publisher.post(address, fields(publisher, address, alert_until=tomorrow()))
    assert texts(page(visitor, "/es/"), ".alert") == ["Oficina cerrada"]
    assert texts(page(visitor, "/en/programas/"), ".alert") == ["Office closed"]


def test_an_alert_without_an_end_is_refused(content, visitor, address):
    publisher = signed_in(person(PUBLISHER))
    answer = publisher.post(address, fields(publisher, address))
    assert "Diga cuándo termina el aviso." in answer.content.decode()
    assert texts(page(visitor, "/es/"), ".alert") == []


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("9999-12-31T23:59", "Elija un año entre"),
        ("2199-12-31T23:59", "Elija un día dentro de un año."),
        ("2020-01-01T10:00", "Ya pasó"),
    ],
)
def test_an_alert_that_never_ends_or_has_ended_is_refused(content, visitor, address, end, said):
    publisher = signed_in(person(PUBLISHER))
    answer = publisher.post(address, fields(publisher, address, alert_until=end)).content.decode()
    assert said in answer
    assert "Diga cuándo termina el aviso." not in answer
    assert not PortalSettings.objects.exclude(alert_es="").exists()
    assert visitor.get("/es/").status_code == 200


def test_a_preview_shows_the_alert_in_each_language_and_saves_nothing(content, visitor, address):
    publisher = signed_in(person(PUBLISHER))
    posted = fields(publisher, address, alert_until=tomorrow(), preview="1")
    shown = publisher.post(address, posted).content.decode()
    frames = BeautifulSoup(shown, "html.parser").select("iframe")
    seen = [BeautifulSoup(frame["srcdoc"], "html.parser").get_text() for frame in frames]
    assert ["Oficina cerrada" in seen[0], "Office closed" in seen[1]] == [True, True]
    assert not PortalSettings.objects.exclude(alert_es="").exists()
    assert texts(page(visitor, "/es/"), ".alert") == []


def test_an_editor_puts_up_no_alert(content, address):
    assert signed_in(person(EDITOR)).get(address).status_code == 302


def test_an_alert_that_a_colleague_has_put_up_meanwhile_is_not_overwritten(content, address):
    ana, paz = (
        signed_in(person(PUBLISHER, f"{name}@example.org", first_name=name))
        for name in ("Ana", "Paz")
    )
    late = fields(ana, address, alert_until=tomorrow(), alert_es=typed("De Ana"))
    paz.post(address, fields(paz, address, alert_until=tomorrow(), alert_es=typed("De Paz")))
    answer = ana.post(address, late)
    told = answer.content.decode()
    assert "De Paz" in PortalSettings.objects.get().alert_es
    assert "Paz Paz" in told
    assert "De Ana" in told
    again = form_of(ana, answer) | {"alert_es": late["alert_es"], "alert_en": late["alert_en"]}
    ana.post(address, again)
    assert "De Ana" in PortalSettings.objects.get().alert_es


def test_another_setting_that_a_colleague_has_saved_does_not_hold_up_an_alert(content, address):
    publisher = signed_in(person(PUBLISHER))
    sent = fields(publisher, address, alert_until=tomorrow())
    PortalSettings.objects.update(neutral_page="https://example.org/")
    publisher.post(address, sent)
    assert "Oficina cerrada" in PortalSettings.objects.get().alert_es


def test_an_alert_in_english_alone_is_an_alert(content, visitor, address):
    publisher = signed_in(person(PUBLISHER))
    posted = fields(publisher, address, alert_es=typed(""), alert_until=tomorrow())
    shown = publisher.post(address, posted | {"preview": "1"}).content.decode()
    [frame] = BeautifulSoup(shown, "html.parser").select("iframe")
    assert "Office closed" in frame["srcdoc"]
    answer = publisher.post(address, posted, follow=True).content.decode()
    assert "El aviso está guardado" in answer
    assert texts(page(visitor, "/en/"), ".alert") == ["Office closed"]
    assert texts(page(visitor, "/es/"), ".alert") == []


def test_a_preview_in_which_nothing_is_marked_asks_for_no_correction(content, address):
    publisher = signed_in(person(PUBLISHER))
    posted = fields(publisher, address, alert_until=tomorrow(), preview="1")
    line = page_of(publisher.post(address, posted)).select_one("#saved-state")
    assert "data-valid" in line.attrs
    line = page_of(publisher.post(address, posted | {"alert_until": ""})).select_one("#saved-state")
    assert "data-valid" not in line.attrs
