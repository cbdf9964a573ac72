"""The journeys of the staff guide, as editor and publisher: they work, in so many steps.

`make guide` runs them with a camera: the guide's pictures are of these journeys.
"""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from history.models import HistoryEventPage
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, LABELS, PUBLISHER
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.publishing.scheduling import tomorrow_morning
from oim_portal.trash.page_moves import trash_page
from pages.kinds.calls.models import CallIndexPage, CallPage
from pages.kinds.news.models import NewsIndexPage, NewsPage
from pages.kinds.publications.models import PublicationIndexPage, PublicationPage
from pages.models import ContentPage, MissionPage, TranslationState
from pages.translations.states import confirm
from programs.models import ProgramPage

from ..activities import add_activity, agenda_of_content
from ..call_content import HOST, LINK, allow_hosts
from ..clock import Clock
from ..factories import add_page, publish_page, publish_revision
from ..html import page as read, texts
from ..pdf_files import pdf_with_text
from ..pictures import encoded, scene, upload
from ..staff import PASSWORD, add_person, code_now, person
from .journeys import accounts, pictures, publishing, steps, translating, writing
from .journeys.browser_users import KeyboardUser, MouseUser
from .journeys.camera import VIEWPORT, Camera

pytestmark = pytest.mark.django_db(transaction=True)

# The keyboard alone: `make test-all`.
ALONE = pytest.param(KeyboardUser, marks=pytest.mark.full)
SPANISH, ENGLISH = "Trabajamos para:", "We work to:"
TEXTS = ("Dos mujeres leen un mapa", "Two women read a map")


@pytest.fixture
def camera(request) -> Camera | None:
    return Camera() if request.config.getoption("--write-guide") else None


@pytest.fixture
def walk(staff, camera):
    """Put somebody of a role before the first screen: `user = walk(EDITOR)`."""

    def walk(role: str, kind: type[MouseUser] = MouseUser) -> MouseUser:
        # Pictures are of people with a mouse.
        user = kind(staff(role, viewport=VIEWPORT), camera if kind is MouseUser else None)
        user.start()
        return user

    return walk


@pytest.fixture
def count(request):
    """Hold a job's steps to docs/quality.md, or write them there with `--write-guide`."""

    def count(job: str, taken: int) -> None:
        stock = steps.STOCK.get(job)
        assert stock is None or taken <= stock / 2, job
        if request.config.getoption("--write-guide"):
            steps.write(job, taken)
        assert steps.written()[job] == taken, job

    return count


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(
        title="Una página", lead_es="Como era", lead_en="As it was", display_title_en="A page"
    )
    publish_page(page)
    page.refresh_from_db()
    return page


def photo(name: str, size: tuple[int, int] = (600, 400)) -> dict:
    """Return a photo as a browser attaches it."""
    return {"name": name, "mimeType": "image/png", "buffer": encoded(scene(size=size), "png")}


@pytest.mark.full
def test_a_publisher_changes_the_mission_in_both_languages_and_publishes_it(walk, count):
    user = walk(PUBLISHER)
    writing.change_the_mission(user, SPANISH, ENGLISH)
    publishing.publish_a_correction(user)
    count("Change the mission in both languages and publish", user.steps)
    mission = MissionPage.objects.get()
    assert (mission.commitments_lead_es, mission.commitments_lead_en) == (SPANISH, ENGLISH)
    user.page.goto(mission.url)
    user.sees(SPANISH)


@pytest.mark.parametrize("kind", [MouseUser, ALONE])
def test_an_editor_submits_and_a_publisher_approves(walk, kind):
    """By mouse, and by the keyboard alone."""
    editor = walk(EDITOR, kind)
    writing.change_the_mission(editor, SPANISH, ENGLISH)
    publishing.submit(editor)
    mission = MissionPage.objects.get()
    assert mission.commitments_lead_es != SPANISH
    assert mission.current_workflow_state

    publishing.approve(walk(PUBLISHER, kind), "Misión")
    mission.refresh_from_db()
    assert (mission.commitments_lead_es, mission.commitments_lead_en) == (SPANISH, ENGLISH)


