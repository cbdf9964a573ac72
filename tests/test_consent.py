"""Consent to a picture: it ends on a day or in one click, and pages go on without the picture."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex, Revision, Site

from history.models import EventPicture, HistoryEventPage
from oim_portal.media.models import PortalImage, Rendition
from oim_portal.media.renditions import make_missing
from oim_portal.publishing.consent import GROUND, WITHDRAWN, pages_with, withdraw
from oim_portal.publishing.models import ReadText
from oim_portal.publishing.pictures import pictures_in
from oim_portal.publishing.scheduling import run
from oim_portal.trash.models import Deletion
from pages.kinds.agenda.models import ActivityPage
from pages.kinds.news.models import NewsPage
from pages.kinds.publications.models import PublicationPage
from pages.models import ContentPage, PortalSettings, TranslationState
from pages.models.publishing_guard import publishing_reason
from pages.translations.states import confirm

from .edit_forms import form_of
from .editorial_team import SUBMIT, EditorialTeam
from .factories import make_private, publish_page, publish_revision
from .kind_content import add_kind, whole_values
from .pictures import encoded, scene, upload

pytestmark = pytest.mark.django_db

CAPTION, ALT = "Rosa en su casa", "Una mujer cose"
#: What no page, draft or version may hold after a withdrawal.
WORDS = (CAPTION, ALT)


def add_picture(size: int = 60, **fields) -> PortalImage:
    file = upload(encoded(scene(size=(size, 40)), "png"), "rosa.png")
    values = {"title": "Rosa", "consent": "yes", "description_es": ALT, "description_en": ALT}
    return PortalImage.objects.create(file=file, **values | fields)


def embed_of(image: PortalImage) -> str:
    return f'<embed embedtype="image" id="{image.pk}" format="left" alt="{ALT}"/>'


def blocks_with(image: PortalImage) -> list[dict]:
    shown = {"image": image.pk, "alt_text": ALT, "decorative": False}
    return [
        {"type": "paragraph", "value": "<p>Antes</p>"},
        {"type": "picture", "value": {"image": shown, "caption": CAPTION}},
        {"type": "paragraph", "value": f"<p>Luego{embed_of(image)}</p>"},
    ]


def set_body(page: ContentPage, image: PortalImage) -> ContentPage:
    for name in ("body_es", "body_en"):
        setattr(page, name, ContentPage._meta.get_field(name).to_python(blocks_with(image)))
    return page


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


@pytest.fixture
def picture(team) -> PortalImage:
    """A picture in the body of the team's page, which is public in two versions with it."""
    image = add_picture()
    publish_page(set_body(team.page, image), user=team.editor)
    publish_revision(draft(team, "Segunda"))
    ReferenceIndex.create_or_update_for_object(team.page)
    assert pictures_in(ContentPage, team.page.serializable_data()) == {image.pk}
    return image


def draft(team: EditorialTeam, text: str, **fields) -> Revision:
    """Let Eva write a draft on top of the newest one, with its blocks."""
    page = team.page.get_latest_revision_as_object()
    for name, value in {"lead_es": text, **fields}.items():
        setattr(page, name, value)
    return page.save_revision(user=team.editor, log_action=True)


def withdraw_in_admin(client, image: PortalImage):
    return client.post(reverse("withdraw_consent", args=[image.pk]), follow=True)


def stored_names(image: PortalImage) -> list[str]:
    return [image.file.name, *image.renditions.values_list("file", flat=True)]


def text_of_everything(page) -> str:
    """Return a page's row, and all its revisions, as they are stored."""
    revisions = page.revisions.values_list("content", flat=True)
    return str([type(page).objects.get(pk=page.pk).serializable_data(), *revisions])


