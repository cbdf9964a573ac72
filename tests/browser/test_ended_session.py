"""A session that ends while somebody writes costs no word, whoever signs in then, and how."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.models import Site

from history.models import Theme
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR
from oim_portal.media.models import PortalImage
from pages.models import ContentPage, HomePage, PortalSettings

from ..factories import add_page, publish_page
from ..pictures import encoded, scene, upload
from ..staff import code_now, person
from .sign_in import enter, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

COPIES = "Object.keys(localStorage).filter((key) => key.startsWith('unsaved-text:')).length"
OFFER = "[data-unsaved-text]"
TYPED = "Tras el fin de la sesión"


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(title="Una página", lead_es="Al comienzo")
    publish_page(page)
    return page


@pytest.fixture
def browser_of(new_context, live_server, content):
    """Open a browser in which a new person of a role has signed in by the sign-in page."""

    def open_as(role: str, email: str = "ana@example.org") -> Page:
        person(role, email)
        window = new_context(base_url=live_server.url, locale="es-EC").new_page()
        sign_in(window, email)
        expect(window).to_have_url(re.compile("/admin/$"))
        return window

    return open_as


def end_sessions() -> None:
    Session.objects.all().delete()


def edit_url(page: ContentPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def draft(page: ContentPage) -> str:
    page.refresh_from_db()
    return page.get_latest_revision_as_object().lead_es


def open_form(window: Page, address: str) -> None:
    """Open a form, and wait until it is watched: what is typed before is not saved by itself.

    Wagtail's script starts twice with the form, and each start watches it two seconds later.
    """
    window.add_init_script(
        """window.starts = window.watched = 0;
        document.addEventListener("w-unsaved:ready", () => { window.starts += 1; });
        document.addEventListener("w-unsaved:watch-edits", () => { window.watched += 1; });"""
    )
    window.goto(address)
    window.wait_for_function("() => starts && starts === watched", timeout=60_000)


def paused(window: Page):
    return window.locator("footer", has_text="guardado automático").get_by_text("sesión terminó")


def press_save(window: Page) -> None:
    window.locator("[data-edit-form] footer [type=submit]").first.click()


def recover(window: Page) -> None:
    window.locator(f"{OFFER} [data-recover]").click()
    expect(window.locator(".messages .success")).to_be_visible()
    assert window.evaluate(COPIES) == 0


def page_form(content):
    page = add_page(title="Una página", lead_es="Al comienzo")
    publish_page(page)
    return edit_url(page), "#id_lead_es", lambda: draft(page)


def new_page_form(content):
    home = HomePage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["pages", "contentpage", home.pk])
    return address, "#id_title", lambda: TYPED if home.get_children().filter(title=TYPED) else ""


def settings_form(content):
    site = Site.objects.get()
    address = reverse("wagtailsettings:edit", args=["pages", "portalsettings", site.pk])
    return address, "#id_organisation_es", lambda: PortalSettings.for_site(site).organisation_es


def snippet_form(content):
    theme = Theme.objects.first()
    address = reverse("wagtailsnippets_history_theme:edit", args=[theme.pk])
    return address, "#id_name_es", lambda: Theme.objects.get(pk=theme.pk).name_es


def image_form(content):
    image = PortalImage.objects.create(
        title="Foto", file=upload(encoded(scene(), "png"), "foto.png"), consent="nobody"
    )
    address = reverse("wagtailimages:edit", args=[image.pk])
    return address, "#id_title", lambda: PortalImage.objects.get(pk=image.pk).title


FORMS = (page_form, new_page_form, settings_form, snippet_form, image_form)


@pytest.mark.parametrize("forms", [FORMS[1:3], pytest.param(FORMS, marks=pytest.mark.full)])
def test_what_was_typed_is_offered_after_signing_in_by_the_sign_in_page(browser_of, content, forms):
    window = browser_of(ADMINISTRATOR)
    for form in forms:
        address, field, stored = form(content)
        window.goto(address)
        before = stored() or ""
        end_sessions()
        window.locator(field).fill(TYPED)
        window.locator(field).blur()
        # The title of a new page makes its slug.
        window.wait_for_function("() => document.querySelector('#id_slug')?.value !== ''")
        press_save(window)
        expect(window).to_have_url(re.compile("/cuenta/entrar/"))
        expect(window.locator("[data-text-is-kept]")).to_be_visible()

        enter(window, "ana@example.org")
        expect(window.locator(".messages .success")).to_be_visible()  # the greeting
        expect(window.locator(field)).to_have_value(before)
        assert (stored() or "") == before
        recover(window)

        assert stored() == TYPED


@pytest.mark.full
def test_the_bar_says_that_the_session_ended_and_saves_after_signing_in_in_another_tab(
    browser_of, page
):
    window = browser_of(EDITOR)
    open_form(window, edit_url(page))
    end_sessions()
    window.locator("#id_lead_es").fill(TYPED)
    expect(paused(window)).to_have_text(re.compile("está guardado en esta computadora"))
    assert draft(page) == "Al comienzo"

    other = window.context.new_page()
    sign_in(other, "ana@example.org")
    expect(other).to_have_url(re.compile("/admin/$"))
    window.locator("#id_lead_es").fill(f"{TYPED}, y más")

    expect(window.locator("#w-autosave-indicator")).to_have_attribute(
        "data-w-autosave-state-value", "saved"
    )
    assert draft(page) == f"{TYPED}, y más"
    window.wait_for_function(f"() => {COPIES} === 0")


def test_a_form_without_autosave_is_sent_after_signing_in_in_another_tab(browser_of, content):
    address, field, stored = settings_form(content)
    window = browser_of(ADMINISTRATOR)
    window.goto(address)
    end_sessions()
    window.locator(field).fill(TYPED)
    other = window.context.new_page()
    sign_in(other, "ana@example.org")
    expect(other).to_have_url(re.compile("/admin/$"))

    press_save(window)

    expect(window.locator(".messages .success")).to_be_visible()
    assert stored() == TYPED
    assert window.evaluate(COPIES) == 0


@pytest.mark.full
def test_another_person_on_the_same_computer_neither_sees_nor_saves_nor_removes_it(
    browser_of, page
):
    window = browser_of(EDITOR)
    person(EDITOR, "eva@example.org")
    open_form(window, edit_url(page))
    end_sessions()
    window.locator("#id_lead_es").fill(TYPED)
    expect(paused(window)).to_be_visible()

    eva = window.context.new_page()
    sign_in(eva, "eva@example.org")
    eva.goto(edit_url(page))
    press_save(window)
    expect(window.locator(".messages .error")).to_contain_text("otra persona")
    expect(window.locator("#id_lead_es")).to_have_value(TYPED)
    window.close(run_before_unload=False)

    expect(eva.locator("#id_lead_es")).to_have_value("Al comienzo")
    expect(eva.locator(OFFER)).to_have_count(0)
    eva.goto("/cuenta/salir/")
    eva.locator("form button[type=submit]").last.click()
    expect(eva.locator("[data-text-is-kept]")).to_be_visible()
    assert draft(page) == "Al comienzo"

    enter(eva, "ana@example.org")
    expect(eva).to_have_url(re.compile("/admin/$"))
    eva.goto(edit_url(page))
    recover(eva)
    assert draft(page) == TYPED


@pytest.mark.full
def test_with_a_second_factor_it_is_offered_too(browser_of, page, settings):
    settings.MFA_TOTP_TOLERANCE = 1  # the period may end while somebody types
    window = browser_of(EDITOR)
    open_form(window, edit_url(page))
    secret = generate_totp_secret()
    TOTP.activate(User.objects.get(), secret)
    settings.PORTAL_REQUIRE_MFA = True
    end_sessions()
    window.locator("#id_lead_es").fill(TYPED)
    expect(paused(window)).to_be_visible()
    press_save(window)

    enter(window, "ana@example.org")
    window.locator("#id_code").fill(code_now(secret))
    window.locator("form.form button").first.click()
    expect(window.locator("#id_lead_es")).to_have_value("Al comienzo")
    recover(window)
    assert draft(page) == TYPED


def test_the_sign_in_page_speaks_of_kept_text_only_where_there_is_some(browser_of, page):
    window = browser_of(EDITOR)
    end_sessions()
    window.goto(edit_url(page))
    expect(window.locator("#id_login")).to_be_visible()
    expect(window.locator("[data-text-is-kept]")).to_be_hidden()


@pytest.mark.full
def test_words_beside_an_uploaded_picture_outlast_the_end_of_the_session(browser_of, tmp_path):
    file = tmp_path / "foto.png"
    file.write_bytes(encoded(scene(), "png"))
    window = browser_of(EDITOR)
    window.goto(reverse("wagtailimages:add_multiple"))
    window.set_input_files("input[type=file]", file)
    title = window.locator("#upload-list input[name$=title]")
    title.fill("Una feria en Quito")
    window.locator("#upload-list select[name$=consent]").select_option(index=1)
    end_sessions()
    save = window.locator("#upload-list button[type=submit]")
    save.click()
    expect(window.locator(".messages .error")).to_be_visible()
    expect(title).to_have_value("Una feria en Quito")

    sign_in(window.context.new_page(), "ana@example.org")
    save.click()
    expect(window.locator(".messages .success")).to_be_visible()
    assert PortalImage.objects.get().title == "Una feria en Quito"
