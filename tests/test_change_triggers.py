"""The triggers that note changes stand on the tables of what readers see, as models tell."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.models import HistoryEventPage, HistoryPage
from oim_portal.accounts.roles import EDITOR
from pages import change_triggers
from pages.models import Commitment, PortalSettings, TranslationState

from .factories import add_page
from .kinds.models import NoticePage
from .staff import person

pytestmark = pytest.mark.django_db


def newest_note() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(number), 0), count(*) FROM pages_change")
        return cursor.fetchone()


def test_the_triggers_are_those_of_the_models(content):
    assert change_triggers.installed_triggers() == change_triggers.required_triggers()
    tables = change_triggers.tables()
    for model in (NoticePage, HistoryEventPage, Commitment, PortalSettings):
        assert model._meta.db_table in tables
    for model in (HistoryEventPage.themes, HistoryEventPage.sources):
        assert model.through._meta.db_table in tables
    assert TranslationState._meta.db_table not in tables


def test_migrating_asks_one_question_where_nothing_is_new(content):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        change_triggers.update()
    assert len([each for each in queries if "SAVEPOINT" not in each["sql"]]) == 1


def test_migrating_writes_what_is_missing_and_drops_what_is_too_much(content):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER pages_note_change ON kinds_noticepage")
        cursor.execute("DROP TRIGGER pages_note_change ON pages_basepage")
        for table in ("pages_basepage", "accounts_user"):
            cursor.execute(change_triggers.TRIGGER.format(columns="", table=table))
    call_command("migrate", "pages", verbosity=0)
    assert change_triggers.installed_triggers() == change_triggers.required_triggers()


def test_a_draft_empties_nothing_and_a_publication_is_noted(content):
    event = add_page(HistoryPage.objects.get(), "Un hecho", model=HistoryEventPage)
    before = newest_note()
    event.text_es = "<p>borrador</p>"
    event.save_revision(user=person(EDITOR))
    assert newest_note() == before
    event.unpublish()
    assert newest_note() != before