def test_a_withdrawal_says_what_happens_and_leaves_nothing_of_the_picture(
    team, picture, visitor, django_capture_on_commit_callbacks
):
    names, address = stored_names(picture), reverse("withdraw_consent", args=[picture.pk])
    assert len(names) > 3
    assert address in team.eva.get(reverse("wagtailimages:edit", args=[picture.pk])).text
    told = team.eva.get(address).text
    assert PortalImage.objects.exists()
    for words in (team.page.title, "No se puede deshacer", "dos años", "siguen públicas"):
        assert words in told
    assert CAPTION in visitor.get(team.page.url).text

    with django_capture_on_commit_callbacks(execute=True):
        answer = withdraw_in_admin(team.eva, picture)
    assert "se retiró" in answer.text
    public = visitor.get(team.page.url)
    assert (public.status_code, team.public) == (200, "Segunda")
    assert public.text.index("Antes") < public.text.index("Luego")
    left = (*WORDS, "<figure", "<embed", "/images/")
    assert not [words for words in left if words in public.text]
    assert not any(map(default_storage.exists, names))
    assert not [words for words in WORDS if words in text_of_everything(team.page)]
    assert f": {picture.pk}" not in str(ReadText.objects.values_list("reason"))
    assert (PortalImage.objects.count(), Rendition.objects.count()) == (0, 0)
    line = ReadText.objects.filter(page=team.pk, reason=GROUND, kind="system").get()
    assert line.why == "El consentimiento para una imagen se retiró o terminó."
    entries = ModelLogEntry.objects.filter(object_id=str(picture.pk), action=WITHDRAWN)
    assert [(entry.label, entry.user) for entry in entries] == [
        (f"Imagen {picture.pk}", team.editor)
    ]
    assert not ModelLogEntry.objects.filter(label__contains="Rosa").exists()
    assert PageLogEntry.objects.filter(page=team.pk, action=WITHDRAWN).count() == 1
    history = team.pablo.get(reverse("wagtailadmin_reports:site_history")).text
    assert "Sin una imagen: terminó su consentimiento" in history

    again = team.pablo.post(address, follow=True)
    assert (again.status_code, "ya no está" in again.text) == (200, True)


def test_a_page_goes_on_as_before_without_the_picture(team, picture, visitor):
    draft(team, "Tercera")
    first, second = team.page.revisions.order_by("pk")[1:3]
    withdraw(picture, team.editor)
    assert (team.public, team.draft.content["lead_es"]) == ("Segunda", "Tercera")

    team.read(team.pablo, "publish")
    assert team.public == "Tercera"
    team.pablo.post(
        reverse("undo_publication", args=[team.pk]), {"live": team.page.live_revision_id}
    )
    assert team.public == "Segunda"
    url = reverse("wagtailadmin_pages:revisions_revert", args=[team.pk, first.pk])
    assert team.eva.get(url).status_code == 200
    more = {"revisions_compare": [first.pk, second.pk], "revisions_view": [first.pk], "history": []}
    for name, args in more.items():
        address = reverse(f"wagtailadmin_pages:{name}", args=[team.pk, *args])
        assert team.eva.get(address).status_code == 200
    publish_revision(first)
    form = {"new_title": "Copia", "new_slug": "copia"}
    form["new_parent_page"] = team.page.get_parent().pk
    team.pablo.post(reverse("wagtailadmin_pages:copy", args=[team.pk]), form)
    assert not pictures_in(ContentPage, ContentPage.objects.get(slug="copia").serializable_data())
    draft(team, "Mañana", go_live_at=timezone.now() + timedelta(days=1))
    team.read(team.pablo, "publish")
    team.hour_comes()
    assert team.public == "Mañana"
    team.pablo.post(reverse("wagtailadmin_pages:delete", args=[team.pk]))
    team.pablo.post(reverse("trash_restore", args=[Deletion.objects.get(page=team.pk).pk]))
    assert team.public == "Mañana"
    said = text_of_everything(team.page) + visitor.get(team.page.url).text
    assert not [words for words in WORDS if words in said]


def test_a_confirmed_translation_stays_so_and_tells_nothing_of_the_picture(team, picture):
    state = TranslationState.objects.of(team.page).get()
    confirm(state, team.page, team.publisher)
    assert CAPTION in str(state.confirmed_texts)
    withdraw(picture)
    state.refresh_from_db()
    assert (state.changed, CAPTION in str(state.confirmed_texts)) == (0, False)

    other = add_picture(70)
    publish_page(set_body(team.page, other), user=team.editor)
    state.refresh_from_db()
    confirm(state, team.page, team.publisher)
    publish_revision(draft(team, "Otro texto"))
    withdraw(other)
    state.refresh_from_db()
    assert (state.changed > 0, CAPTION in str(state.confirmed_texts)) == (True, False)


def test_what_is_scheduled_in_review_or_in_the_bin_goes_on_without_the_picture(team, picture):
    draft(team, "A su hora", go_live_at=timezone.now() + timedelta(days=1))
    team.read(team.pablo, "publish")
    assert team.public == "Segunda"
    withdraw(picture)
    assert team.hour_comes().published == 1
    assert team.public == "A su hora"

    other = add_picture(70)
    publish_page(set_body(team.page, other), user=team.editor)
    team.pablo.post(reverse("wagtailadmin_pages:delete", args=[team.pk]))
    withdraw(other)
    team.pablo.post(reverse("trash_restore", args=[Deletion.objects.get(page=team.pk).pk]))
    assert team.public == "A su hora"
    assert CAPTION not in text_of_everything(team.page)


