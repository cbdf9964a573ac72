"""`person_data`: what is held of a member of staff, and its erasure once the account is closed."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Comment, ModelLogEntry, PageLogEntry
from wagtail.users.models import UserProfile

from oim_portal.accounts.models import User
from oim_portal.accounts.open_points import unused
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR
from oim_portal.publishing.models import ReadText
from pages.models import HomePage

from .factories import add_page
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    """A person with something of each sort: a profile, a factor, a session, logs, a public name."""
    ana = person(EDITOR, "ana@example.org")
    home = HomePage.objects.get()
    UserProfile.objects.create(user=ana)
    Authenticator.objects.create(user=ana, type="totp", data={"secret": "never-told"})
    signed_in(ana)
    AccessAttempt.objects.create(username=ana.email, failures_since_start=1, ip_address="192.0.2.7")
    Comment.objects.create(page=home, user=ana, text="¿Es así?", contentpath="lead_es")
    PageLogEntry.objects.log_action(home, "wagtail.edit", user=ana)
    ReadText.objects.create(
        page=home, digest="1:x", written_by="Ana Paz, Ana Pazmiño", suffices=True
    )
    home.specific.save_revision(user=ana)
    add_page(title="Escriba a Ana Paz")
    return ana


def run(*arguments: str, capsys) -> dict:
    call_command("person_data", *arguments)
    return json.loads(capsys.readouterr().out)


def test_everything_of_a_person_is_told_but_their_secrets(ana, capsys):
    call_command("person_data", "ANA@example.org")
    text = capsys.readouterr().out
    found = json.loads(text)
    assert "never-told" not in text
    assert ana.password not in text
    (account,) = found["own"]["accounts.User"]
    assert (account["email"], account["pk"]) == ("ana@example.org", ana.pk)
    assert set(found["own"]) >= {
        *("mfa.Authenticator", "wagtailusers.UserProfile", "wagtailcore.Comment"),
        "axes.AccessAttempt",
    }
    assert len(found["sessions_until"]) == 1
    refers = found["refers_to_the_account"]
    assert PageLogEntry.objects.get(user=ana).pk in refers["wagtailcore.PageLogEntry.user"]
    assert HomePage.objects.get().latest_revision_id in refers["wagtailcore.Revision.user"]
    names = found["names_the_person"]
    assert names["publishing.ReadText"]
    assert names["auditlog.LogEntry"]
    assert names["pages.BasePage"]


def test_a_closed_account_is_erased_and_its_history_stays(ana, capsys):
    person(ADMINISTRATOR, "administrator@example.org", first_name="Eva")
    User.objects.filter(pk=ana.pk).update(is_active=False)
    left = run("ana@example.org", "--erase", capsys=capsys)["names_the_person"]
    # What is public is for a person to change; nothing else has the name.
    assert set(left) <= {"pages.BasePage", "search.SearchEntry", "wagtailcore.PageLogEntry"} | {
        key for key in left if key.startswith("wagtailsearch")
    }
    ana.refresh_from_db()
    assert str(ana) == f"Excolega {ana.pk}"
    assert "ana@" not in ana.email
    assert not ana.has_usable_password()
    assert not ana.groups.exists()
    assert not Authenticator.objects.exists()
    assert not AccessAttempt.objects.exists()
    assert not Session.objects.exists()
    assert not UserProfile.objects.filter(user=ana).exists()
    assert Comment.objects.get().user == ana == PageLogEntry.objects.get(user=ana).user
    assert ReadText.objects.get(digest="1:x").written_by == f"Excolega {ana.pk}, Ana Pazmiño"
    about = LogEntry.objects.get_for_object(ana)
    assert about.exists()
    assert "Paz" not in str([(e.changes, e.object_repr) for e in about])


def test_a_name_of_one_word_is_not_taken_from_others(ana):
    """'Ana' alone is no name by which a person is told from another in a log."""
    person(ADMINISTRATOR, "administrator@example.org", first_name="Eva")
    other = person(EDITOR, "other@example.org", first_name="Ana", last_name="", is_active=False)
    ModelLogEntry.objects.log_action(other, "wagtail.edit")
    call_command("person_data", other.email, "--erase")
    assert ReadText.objects.get(digest="1:x").written_by == "Ana Paz, Ana Pazmiño"
    assert ModelLogEntry.objects.for_instance(other).get().label == f"Excolega {other.pk}"
    about = LogEntry.objects.get_for_object(other)
    assert {entry.object_repr for entry in about} == {f"Excolega {other.pk}"}


def test_an_active_account_or_the_last_administrator_is_not_erased(ana):
    with pytest.raises(CommandError, match="active"):
        call_command("person_data", ana.email, "--erase")
    eva = person(ADMINISTRATOR, "eva@example.org")
    User.objects.update(is_active=False)
    with pytest.raises(CommandError, match="administrator"):
        call_command("person_data", eva.email, "--erase")
    with pytest.raises(CommandError, match="Nobody"):
        call_command("person_data", "nobody@example.org")
    assert set(User.objects.values_list("email", flat=True)) >= {ana.email, eva.email}


def test_accounts_unused_for_90_days_are_told_to_administrators(ana):
    eva = person(ADMINISTRATOR, "eva@example.org", first_name="Eva")
    User.objects.filter(pk=ana.pk).update(last_login=timezone.now() - timedelta(days=89))
    assert not list(unused(eva))
    User.objects.filter(pk=ana.pk).update(last_login=timezone.now() - timedelta(days=91))
    (point,) = unused(eva)
    assert "Ana Paz" in point.text
    assert not list(unused(ana))
