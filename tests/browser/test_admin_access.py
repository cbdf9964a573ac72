"""Access to the admin: axe on its screens, light and dark, and one name for each button."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.models import Site

from history.models import HistoryEventPage
from oim_portal.accounts.roles import ADMINISTRATOR
from oim_portal.media.models import PortalDocument, PortalImage
from pages.kinds.agenda.models import ActivityPage
from pages.kinds.calls.models import CallPage
from pages.kinds.news.models import NewsPage
from pages.kinds.publications.models import PublicationPage
from pages.models import ContentPage, HomePage, MissionPage, ValuesPage
from programs.models import ProgramPage

from ..kind_content import publish_each_kind
from ..sample_page import publish_page_with_every_block
from .test_design import RULES

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLE = ("every block", "first page", "images", "reading desk", "withdraw a consent")


def screens() -> dict[str, str]:
    """Return the addresses of the screens by name."""
    page = ContentPage.objects.get(slug="todos-los-bloques")
    older, newer = page.revisions.order_by("pk").values_list("pk", flat=True)[:2]

    def edit(model) -> str:
        return reverse("wagtailadmin_pages:edit", args=[model.objects.first().pk])

    return {
        "first page": reverse("wagtailadmin_home"),
        "explorer": reverse("wagtailadmin_explore", args=[HomePage.objects.get().pk]),
        "every block": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "event": edit(HistoryEventPage),
        "programme": edit(ProgramPage),
        "mission": edit(MissionPage),
        "values": edit(ValuesPage),
        "news item": edit(NewsPage),
        "publication": edit(PublicationPage),
        "activity": edit(ActivityPage),
        "call": edit(CallPage),
        "next call": reverse("use_as_pattern", args=[CallPage.objects.first().pk]),
        "reading desk": reverse("review_read", args=[page.pk]),
        "comparison": reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, older, newer]),
        "images": reverse("wagtailimages:index"),
        "add an image": reverse("wagtailimages:add"),
        "an image": reverse("wagtailimages:edit", args=[PortalImage.objects.first().pk]),
        "withdraw a consent": reverse("withdraw_consent", args=[PortalImage.objects.first().pk]),
        "documents": reverse("wagtaildocs:index"),
        "a document": reverse("wagtaildocs:edit", args=[PortalDocument.objects.first().pk]),
        "to review": reverse("to_review_report"),
        "translations": reverse("translations_report"),
        "trash": reverse("trash"),
        "people": reverse("wagtailusers_users:index"),
        "account": reverse("wagtailadmin_account"),
        "settings": reverse(
            "wagtailsettings:edit", args=["pages", "portalsettings", Site.objects.get().pk]
        ),
        "alert": reverse("alert"),
        "guide": reverse("guide"),
        "search": reverse("wagtailadmin_pages:search") + "?q=oim",
        "words to avoid": reverse("wagtailsnippets_pages_wordtoavoid:list"),
        "sign in": reverse("account_login"),
    }


@pytest.fixture
def filled(content) -> None:
    publish_each_kind()
    page = publish_page_with_every_block()
    page.lead_es = "Ayuda en un plazo de 15 días."
    page.save_revision()


def open_screen(page: Page, address: str) -> None:
    page.goto(address)
    if page.locator("[data-draftail-input]").count():
        expect(page.locator(".public-DraftEditor-content").first).to_be_attached()


def findings(page: Page) -> list[str]:
    result = Axe().run(page, options=RULES).response
    return [
        f"{rule['id']}: {node['target']} {node['html'][:200]} {node.get('failureSummary', '')}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def found_on(staff, names: list[str], scheme: str) -> dict[str, list[str]]:
    page = staff(ADMINISTRATOR, color_scheme=scheme)
    found = {}
    for name, address in screens().items():
        if name in names:
            open_screen(page, address)
            if wrong := findings(page):
                found[name] = wrong
    return found


def test_axe_finds_nothing_on_a_sample_of_the_screens(staff, filled):
    assert found_on(staff, [*SAMPLE], "dark") == {}


@pytest.mark.full
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(staff, filled, scheme):
    assert found_on(staff, [*screens()], scheme) == {}


@pytest.mark.full
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_windows_in_which_something_is_chosen(staff, filled, scheme):
    page = staff(ADMINISTRATOR, color_scheme=scheme)
    open_screen(page, screens()["event"])
    page.get_by_role("tab", name="Datos").click()
    page.get_by_role("button", name="Elegir una imagen").first.click()
    expect(page.locator(".modal-body")).to_be_visible()
    assert findings(page) == []


def test_one_button_is_called_for_the_menu(staff, filled):
    page = staff(ADMINISTRATOR)
    open_screen(page, screens()["every block"])
    expect(page.get_by_role("button", name="Abrir o cerrar el menú")).to_have_count(1)
    expect(page.get_by_role("button", name="Abrir o cerrar el panel lateral")).to_have_count(1)