def test_whoever_is_editing_keeps_the_text_and_an_autosave_works(team, picture):
    before = form_of(team.eva, team.edit_url)
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    event.image, event.image_alt_es = picture, ALT
    event.pictures.set([EventPicture(image=picture, image_alt_es=ALT, image_alt_en=ALT)])
    publish_page(event)
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    of_event = form_of(team.eva, edit) | {"text_es": "null", "text_en": "null"}
    assert (of_event["image"], of_event["pictures-0-image"]) == (str(picture.pk),) * 2
    withdraw(picture, team.publisher)

    json = {"accept": "application/json"}
    block = {
        "body_es-count": "1", "body_es-0-type": "picture", "body_es-0-order": "0",
        "body_es-0-deleted": "", "body_es-0-id": "",
        "body_es-0-value-image-image": str(picture.pk), "body_es-0-value-caption": "Pie",
        "body_es-0-value-image-alt_text": "Otra cosa",
    }  # fmt: skip
    told = team.eva.post(team.edit_url, before | block | {"lead_es": "Escrito"}, headers=json)
    assert told.json()["success"], told.json()
    assert team.draft.content["lead_es"] == "Escrito"
    assert not [words for words in ("Pie", "Otra cosa") if words in str(team.draft.content)]
    told = team.eva.post(edit, of_event | {"title": "Otro título"}, headers=json)
    assert told.json()["success"], told.json()
    draft = HistoryEventPage.objects.get(pk=event.pk).get_latest_revision()
    assert draft.content["title"] == "Otro título"
    assert not pictures_in(HistoryEventPage, draft.content)
    assert ALT not in text_of_everything(event), "the form that was open still says it"


def test_an_event_loses_its_pictures_with_their_texts_and_stays_public(team, picture, visitor):
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    other = add_picture(90, title="Otra")
    event.image, event.image_alt_es = picture, ALT
    event.pictures.set(
        [
            EventPicture(image=picture, image_alt_es=ALT, image_alt_en=ALT),
            EventPicture(image=other, image_alt_es="Un barco", image_alt_en="A ship"),
        ]
    )
    publish_page(event)
    settings = PortalSettings.for_site(Site.objects.get())
    settings.logo = picture
    settings.save()
    withdraw(picture)
    page = visitor.get(event.url)
    assert page.status_code == 200
    assert "Un barco" in page.text
    assert ALT not in page.text
    assert PortalSettings.for_site(Site.objects.get()).logo is None
    assert ALT not in text_of_everything(event)
    newest = HistoryEventPage.objects.get(pk=event.pk).latest_revision
    assert pictures_in(HistoryEventPage, newest.content) == {other.pk}


def test_a_picture_in_the_bin_is_withdrawn_too(team, picture):
    team.pablo.post(reverse("wagtailimages:delete", args=[picture.pk]))
    restore = reverse("trash_restore", args=[Deletion.objects.get(image=picture).pk])
    assert reverse("withdraw_consent", args=[picture.pk]) in team.pablo.get(restore).text
    withdraw_in_admin(team.eva, picture)
    assert not Deletion.objects.exists()
    assert team.pablo.get(restore).status_code == 302


def test_a_withdrawal_names_the_copies_of_the_same_file(team, picture):
    copy, in_bin = (add_picture(title=title) for title in ("Otra copia", "Copia botada"))
    other = add_picture(90, title="Otra foto")
    in_bin.delete()
    address = reverse("withdraw_consent", args=[picture.pk])
    told = team.eva.get(address).text
    assert "El mismo archivo está además en la biblioteca" in told
    assert reverse("wagtailimages:edit", args=[copy.pk]) in told
    assert re.search(r"Copia botada\s+\(en la papelera\)", told)
    assert other.title not in told
    of_other = reverse("withdraw_consent", args=[other.pk])
    assert "El mismo archivo" not in team.eva.get(of_other).text


def test_only_a_post_of_somebody_who_may_change_it_withdraws(team, picture, visitor):
    address = reverse("withdraw_consent", args=[picture.pk])
    assert visitor.post(address).status_code == 302
    for client in (team.eva, team.pablo):
        client.get(address)
    assert PortalImage.objects.filter(pk=picture.pk).exists()


@pytest.mark.parametrize("fields", [{"consent": "no"}, {"days": -1}])
def test_a_picture_without_consent_is_not_put_on_a_public_page(team, visitor, fields):
    days = fields.get("days")
    until = {"consent_until": timezone.localdate() + timedelta(days=days)} if days else fields
    image = add_picture(**until)
    page = set_body(team.page, image)
    with publishing_reason("test"), pytest.raises(ValidationError, match="Rosa"):
        page.save()
    with_picture = set_body(team.page, image).save_revision(user=team.editor)
    answer = team.read(team.pablo, "publish")
    assert "No hay consentimiento para publicar" in team.pablo.get(answer.url).text
    assert not pictures_in(ContentPage, team.page.serializable_data())
    with_picture.approved_go_live_at = timezone.now() + timedelta(days=1)
    with publishing_reason("test"), pytest.raises(ValidationError):
        with_picture.save()
    # What is public already is withdrawn; other changes of the page are still published.
    PortalImage.objects.update(consent="yes", consent_until=None)
    publish_revision(Revision.objects.get(pk=with_picture.pk))
    PortalImage.objects.update(consent="no")
    draft(team, "Un error menos")
    team.read(team.pablo, "publish")
    assert team.public == "Un error menos"
    assert CAPTION in visitor.get(team.page.url).text


