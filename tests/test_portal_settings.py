"""The site's settings: what is empty shows nothing, the alert comes and goes by itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from oim_portal.accounts.models import User
from pages.models import PortalSettings, SocialNetwork

from .edit_forms import form_of
from .html import page, text_of, texts
from .staff import signed_in

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def save_settings(**fields) -> PortalSettings:
    settings = PortalSettings(site=Site.objects.get(), **fields)
    settings.save()
    return settings


@pytest.fixture(params=["no settings", "empty settings"])
def empty(request, content) -> None:
    if request.param == "empty settings":
        save_settings()


@pytest.mark.parametrize("address", ["/es/", "/en/quienes-somos/mision/"])
def test_empty_settings_show_nothing(empty, visitor, address):
    soup = page(visitor, address)
    for nothing in (".alert", "address", ".site-footer__networks", ".site-footer__text"):
        assert soup.select(nothing) == [], nothing
    assert soup.select(".site-header img") == []
    assert soup.select('a[href^="mailto:"]:not(.sharing a), a[href^="tel:"]') == []


def test_a_visit_writes_no_settings(content, visitor):
    visitor.get("/es/")
    assert not PortalSettings.objects.exists()


def test_without_a_name_of_its_own_the_site_bears_the_offices_short_name(empty, visitor):
    assert text_of(page(visitor, "/es/").title).endswith(" – OIM Ecuador")
    assert text_of(page(visitor, "/en/").title).endswith(" – IOM Ecuador")


def test_names_and_footer_are_shown_in_the_language_of_the_page(content, visitor):
    settings = save_settings(
        site_name_es="Migración",
        site_name_en="Migration",
        organisation_es="La oficina",
        organisation_en="The office",
        footer_es="<p>Aviso</p>",
        footer_en="<p>Legal</p>",
    )
    SocialNetwork.objects.create(settings=settings, name="Red", url="https://example.org/oim")
    for language, name, office, text in [
        ("es", "Migración", "La oficina", "Aviso"),
        ("en", "Migration", "The office", "Legal"),
    ]:
        soup = page(visitor, f"/{language}/programas/")
        assert text_of(soup.title).endswith(f" – {name}")
        assert texts(soup, ".brand") == [name]
        assert texts(soup, ".site-footer__name") == [office]
        assert texts(soup, ".site-footer__text") == [text]
        assert soup.find("a", href="https://example.org/oim")["rel"] == ["me", "noopener"]


@pytest.mark.parametrize(
    ("starts", "ends", "is_shown"),
    [
        (None, None, True),
        (-HOUR, None, True),
        (None, HOUR, True),
        (-HOUR, HOUR, True),
        (HOUR, 2 * HOUR, False),
        (HOUR, None, False),
        (None, -HOUR, False),
        (-2 * HOUR, -HOUR, False),
    ],
)
def test_an_alert_is_shown_between_its_start_and_its_end(content, visitor, starts, ends, is_shown):
    now = timezone.now()
    save_settings(
        alert_es="<p>Oficina cerrada</p>",
        alert_en="<p>Office closed</p>",
        alert_from=starts and now + starts,
        alert_until=ends and now + ends,
    )
    assert texts(page(visitor, "/es/"), ".alert") == ["Oficina cerrada"] * is_shown
    assert texts(page(visitor, "/en/programas/"), ".alert") == ["Office closed"] * is_shown


def test_an_alert_in_spanish_alone_is_shown_to_all_with_its_language(content, visitor):
    save_settings(alert_es="<p>Oficina cerrada</p>", alert_en='<p data-block-key="x"></p>')
    (alert,) = page(visitor, "/en/").select(".alert")
    assert (alert["lang"], text_of(alert)) == ("es", "Oficina cerrada")


def test_an_alert_that_ends_before_it_starts_is_refused(content):
    now = timezone.now()
    settings = PortalSettings(site=Site.objects.get(), alert_from=now, alert_until=now - HOUR)
    with pytest.raises(ValidationError, match="after it starts|después") as refused:
        settings.full_clean()
    assert list(refused.value.message_dict) == ["alert_until"]


@pytest.mark.parametrize("name", ["alert_from", "alert_until"])
def test_dates_are_asked_for_by_the_browser_s_own_inputs_which_forget_nothing(content, name):
    root = signed_in(User.objects.create_superuser("root@example.org"))
    address = reverse("alert")
    assert page(root, address).select_one(f"input[name={name}]")["type"] == "datetime-local"
    root.post(address, form_of(root, address) | {name: "2027-05-01T08:00"})
    saved = getattr(PortalSettings.objects.get(), name)
    assert timezone.localtime(saved).isoformat() == "2027-05-01T08:00:00-05:00"
