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
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from oim_portal.media.models import PortalImage
from pages.models import ContentPage, HomePage, PortalSettings

from ..factories import add_page, publish_page
from ..pictures import encoded, scene, upload
from ..staff import code_now, person
from .saved_state import (
    COPIES,
    OFFER,
    expect_copies,
    expect_state,
    line,
    open_form,
    press_save,
    recover,
)
from .sign_in import enter, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

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


def as_full(*forms) -> list:
    return [pytest.param(form, marks=pytest.mark.full) for form in forms]


def sign_in_elsewhere(window: Page, email: str = "ana@example.org") -> Page:
    other = window.context.new_page()
    sign_in(other, email)
    expect(other).to_have_url(re.compile("/admin/$"))
    return other


def test_a_page_says_that_the_session_ended_and_goes_on_by_itself(browser_of, page, settings):
    settings.MFA_TOTP_TOLERANCE = 1  # the period may end while somebody types
    window = browser_of(EDITOR)
    open_form(window, edit_url(page))
    secret = generate_totp_secret()
    TOTP.activate(User.objects.get(), secret)
    settings.PORTAL_REQUIRE_MFA = True
    end_sessions()
    window.locator("#id_lead_es").fill(TYPED)
    expect_state(window, "ended")
    expect(line(window)).to_contain_text("inicie sesión en otra pestaña y siga aquí")
    expect(line(window)).to_contain_text("Guardado en esta computadora")
    assert draft(page) == "Al comienzo"

    with window.context.expect_page() as opened:
        line(window).get_by_role("link", name="Iniciar sesión").locator("visible=true").click()
    other = opened.value
    enter(other, "ana@example.org")
    expect(other.locator("#id_code")).to_be_visible()
    assert draft(page) == "Al comienzo"
    other.locator("#id_code").fill(code_now(secret))
    other.locator("form.form button").first.click()

    expect_state(window, "portal")  # nobody has touched it
    assert draft(page) == TYPED
    expect_copies(window, 0)


@pytest.mark.full
@pytest.mark.parametrize("form", [settings_form, *as_full(new_page_form, snippet_form, image_form)])
def test_a_button_that_was_pressed_in_an_ended_session_leaves_the_form_as_it_is(
    browser_of, content, form
):
    address, field, stored = form(content)
    window = browser_of(ADMINISTRATOR)
    open_form(window, address)
    before = stored() or ""
    end_sessions()
    window.locator(field).fill(TYPED)
    press_save(window)
    expect_state(window, "ended")
    expect(window.locator(field)).to_have_value(TYPED)
    assert (stored() or "") == before

    sign_in_elsewhere(window)

    window.wait_for_function(f"() => {COPIES} === 0")
    assert stored() == TYPED


@pytest.mark.full
@pytest.mark.parametrize("ends", ["before", "while the form waits"])
def test_a_button_of_an_ended_session_publishes_nothing_afterwards(browser_of, page, ends):
    window = browser_of(PUBLISHER)
    open_form(window, edit_url(page))
    window.locator("#id_lead_es").fill(TYPED)
    if ends == "before":
        end_sessions()
    else:
        window.evaluate(
            """() => document.addEventListener("submit", (event) => {
              event.preventDefault();
              event.stopImmediatePropagation();
              const field = Object.assign(document.createElement("input"), {
                type: "hidden", name: "action-publish", value: "action-publish",
              });
              event.target.append(field);
            }, { capture: true, once: true })"""
        )
        window.locator("[data-edit-form]").evaluate("form => form.requestSubmit()")
        window.wait_for_selector("[name=action-publish][type=hidden]", state="attached")
        end_sessions()
        window.locator("#id_lead_es").fill(f"{TYPED}.")
    window.locator(".footer__container [data-w-dropdown-target='toggle']").click()
    window.get_by_role("button", name="Publicar", exact=True).click()
    expect_state(window, "ended")
    sign_in_elsewhere(window)
    expect_state(window, "portal")
    assert draft(page).startswith(TYPED)
    page.refresh_from_db()
    assert page.lead_es == "Al comienzo"
    assert window.locator("[name=action-publish][type=hidden]").count() == 0


@pytest.mark.full
@pytest.mark.parametrize("form", FORMS)
def test_what_was_typed_is_offered_when_the_form_opens_again(browser_of, content, form):
    address, field, stored = form(content)
    window = browser_of(ADMINISTRATOR)
    open_form(window, address)
    before = stored() or ""
    end_sessions()
    window.locator(field).fill(TYPED)
    window.locator(field).blur()
    # The title of a new page makes its slug.
    window.wait_for_function("() => document.querySelector('#id_slug')?.value !== ''")
    expect_copies(window, 1)
    window.close(run_before_unload=False)

    window = window.context.new_page()
    window.goto(address)
    expect(window).to_have_url(re.compile("/cuenta/entrar/"))
    expect(window.locator("[data-text-is-kept]")).to_be_visible()
    enter(window, "ana@example.org")
    expect(window.locator(".messages .success")).to_be_visible()  # the greeting
    expect(window.locator(field)).to_have_value(before)
    assert (stored() or "") == before
    recover(window)
    assert stored() == TYPED


def test_nothing_is_sent_in_the_name_of_somebody_else(browser_of, page):
    window = browser_of(EDITOR)
    person(EDITOR, "eva@example.org")
    open_form(window, edit_url(page))
    end_sessions()
    window.locator("#id_lead_es").fill(TYPED)
    eva = sign_in_elsewhere(window, "eva@example.org")
    expect_state(window, "other")
    press_save(window)
    expect_state(window, "other")
    expect(line(window)).to_contain_text("Otra persona inició sesión")
    expect(window.locator("#id_lead_es")).to_have_value(TYPED)
    expect_copies(window, 1)

    eva.goto(edit_url(page))
    expect(eva.locator("#id_lead_es")).to_have_value("Al comienzo")
    expect(eva.locator(OFFER)).to_have_count(0)
    assert page.revisions.count() == 1
    eva.goto("/cuenta/salir/")
    eva.locator("form button[type=submit]").last.click()
    expect(eva.locator("[data-text-is-kept]")).to_be_visible()

    enter(eva, "ana@example.org")
    expect_state(window, "portal")
    assert draft(page) == TYPED
    assert page.get_latest_revision().user == User.objects.get(email="ana@example.org")


@pytest.mark.full
def test_the_text_of_somebody_whose_account_is_closed_stays_on_the_computer(browser_of, page):
    window = browser_of(EDITOR)
    open_form(window, edit_url(page))
    User.objects.update(is_active=False)
    window.locator("#id_lead_es").fill(TYPED)
    expect_state(window, "ended")
    expect_copies(window, 1)
    assert draft(page) == "Al comienzo"


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