def test_a_consent_ends_at_midnight_after_its_day(team, picture, visitor, monkeypatch):
    today = timezone.localdate()
    PortalImage.objects.update(consent_until=today)
    assert run().withdrawn == 0
    report = team.eva.get(reverse("pictures_report"), {"problem": "ends_soon"}).text
    assert "termina en menos de 30 días" in report
    assert "Rosa" in report
    tomorrow = timezone.make_aware(
        timezone.datetime.combine(today + timedelta(days=1), timezone.datetime.min.time())
    )
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    PortalImage.objects.update(consent="nobody")
    assert run().withdrawn == 0  # nobody's consent has no end
    PortalImage.objects.update(consent="yes")
    assert run().withdrawn == 1
    assert not PortalImage.objects.exists()
    assert team.page.live


def test_the_end_of_a_consent_is_a_day_to_come(team, picture):
    picture.consent_until = timezone.localdate() - timedelta(days=1)
    with pytest.raises(ValidationError, match="ya pasó"):
        picture.full_clean()


def test_a_storage_that_fails_leaves_everything_as_it_was(team, picture, monkeypatch):
    def fail(storage, name):
        raise OSError("the storage is down")

    monkeypatch.setattr(FileSystemStorage, "delete", fail)
    with pytest.raises(OSError, match="down"):
        withdraw(picture)
    assert PortalImage.objects.filter(pk=picture.pk).exists()
    assert pictures_in(ContentPage, team.page.serializable_data()) == {picture.pk}


def test_a_page_in_review_or_private_goes_on_without_the_picture(team, picture):
    draft(team, "Para revisar")
    team.edit(team.eva, **SUBMIT)
    make_private(team.page)
    withdraw(picture, team.editor)
    team.read(team.pablo, "publish")
    assert team.public == "Para revisar"
    assert not [words for words in WORDS if words in text_of_everything(team.page)]


def test_a_picture_is_found_where_only_an_earlier_text_has_it(team):
    image = add_picture()
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    event.text_es = f"<p>Texto{embed_of(image)}</p>"
    for page in (event, set_body(team.page, image)):
        page.save_revision()
        type(page).objects.get(pk=page.pk).save_revision()
    ReferenceIndex.objects.all().delete()
    assert {page.pk for page in pages_with(image)} == {event.pk, team.pk}
    withdraw(image)
    assert not [words for words in WORDS if words in text_of_everything(team.page)]
    assert ALT not in text_of_everything(event)


@pytest.mark.parametrize("model", [NewsPage, PublicationPage, ActivityPage])
def test_nothing_that_tells_of_a_page_shows_its_withdrawn_picture(content, visitor, model):
    page = add_kind(model, "Una página", **whole_values(model) | {"image_alt_es": ALT})
    make_missing(page.image)
    listing = page.get_parent().specific
    addresses = [page.url, listing.url, "/es/", "/sitemap.xml"]
    addresses += [f"{listing.url}{feed}" for feed in type(listing).listing.feeds]
    files = [rendition.url for rendition in page.image.renditions.all()]

    def shown() -> list[str]:
        told = {address: visitor.get(address) for address in addresses}
        assert {answer.status_code for answer in told.values()} == {200}
        text = {address: b"".join(answer).decode() for address, answer in told.items()}
        return [each for each in text if any(file in text[each] for file in [*files, ALT])]

    assert page.url in shown()
    withdraw(page.image)
    assert not shown()


def test_a_picture_that_the_public_sees_is_withdrawn_not_noted_as_without_consent(team, picture):
    address = reverse("wagtailimages:edit", args=[picture.pk])
    form = form_of(team.eva, address) | {"consent": "no"}
    assert "Retire el consentimiento" in team.eva.post(address, form).text
    assert PortalImage.objects.get().consent == "yes"
    team.page.unpublish()
    assert team.eva.post(address, form).status_code == 302
    assert PortalImage.objects.get().consent == "no"


def test_a_logo_without_consent_is_refused(content):
    settings = PortalSettings.for_site(Site.objects.get())
    settings.logo = add_picture(600, consent="no")
    with pytest.raises(ValidationError, match="Rosa"):
        settings.full_clean()
    PortalImage.objects.update(consent="nobody")
    settings.full_clean()
