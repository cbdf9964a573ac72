"""A copy for trials: nobody of those whom the portal knows is in it, and no backup is replaced."""

import subprocess

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Comment

from oim_portal.accounts.roles import EDITOR
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.operations.backup.programs import find
from oim_portal.publishing.models import DraftLink
from pages.models import HomePage

from .backup_site import TITLE, Site
from .database_copy import database_copy
from .factories import add_page
from .pictures import encoded, scene, upload
from .staff import person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.full]

#: Of made-up people, as the portal of `site` holds them.
PEOPLE = ["Ximena", "Quizhpe", "ximena@", "@quizhpe.example", "192.0.2.77", "totp-of-hers"]
QUIZHPE = '[{"type": "paragraph", "value": "<p>Quizhpe</p>"}]'
PEOPLE += [
    "Consentimiento de Rosalba",
    "Nota sobre Rosalba",
    "Rosalba en el albergue",
    "nota-sobre-rosalba",
]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), database_copy("trial") as url:
        made = Site(url, tmp_path_factory.mktemp("trial"))
        with override_settings(MEDIA_ROOT=made.media):
            add_people()
        yield made
        made.drop(made.databases_beside())


def add_people():
    ximena = person(EDITOR, "ximena@oim.example", first_name="Ximena", last_name="Quizhpe")
    home = HomePage.objects.get()
    signed_in(ximena)
    Authenticator.objects.create(user=ximena, type="totp", data={"secret": "totp-of-hers"})
    AccessAttempt.objects.create(username="x", failures_since_start=1, ip_address="192.0.2.77")
    LogEntry.objects.create(
        content_type_id=1, object_pk="1", object_repr="Ximena Quizhpe", action=1, actor=ximena
    )
    Comment.objects.create(page=home, user=ximena, text="Nota sobre Rosalba", contentpath="lead_es")
    DraftLink.objects.create(
        page=home, made_by=ximena, recipient="rosa@quizhpe.example", ends_at=timezone.now()
    )
    home.specific.save_revision(user=ximena)
    add_page(title="Pregunte a Ximena Quizhpe, rosa@quizhpe.example")
    add_page(title="Nota sobre Rosalba", live=False, body_es=QUIZHPE)
    cache.set("fragment", "Ximena Quizhpe")
    PortalImage.objects.create(
        title="Rosalba en el albergue",
        file=upload(encoded(scene(), "jpg"), "Rosalba.jpg"),
        consent="yes",
        description_es="Rosalba en el albergue",
        consent_reference="Consentimiento de Rosalba",
        uploaded_by_user=ximena,
    )
    closed = Collection.get_first_root_node().add_child(name="Interna")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    file = upload(b"Nota sobre Rosalba", "plan.txt")
    PortalDocument.objects.create(title="Plan", file=file, collection=closed)


def test_nobody_is_in_a_copy_for_trials_and_it_takes_no_backups_place(site):
    done = site.manage("backup", site.backup)
    assert done.returncode == 0, done.stderr
    whole = text_of(site.backup)
    assert [each for each in PEOPLE if each not in whole] == []

    copy = site.var / "copy"
    done = site.manage("trial_copy", site.backup, copy)
    assert done.returncode == 0, done.stderr
    assert "A copy for trials" in done.stdout
    text = text_of(copy)
    assert [each for each in PEOPLE if each in text] == []
    # What is public is there, and where there were people plain pictures are.
    assert "Nuestra Misión" in text
    assert "Pregunte a Excolega, nadie@example.invalid" in text
    ((name,),) = site.sql("SELECT file FROM media_portalimage")
    plain, picture = (folder / "media" / name for folder in (copy, site.backup))
    assert 0 < plain.stat().st_size < picture.stat().st_size
    assert site.databases_beside() == set()
    # The portal is as it was, and a copy is no backup.
    assert site.sql("SELECT count(*) FROM accounts_user WHERE first_name = 'Ximena'") == [(1,)]
    done = site.manage("restore", copy, "--switch")
    assert done.returncode != 0
    assert "no backup" in done.stderr
    done = site.manage("restore", copy, "--switch", "--trial")
    assert done.returncode == 0, done.stderr
    assert site.sql(TITLE) == [("Nuestra Misión",)]
    assert site.sql("SELECT count(*) FROM accounts_user") == [(0,)]


def test_a_column_that_nobody_has_thought_of_stops_the_copy(site):
    """A table without a model, such as another program's, is emptied; what refills it is told."""
    site.sql("CREATE TABLE visitors (e_mail text)")
    site.sql(
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " INSERT INTO visitors VALUES ('rosa@quizhpe.example'); RETURN NULL; END $$"
    )
    site.sql(
        "CREATE TRIGGER note AFTER UPDATE ON pages_basepage FOR STATEMENT EXECUTE FUNCTION note()"
    )
    assert site.manage("backup", site.var / "odd").returncode == 0
    done = site.manage("trial_copy", site.var / "odd", site.var / "none")
    assert done.returncode != 0
    assert "visitors.e_mail" in done.stderr
    assert not (site.var / "none").exists()


def text_of(backup) -> str:
    dump = [find("pg_restore"), "--file=-", str(backup / "database.dump")]
    said = subprocess.run(dump, capture_output=True, text=True, check=True).stdout
    names = "\n".join(map(str, backup.rglob("*")))
    return said + names + "".join(each.read_text() for each in backup.rglob("*.txt"))
