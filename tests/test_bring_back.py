"""One page or picture of a backup comes back by itself, and withdrawn consent stays withdrawn."""

import pytest
from django.test import override_settings

from oim_portal.media.deletion import delete_permanently
from oim_portal.media.models import PortalImage
from oim_portal.publishing.consent import withdraw
from pages.models import BasePage

from .backup_site import Site
from .database_copy import database_copy
from .factories import add_page
from .pictures import encoded, scene, upload

pytestmark = [pytest.mark.django_db, pytest.mark.full]

WORDS = '[{"type": "paragraph", "value": "<p>%s</p>"}]'


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), database_copy("bring") as url:
        made = Site(url, tmp_path_factory.mktemp("bring"))
        with override_settings(MEDIA_ROOT=made.media):
            lose(made)
        yield made
        made.drop(made.databases_beside())


def picture(title: str) -> PortalImage:
    file = upload(encoded(scene(), "jpg"), "foto.jpg")
    return PortalImage.objects.create(
        title=title, file=file, consent="yes", credit="Foto: Eva Ruiz", description_en="A bridge"
    )


def lose(site: Site) -> None:
    """Back up two pages with pictures, then lose one page for good, and change the other."""
    kept, refused = picture("Puente"), picture("Albergue")
    lost = add_page(
        title="Perdida", body_es=WORDS % "Lo que decía.", body_en=WORDS % "What it said."
    )
    add_page(title="Cambiada", lead_es="Como era")
    done = site.manage("backup", site.backup)
    assert done.returncode == 0, done.stderr
    withdraw(refused)
    with delete_permanently():
        BasePage.objects.get(pk=lost.pk).delete()
        kept.delete()
    changed = BasePage.objects.get(slug="cambiada").specific
    changed.lead_es = "Como es"
    changed.save_revision()


def test_a_page_that_is_gone_is_a_draft_again_with_its_words_in_both_languages(site):
    done = site.manage("bring_back", site.backup, "--page", "perdida")
    assert done.returncode == 0, done.stderr
    ((live, es, en),) = site.sql(
        "SELECT live, body_es::text, body_en::text FROM pages_basepage JOIN pages_contentpage"
        " ON id = basepage_ptr_id WHERE slug = 'perdida'"
    )
    assert not live
    assert "Lo que decía." in es
    assert "What it said." in en
    assert site.databases_beside() == set()
    assert not list(site.var.glob("test-media.*"))
    # What is there gets the words as its newest draft, and stays public as it is.
    done = site.manage("bring_back", site.backup, "--page", "cambiada")
    assert done.returncode == 0, done.stderr
    drafts = site.sql(
        "SELECT content->>'lead_es' FROM wagtailcore_revision r JOIN pages_basepage p"
        " ON r.object_id = p.id::text WHERE slug = 'cambiada' ORDER BY r.id"
    )
    assert [draft for (draft,) in drafts] == ["Como es", "Como era"]
    assert site.manage("bring_back", site.backup, "--page", "no-hay").returncode != 0


def test_a_picture_comes_back_with_its_rights_unless_its_consent_was_withdrawn(site):
    done = site.manage("bring_back", site.backup, "--picture", "puente")
    assert done.returncode == 0, done.stderr
    ((file, credit, consent, description),) = site.sql(
        "SELECT file, credit, consent, description_en FROM media_portalimage WHERE title = 'Puente'"
    )
    assert (credit, consent, description) == ("Foto: Eva Ruiz", "yes", "A bridge")
    assert (site.media / file).stat().st_size > 0
    done = site.manage("bring_back", site.backup, "--picture", "Puente")
    assert "is in the library" in done.stderr
    done = site.manage("bring_back", site.backup, "--picture", "Albergue")
    assert done.returncode != 0
    assert "stays away" in done.stderr
    assert site.sql("SELECT count(*) FROM media_portalimage WHERE title = 'Albergue'") == [(0,)]