@pytest.mark.full
def test_an_editor_adds_an_event_of_mid_1974(walk, count):
    user = walk(EDITOR)
    writing.add_an_event(user, "Un hecho de prueba", "mediados de 1974")
    count("Add an event of 'mediados de 1974'", user.steps)
    event = HistoryEventPage.objects.get(slug="un-hecho-de-prueba").get_latest_revision_as_object()
    assert (event.date.edtf, event.date_as_written_es) == ("1974-06~", "mediados de 1974")


@pytest.mark.full
def test_an_editor_adds_a_programme(walk):
    writing.add_a_programme(walk(EDITOR), "Un programa de prueba", "en los años 80")
    program = ProgramPage.objects.get(slug="un-programa-de-prueba").get_latest_revision_as_object()
    assert (program.status, program.period_as_written_es) == ("historico", "en los años 80")


@pytest.mark.full
def test_a_publisher_schedules_a_colleagues_draft_for_tomorrow_morning(walk, count, page):
    page.lead_es = "Como será"
    page.save_revision(user=add_person("otra@example.org", EDITOR))
    user = walk(PUBLISHER)
    publishing.publish_tomorrow(user, page.title)
    count("Publish tomorrow at 8", user.steps)
    scheduled = page.revisions.get(approved_go_live_at__isnull=False)
    assert localtime(scheduled.approved_go_live_at) == tomorrow_morning()
    assert scheduled.as_object().lead_es == "Como será"
    page.refresh_from_db()
    assert page.lead_es == "Como era"


@pytest.mark.full
@pytest.mark.parametrize("kind", [MouseUser, ALONE])
def test_a_publisher_undoes_the_last_publication(walk, count, page, kind):
    """By mouse, and by the keyboard alone."""
    page.lead_es = "Un error"
    publish_page(page, user=add_person("otra@example.org", EDITOR))
    user = walk(PUBLISHER, kind)
    publishing.undo(user, page.title)
    count("Undo the last publication", user.steps)
    page.refresh_from_db()
    assert page.lead_es == "Como era"
    assert {version.as_object().lead_es for version in page.revisions.all()} >= {"Un error"}


@pytest.mark.full
@pytest.mark.parametrize("kind", [MouseUser, ALONE])
def test_a_publisher_finds_and_confirms_an_outdated_translation(walk, count, page, kind):
    """By mouse, and by the keyboard alone."""
    state = TranslationState.objects.of(page).get(language="en")
    confirm(state, page, add_person("otra@example.org", PUBLISHER))
    page.lead_es = "Cambiado"
    publish_page(page)
    user = walk(PUBLISHER, kind)
    translating.find_outdated(user)
    count("Find outdated translations", user.steps)
    translating.confirm(user, page.title)
    state.refresh_from_db()
    assert state.state != "outdated"


@pytest.mark.full
def test_a_publisher_restores_a_deleted_page(walk, count, page):
    trash_page(page, add_person("otra@example.org", PUBLISHER))
    user = walk(PUBLISHER)
    publishing.restore(user, page.title)
    count("Restore a deleted page", user.steps)
    restored = ContentPage.objects.get(pk=page.pk)
    assert (restored.live, restored.url_path) == (True, page.url_path)


@pytest.mark.full
def test_an_editor_adds_a_photo_and_uses_it(walk, content):
    user = walk(EDITOR)
    pictures.add_a_photo(user, photo("taller.png"), *TEXTS)
    added = PortalImage.objects.get()
    assert (added.consent, added.description_es, added.description_en) == ("yes", *TEXTS)
    program = ProgramPage.objects.first()
    address = reverse("wagtailadmin_pages:edit", args=[program.pk])
    pictures.use_a_photo(user, address, added.title, *TEXTS)
    program.refresh_from_db()
    draft = program.get_latest_revision_as_object()
    assert (draft.image_id, draft.image_alt_es, draft.image_alt_en) == (added.pk, *TEXTS)


