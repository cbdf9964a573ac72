"""The whole editor under a policy without inline scripts: nothing is blocked, everything works."""

import re
from contextlib import suppress

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import Locator, Page, TimeoutError, expect
from wagtail.users.models import UserProfile

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR
from oim_portal.media.deletion import delete_permanently
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.trash.page_moves import trash_page
from pages.models import ContentPage, HomePage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramPage

from ..factories import add_page
from ..pictures import encoded, scene, upload
from .admin import complaints, give_reason

pytestmark = pytest.mark.django_db(transaction=True)

LIMIT = 60_000  # milliseconds: against hanging only


@pytest.fixture
def editor(staff):
    """An administrator's browser, in which nothing may be blocked and no script may fail."""
    page = staff(ADMINISTRATOR)
    profile = UserProfile.get_for_user(User.objects.get(groups__name=ADMINISTRATOR))
    profile.preferred_language = "en"
    profile.save()
    page.set_default_timeout(LIMIT)
    expect.set_options(timeout=LIMIT)
    found = complaints(page)
    yield page
    assert found == []


def dialog(editor: Page) -> Locator:
    return editor.locator(".modal-body")


def add_block(editor: Page, name: str) -> None:
    editor.locator("[data-text-language=es] .c-sf-add-button").last.click()
    editor.get_by_role("option", name=re.compile(f"^{name} ")).click()


def open_dialog(editor: Page, button: Locator) -> None:
    """Press a button until its dialog opens: the form may just be saving itself."""
    for _try in range(3):
        with suppress(TimeoutError):
            button.click(timeout=LIMIT / 3)
            dialog(editor).first.wait_for(timeout=LIMIT / 3)
            return
    expect(dialog(editor)).to_be_visible()


def choose(editor: Page, button: Locator, item: str) -> None:
    """Press a chooser's button and take an item of its dialog."""
    open_dialog(editor, button)
    dialog(editor).get_by_role("link", name=item, exact=True).click()
    expect(dialog(editor)).to_have_count(0)


def pick_date(editor: Page, field: str) -> None:
    """Choose a day of the next month from the calendar that a field opens."""
    editor.locator(field).click()
    editor.locator(".xdsoft_datetimepicker:visible .xdsoft_next").first.click()
    editor.locator(".xdsoft_datetimepicker:visible .xdsoft_date").nth(20).click()
    expect(editor.locator(field)).not_to_have_value("")


@pytest.mark.full
def test_a_page_is_written_illustrated_dated_discussed_and_published(editor, tmp_path):
    child = ContentPage(title="Prueba", slug="prueba", live=False)
    page = HomePage.objects.get().add_child(instance=child)
    PortalImage.objects.create(title="Foto", file=upload(encoded(scene(), "png"), "foto.png"))
    PortalDocument.objects.create(title="Informe", file=ContentFile(b"%PDF-1.4", "informe.pdf"))
    editor.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    titles = editor.locator("[data-text-language=es] [data-chooser-title]")

    add_block(editor, "Text")
    text = editor.locator("[data-text-language=es] [contenteditable=true]").last
    text.click()
    editor.keyboard.type("Hola a todos")
    editor.keyboard.press("Control+a")
    editor.keyboard.press("Control+b")
    choose(editor, editor.locator("button[name=LINK]").last, "Inicio")
    expect(text.locator(".TooltipEntity")).to_have_text("Hola a todos")

    add_block(editor, "Picture")
    choose(editor, editor.get_by_role("button", name="Choose an image").last, "Foto")
    expect(titles.last).to_have_text("Foto")
    editor.locator("[data-text-language=es] [name$=decorative]").last.check()

    add_block(editor, "Picture")
    upload_in_dialog(editor, tmp_path / "otra.png")
    expect(titles.last).to_have_text("otra")
    editor.locator("[data-text-language=es] [name$=decorative]").last.check()

    add_block(editor, "Document")
    choose(editor, editor.get_by_role("button", name="Choose a document").last, "Informe")
    expect(titles.last).to_have_text("Informe")

    editor.get_by_role("tab", name="Publication").click()
    editor.locator("#id_review_on").fill("2099-01-31")

    editor.get_by_role("button", name="Toggle status").click()
    editor.get_by_role("button", name="Set schedule").click()
    editor.locator("#id_expire_at").fill("2099-12-31T08:00")
    with editor.expect_navigation():
        editor.get_by_role("button", name="Save the dates with the draft").click()

    editor.get_by_role("button", name="Toggle preview").click()
    preview = editor.frame_locator("#w-preview-iframe")
    expect(preview.locator("h1")).to_have_text("Prueba")
    expect(preview.locator("main img")).to_have_count(2)

    comment(editor, "¿Es verdad?")
    publish(editor)

    page.refresh_from_db()
    assert page.live
    assert [block.block_type for block in page.body_es] == [
        "paragraph",
        "picture",
        "picture",
        "document",
    ]
    assert 'linktype="page"' in page.body_es[0].value.source
    assert page.review_on
    assert page.expire_at


