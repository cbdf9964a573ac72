"""What pages share is kept until the database says that it changed, and no longer."""

from contextlib import contextmanager
from datetime import timedelta

import psycopg2
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from history.models import HistoryEventPage, HistoryPage, Source
from oim_portal.accounts.roles import EDITOR
from pages.models import BasePage, Change, ContentPage, MissionPage, PortalSettings
from pages.models.publishing_guard import publishing_reason
from pages.site_cache import delete_old_stamps

from .database_copy import database_url
from .factories import add_events, add_page, make_private, publish_page
from .html import page as shown_page, text_of
from .staff import person, signed_in

HOME, HISTORY = "/es/", "/es/quienes-somos/historia/"


def newest() -> tuple:
    return tuple(Change.objects.order_by("pk").values_list("transaction", "number"))


def menu(visitor) -> str:
    return text_of(shown_page(visitor, HOME).select_one(".site-header .menu"))


@contextmanager
def somebody_else():
    """Another connection to the same database, whose changes end when it commits."""
    other = psycopg2.connect(database_url(connection.settings_dict))
    try:
        with other.cursor() as cursor:
            yield other, cursor
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_a_change_is_seen_in_whatever_order_transactions_end(visitor):
    PortalSettings.objects.create(site_id=BasePage.objects.get(depth=2).sites_rooted_here.get().pk)
    first = "UPDATE pages_portalsettings SET site_name_es = 'Nombre 111'"
    with somebody_else() as (slow, slow_cursor):
        slow_cursor.execute(first)
        with somebody_else() as (quick, quick_cursor):
            quick_cursor.execute("UPDATE pages_basepage SET title = title WHERE depth = 2")
            quick.commit()
        assert "Nombre 111" not in visitor.get(HOME).content.decode()
        slow.commit()
    assert "Nombre 111" in visitor.get(HOME).content.decode()


@pytest.mark.django_db
def test_no_change_goes_past_what_is_kept(visitor, content):
    page = add_page(title="Una página nueva", show_in_menus=True)
    assert "Una página nueva" in menu(visitor)
    page.title = "Otro nombre"
    publish_page(page)
    assert "Otro nombre" in menu(visitor)
    make_private(page)
    assert "Otro nombre" not in menu(visitor)
    assert visitor.get(page.url_in("es")).status_code == 302

    event = add_events(1, date="1965", text_es="<p>Como era</p>")[0]
    assert "Como era" in visitor.get(HISTORY).content.decode()
    with publishing_reason("test"):
        HistoryEventPage.objects.filter(pk=event.pk).update(text_es="<p>Como es</p>")
    assert "Como es" in visitor.get(HISTORY).content.decode()
    event.sources.add(Source.objects.create(title_es="Una fuente nueva"))
    with publishing_reason("test"):
        event.save()
    assert "Una fuente nueva" in visitor.get(HISTORY).content.decode()
    Source.objects.filter(title_es="Una fuente nueva").update(title_es="Con otro título")
    assert "Con otro título" in visitor.get(HISTORY).content.decode()
    event.unpublish()
    assert "Como es" not in visitor.get(HISTORY).content.decode()


@pytest.mark.django_db
def test_what_expires_is_no_longer_kept_without_any_change(visitor, content, monkeypatch):
    soon = timezone.now() + timedelta(hours=1)
    add_page(title="Hasta mañana", show_in_menus=True, expire_at=soon)
    event = add_events(1, date="1965", text_es="<p>Por poco tiempo</p>")[0]
    HistoryEventPage.objects.filter(pk=event.pk).update(expire_at=soon)
    assert "Hasta mañana" in menu(visitor)
    assert "Por poco tiempo" in visitor.get(HISTORY).content.decode()
    notes = newest()
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(seconds=1))
    assert "Hasta mañana" not in menu(visitor)
    assert "Por poco tiempo" not in visitor.get(HISTORY).content.decode()
    assert newest() == notes


@pytest.mark.django_db
def test_a_draft_neither_shows_nor_costs_the_visitors_anything(visitor, content):
    mission = MissionPage.objects.get()
    before, notes = visitor.get(HOME).content, newest()
    mission.title = "Un borrador"
    mission.save_revision()
    assert newest() == notes
    assert visitor.get(HOME).content == before


@pytest.mark.django_db
def test_a_preview_shows_the_draft_and_leaves_nothing_behind(visitor, content):
    event = add_events(1, date="1965", text_es="<p>Como está publicado</p>")[0]
    event.text_es = "<p>Como se edita</p>"
    event.save_revision()
    editor = signed_in(person(EDITOR))
    shown = editor.get(
        reverse("wagtailadmin_pages:view_draft", args=[event.pk]), {"mode": "es-timeline"}
    )
    assert "Como está publicado" in visitor.get(HISTORY).content.decode()
    assert "Como se edita" in shown.content.decode()
    assert "Como se edita" not in visitor.get(HISTORY).content.decode()


@pytest.mark.django_db(transaction=True)
def test_old_notes_are_taken_away_and_that_is_noted_too(visitor):
    page = ContentPage.objects.first() or add_page()
    for number in range(5):
        with publishing_reason("test"):
            BasePage.objects.filter(pk=page.pk).update(title=f"Título {number}")
    before = newest()
    delete_old_stamps(most=5)
    assert len(newest()) < len(before)
    assert max(number for _transaction, number in newest()) > max(
        number for _transaction, number in before
    )
    delete_old_stamps(most=5)
    assert HistoryPage.objects.get().title in visitor.get(HISTORY).content.decode()