@pytest.mark.full
def test_a_publisher_replaces_a_photo_with_its_text(walk, count, content):
    picture = PortalImage.objects.create(
        title="Taller", file=upload(encoded(scene(), "png"), "a.png")
    )
    program = ProgramPage.objects.published().first()
    program.image, program.image_alt_es, program.image_alt_en = picture, "Antes", "Before"
    publish_page(program)
    user = walk(PUBLISHER)
    pictures.forget_the_texts(
        user, reverse("replace_photo", args=[picture.pk]), photo("b.png", (90, 70))
    )
    user.start()
    pictures.replace_a_photo(user, "Taller", photo("b.png", (90, 70)), *TEXTS)
    count("Replace a photo with its text", user.steps)
    picture.refresh_from_db()
    assert (picture.width, picture.consent, picture.description_en) == (90, "yes", TEXTS[1])
    program.refresh_from_db()
    assert (program.image_alt_es, program.image_alt_en) == TEXTS


@pytest.mark.full
def test_a_publisher_corrects_any_page_in_both_languages(walk, count, page):
    user = walk(PUBLISHER)
    writing.correct_a_page(user, page.title, "Corregido", "Corrected")
    publishing.publish_a_correction(user)
    count("Correct any page in both languages and publish", user.steps)
    page.refresh_from_db()
    assert (page.lead_es, page.lead_en) == ("Corregido", "Corrected")


@pytest.mark.full
def test_an_editor_submits_an_event_with_text_english_and_theme(walk, count):
    user = walk(EDITOR)
    writing.add_a_whole_event(user, "mediados de 1974")
    publishing.submit(user)
    count("Add an event with text, English and theme, and submit it", user.steps)
    event = HistoryEventPage.objects.get(slug="un-taller")
    draft = event.get_latest_revision_as_object()
    assert event.current_workflow_state
    assert draft.date.edtf == "1974-06~"
    assert (draft.themes.count(), "workshop" in draft.text_en) == (1, True)


@pytest.mark.full
def test_an_editor_adds_five_photos(walk, count, content):
    user = walk(EDITOR)
    files = [photo(f"{number}.png", (60 + number, 40)) for number in range(5)]
    pictures.add_photos(user, files, "Ana Paz / OIM")
    count("Add five photos", user.steps)
    assert PortalImage.objects.filter(credit="Ana Paz / OIM", consent="yes").count() == 5


@pytest.mark.full
def test_a_publisher_confirms_ten_translations(walk, count, content):
    before = TranslationState.objects.filter(state="current").count()
    user = walk(PUBLISHER)
    translating.confirm_several(user)
    count("Confirm ten translations", user.steps)
    assert TranslationState.objects.filter(state="current").count() > before


@pytest.mark.full
def test_a_publisher_puts_up_an_alert(walk, count, content):
    user = walk(PUBLISHER)
    writing.put_up_an_alert(
        user,
        "Oficina cerrada",
        "Office closed",
        f"{localtime() + timedelta(days=30):%Y-%m-%dT08:00}",
    )
    count("Put up an alert as a publisher", user.steps)
    user.page.goto("/en/")
    user.sees("Office closed")


@pytest.mark.full
def test_a_publisher_approves_having_seen_the_change(walk, count, page):
    editor = add_person("otra@example.org", EDITOR)
    page.lead_es = "Como será"
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    user = walk(PUBLISHER)
    publishing.approve_having_seen(user, "será")
    count("Approve a page having seen its change", user.steps)
    page.refresh_from_db()
    assert page.lead_es == "Como será"