def upload_in_dialog(editor: Page, file) -> None:
    file.write_bytes(encoded(scene(size=(80, 60)), "png"))
    open_dialog(editor, editor.get_by_role("button", name="Choose an image").last)
    form = dialog(editor)
    form.get_by_role("tab", name="Upload").click()
    form.locator("input[type=file]").set_input_files(file)
    expect(form.locator("input[name$=title]")).to_have_value(file.stem)
    form.get_by_role("button", name="Upload").click()
    expect(form.locator(".error-message")).to_be_visible()  # consent is missing; the file is not
    form.locator("select[name$=consent]").select_option("yes")
    form.get_by_role("button", name="Upload").click()
    expect(form).to_have_count(0)


def comment(editor: Page, text: str) -> None:
    editor.get_by_role("button", name="Toggle comments").click()
    editor.locator("#id_lead_en").hover()
    editor.locator("[data-text-name=lead_en] [data-comment-add]").click()
    editor.locator(".comment textarea").first.fill(text)
    editor.get_by_role("button", name="Comment", exact=True).click()
    expect(editor.locator(".comment").get_by_text(text)).to_be_visible()


def publish(editor: Page) -> None:
    editor.locator("footer [data-w-dropdown-target=toggle]").click()
    editor.get_by_role("button", name="Publish", exact=True).click()
    give_reason(editor)


@pytest.mark.full
def test_inline_rows_are_added_moved_and_deleted(editor):
    page = ProgramPage.objects.get(slug="reasentamiento-desde-america-latina")
    with publishing_reason("test"):
        page.event_links.all().delete()
    editor.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    editor.get_by_role("tab", name="Data").click()
    rows = editor.locator("#id_event_links-FORMS > :not(.deleted)")
    titles = rows.locator("[data-chooser-title]")
    for number in range(3):
        editor.get_by_role("button", name="Add Event").click()
        rows.last.get_by_role("button", name="Choose a page").click()
        dialog(editor).locator("a.choose-page").nth(number).click()
        expect(titles.nth(number)).not_to_have_text("")
    first, second, third = titles.all_inner_texts()
    rows.last.get_by_role("button", name="Move up").click()
    expect(titles).to_have_text([first, third, second])
    rows.first.get_by_role("button", name="Delete").click()
    expect(titles).to_have_text([third, second])
    publish(editor)
    assert [link.event.title for link in page.event_links.all()] == [third, second]


def test_other_screens_with_choosers_and_dates_work(editor):
    editor.goto(reverse("wagtailredirects:add"))
    choose(editor, editor.get_by_role("button", name="Choose a page"), "Inicio")
    expect(editor.locator("[data-chooser-title]")).to_have_text("Inicio")

    editor.goto(reverse("wagtailadmin_pages:move", args=[ProgramPage.objects.first().pk]))
    editor.locator(".chooser").get_by_role("button", name="Actions").click()
    editor.get_by_role("button", name="Choose another page").click()
    expect(dialog(editor).locator("a.choose-page").first).to_be_visible()

    editor.goto(reverse("wagtailadmin_reports:site_history"))
    editor.get_by_role("button", name="Show filters").click()
    editor.get_by_role("button", name="Date", exact=True).click()
    pick_date(editor, "#id_timestamp_0")

    editor.goto(reverse("wagtailadmin_workflows:add"))
    editor.get_by_role("button", name="Add task").click()
    editor.get_by_role("button", name="Choose a task").click()
    expect(dialog(editor).get_by_role("tab").first).to_be_visible()


def test_a_page_whose_parent_is_gone_is_restored_under_a_page_that_is_chosen(editor):
    section = add_page(title="Seccion")
    child = add_page(section, title="Hija")
    deletion = trash_page(child, None)
    with delete_permanently():
        ContentPage.objects.get(pk=section.pk).delete()
    editor.goto(reverse("trash_restore", args=[deletion.pk]))
    choose(editor, editor.get_by_role("button", name="Choose a page"), "Inicio")
    expect(editor.locator("[data-chooser-title]")).to_have_text("Inicio")
    editor.get_by_role("button", name="Restore", exact=True).click()
    expect(editor.locator(".messages .success")).to_be_visible()
    assert ContentPage.objects.get(pk=child.pk).get_parent().pk == HomePage.objects.get().pk