@pytest.mark.full
def test_a_publisher_restores_a_page_whose_parent_is_gone(walk, count, page):
    somebody = add_person("otra@example.org", PUBLISHER)
    below = add_page(page, "Una página de abajo", lead_es="Abajo")
    publish_page(below)
    trash_page(below, somebody)
    page.refresh_from_db()
    trash_page(page, somebody)
    user = walk(PUBLISHER)
    publishing.restore_without_a_parent(user, below.title, page.title)
    count("Restore a page whose parent is gone", user.steps)
    assert ContentPage.objects.get(pk=below.pk).get_parent().pk == page.pk


def copied_table(rows: int, columns: int) -> str:
    """Return a table as a spreadsheet puts it into the clipboard, with its headings."""
    names = [["Cantón", "Personas", "Parte", "Año"][:columns]]
    names += [[f"Cantón {row}", "1.250", "12,5 %", "2026"][:columns] for row in range(1, rows + 1)]
    lines = "".join(f"<tr><td>{'</td><td>'.join(each)}</td></tr>" for each in names)
    return f"<html><body><table>{lines}</table></body></html>"


@pytest.mark.full
def test_an_editor_adds_a_page_with_a_photo_a_table_and_a_quotation(walk, count, content):
    PortalImage.objects.create(title="Taller", file=upload(encoded(scene(), "png"), "a.png"))
    user = walk(EDITOR)
    writing.add_a_page_with_a_table(user, "Taller", copied_table(30, 3))
    count("Add a page with a photo, a table of 30 rows and a quotation", user.steps)
    page = ContentPage.objects.get(slug="personas-atendidas").get_latest_revision_as_object()
    assert [block.block_type for block in page.body_es] == ["picture", "quotation", "table"]
    table = page.body_es[2].value
    assert (len(table.row_data), len(table.columns)) == (30, 3)
    assert table.caption == "Personas atendidas por cantón"


@pytest.mark.full
def test_a_publisher_publishes_a_news_item_with_a_photo_in_both_languages(walk, count, content):
    """Up to the public page, the list and the front page, which nobody touches."""
    description = {"description_es": TEXTS[0], "description_en": TEXTS[1]}
    file = upload(encoded(scene(), "png"), "a.png")
    PortalImage.objects.create(title="Taller", file=file, consent="yes", **description)
    publish_page(NewsIndexPage.objects.get())
    user = walk(PUBLISHER)
    writing.add_a_news_item(user, "Taller")
    publishing.press(user, "Publicar: es urgente")
    user.told()
    count("Publish a news item with a photo in both languages", user.steps)
    item = NewsPage.objects.get()
    assert (item.live, item.image_alt_es, item.image_alt_en) == (True, *TEXTS)
    for address, text in ((item.url, "Hubo un taller."), ("/es/", item.title)):
        user.page.goto(address)
        user.sees(text)


@pytest.mark.full
def test_an_editor_submits_a_call_which_closes_by_itself(
    walk, count, content, visitor, monkeypatch
):
    """Nobody touches it again: from the moment on it says that it is closed, without its link."""
    allow_hosts(HOST)
    publish_page(CallIndexPage.objects.get())
    closes_at = localtime().replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=9)
    editor = walk(EDITOR)
    writing.add_a_call(editor, f"{closes_at:%Y-%m-%dT%H:%M}", LINK)
    publishing.press(editor, "Enviar a Revisión")
    editor.told()
    count("Write a call that closes and submit it", editor.steps)
    call = CallPage.objects.get()
    assert not call.live
    assert call.current_workflow_state
    assert call.get_latest_revision_as_object().closes_at == closes_at

    publish_revision(call.get_latest_revision())
    shown = read(visitor, call.url)
    assert texts(shown, ".call-kind .tag") == []
    assert shown.select(f'a[href="{LINK}"]')
    monkeypatch.setattr(timezone, "now", Clock(closes_at))
    shown = read(visitor, call.url)
    assert texts(shown, ".call-kind .tag") == ["Cerrada"]
    assert not shown.select(f'a[href="{LINK}"]')


@pytest.mark.full
@pytest.mark.parametrize("are_in_library", [True, False])
def test_a_publisher_publishes_a_publication_with_two_files(
    walk, count, content, visitor, are_in_library
):
    """With documents of the library, and with files that are put there from the form."""
    publish_page(PublicationIndexPage.objects.get())
    user = walk(PUBLISHER)
    if are_in_library:
        for name in ("Informe", "Report"):
            file = ContentFile(pdf_with_text(name), f"{name}.pdf")
            PortalDocument.objects.create(title=name, file=file)
        writing.add_a_publication(user, {"Informe": "Español", "Report": "English"})
    else:
        pdf = {"mimeType": "application/pdf", "buffer": pdf_with_text("Informe")}
        files = {"Español": pdf | {"name": "a.pdf"}, "English": pdf | {"name": "b.pdf"}}
        writing.add_a_publication_from_files(user, files)
    publishing.press(user, "Publicar: es urgente")
    user.told()
    if are_in_library:
        count("Publish a publication with two files", user.steps)
    shown = read(visitor, PublicationPage.objects.get().url)
    assert [link["hreflang"] for link in shown.select(".files__link")] == ["es", "en"]
    for link in shown.select(".files__link"):
        assert visitor.get(link["href"]).status_code == 200


@pytest.mark.full
def test_a_publisher_cancels_an_activity(walk, count, content, visitor):
    """It stays where it is, for those who wanted to come, and says so."""
    activity = add_activity(agenda_of_content(), "Feria de empleo")
    publish_page(activity)
    user = walk(PUBLISHER)
    writing.cancel_an_activity(user, activity.title, f"{localtime():%Y-%m-%d}", "Por la lluvia.")
    publishing.press(user, "Publicar: es urgente")
    user.told()
    count("Cancel an activity", user.steps)
    for address in (activity.url, "/es/agenda/"):
        shown = read(visitor, address).main.get_text()
        assert "Cancelada" in shown
        assert "Por la lluvia." in shown
    assert "STATUS:CANCELLED" in visitor.get(f"{activity.url}actividad.ics").text


@pytest.mark.full
def test_a_publisher_withdraws_the_consent_to_a_picture(walk, count, content, visitor):
    """The page goes on without it; its file answers no more."""
    file = upload(encoded(scene(), "png"), "a.png")
    picture = PortalImage.objects.create(title="Taller", file=file, consent="yes")
    program = ProgramPage.objects.published().first()
    program.image, program.image_alt_es, program.image_alt_en = picture, *TEXTS
    publish_page(program)
    address = read(visitor, program.url).select_one(f'img[alt="{TEXTS[0]}"]')["src"]
    assert visitor.get(address).status_code == 200
    user = walk(PUBLISHER)
    pictures.withdraw_a_consent(user, "Taller")
    count("Withdraw the consent to a picture", user.steps)
    assert not PortalImage.objects.filter(pk=picture.pk).exists()
    assert TEXTS[0] not in visitor.get(program.url).text
    assert visitor.get(address).status_code == 404


def test_an_administrator_invites_a_colleague(walk, count):
    user = walk(ADMINISTRATOR)
    accounts.invite(user, "nueva@example.org", str(LABELS[EDITOR]))
    count("Invite a colleague", user.steps)
    assert User.objects.get(email="nueva@example.org").groups.get().name == EDITOR


def test_somebody_signs_in_with_a_second_factor(
    new_context, live_server, content, camera, settings
):

    settings.PORTAL_REQUIRE_MFA = True
    settings.MFA_TOTP_TOLERANCE = 1  # the period may end while somebody types
    ana = person(EDITOR)
    secret = generate_totp_secret()
    TOTP.activate(ana, secret)
    page = new_context(base_url=live_server.url, locale="es-EC", viewport=VIEWPORT).new_page()
    user = MouseUser(page, camera)
    user.start(reverse("account_login"))
    accounts.sign_in(user, ana.email, PASSWORD, lambda: code_now(secret))
