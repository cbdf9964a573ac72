"""What a process keeps of the site past a change is what one that starts anew would make."""

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Site

from pages import site_reads
from pages.change_triggers import shown_models
from pages.models import BasePage, HomePage
from pages.site_cache import SiteCache, _newest, site_cache

from .factories import add_page
from .test_expired_pages import expire

HOME, HISTORY, MISSION = "/es/", "/es/quienes-somos/historia/", "/es/quienes-somos/mision/"
PROGRAMS, ENGLISH = "/es/programas/", "/en/"
SEEN = (HOME, HISTORY, MISSION, PROGRAMS, ENGLISH)
UNSEEN = "UPDATE wagtailcore_site SET site_name = site_name"  # a change that no page shows
TEXTS = (models.CharField, models.TextField)
LONGER = 50
SAMPLE = 15

pytestmark = pytest.mark.django_db


def run(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def keys_of(model: type[models.Model]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {model._meta.pk.column} FROM {model._meta.db_table} ORDER BY 1")
        return [key for (key,) in cursor.fetchall()]


def is_text(field: models.Field) -> bool:
    """Return whether a column holds words: neither a code, nor an address that all would miss."""
    is_code = (field.max_length or LONGER) < LONGER or "path" in field.name or field.name == "slug"
    return isinstance(field, TEXTS) and not is_code


def changes() -> Iterator[tuple[str, int]]:
    """Return an SQL change of each column that a page may show, with the key of some row."""
    chosen = random.Random("a change of each column")
    for model in sorted(shown_models(), key=lambda model: model._meta.label):
        keys = keys_of(model)
        for field in model._meta.local_concrete_fields if keys else ():
            column = connection.ops.quote_name(field.column)
            if isinstance(field, models.BooleanField):
                new = f"NOT {column}"
            elif field.get_internal_type() == "JSONField":
                new = f"replace({column}::text, ' de ', ' dé ')::jsonb"
            elif is_text(field):
                new = f"{column} || 'x'"
            else:
                continue
            table, key = model._meta.db_table, model._meta.pk.column
            yield f"UPDATE {table} SET {column} = {new} WHERE {key} = %s", chosen.choice(keys)


def answers(visitor, addresses) -> dict[str, tuple]:
    found = {address: visitor.get(address) for address in addresses}
    return {address: (each.status_code, each.content) for address, each in found.items()}


def anew(visitor, addresses) -> dict[str, tuple]:
    """Answer as a process that has kept nothing, and forget that again."""
    kept = dict(_newest)
    _newest.clear()
    found = answers(visitor, addresses)
    _newest.clear()
    _newest.update(kept)
    return found


def check(visitor, every: list[tuple[str, int]], addresses) -> int:
    """Make each change after the others, and return how many were seen in public."""
    seen = 0
    before = answers(visitor, addresses)
    for statement, key in every:
        try:
            with transaction.atomic():
                run(statement, key)
                run(UNSEEN)  # as publishing does, which never changes only one column
        except DatabaseError:  # a rule of the database forbids it
            continue
        shown = answers(visitor, addresses)
        made = anew(visitor, addresses)
        wrong = [address for address in addresses if shown[address] != made[address]]
        assert not wrong, (statement, key)
        seen += shown != before
        before = shown
    return seen


def test_a_change_of_any_column_shows_in_a_process_that_keeps_values(visitor, content):
    every = list(changes())
    assert len(every) > 100
    assert check(visitor, random.Random(1).sample(every, SAMPLE), SEEN)


@pytest.mark.full
def test_every_change_shows_on_every_address(visitor, content):
    sitemap = visitor.get("/sitemap.xml").content.decode()
    found = {part.split("</loc>")[0] for part in sitemap.split("<loc>")[1:]}
    addresses = sorted(address[address.index("/", 8) :] for address in found)
    assert check(visitor, list(changes()), [*SEEN, *addresses[::4]]) > 25


@pytest.mark.parametrize("address", SEEN)
def test_a_change_that_a_page_does_not_show_builds_nothing_of_it_anew(
    visitor, content, address, monkeypatch
):
    for _time in range(2):  # the first fills the database's cache, too
        visitor.get(address)
        run(UNSEEN)
    monkeypatch.setattr(SiteCache, "_made", None)
    assert visitor.get(address).status_code == 200


def test_what_was_made_of_many_statements_is_made_anew(visitor, content, monkeypatch):
    monkeypatch.setattr(site_reads, "MOST_READS", 2)
    visitor.get(HOME)
    run(UNSEEN)
    monkeypatch.setattr(SiteCache, "_made", None)
    with pytest.raises(TypeError):
        visitor.get(HOME)


def test_with_a_cache_outside_the_database_everything_is_made_anew(visitor, content, settings):
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": backend}}
    _newest.clear()
    visitor.get(HOME)
    assert all(each.reads is None for cache in _newest.values() for each in cache.values.values())


def test_a_statement_compared_with_now_is_compared_with_the_time_of_the_check(content, monkeypatch):
    page = add_page(title="Hasta luego")
    request = RequestFactory().get(HOME)
    cache = site_cache(request)
    found = cache.get_or_set("x", lambda: BasePage.objects.published().filter(pk=page.pk).first())
    assert found.pk == page.pk
    later = timezone.now() + timedelta(hours=2)
    run("UPDATE pages_basepage SET expire_at = %s WHERE id = %s", timezone.now(), page.pk)
    monkeypatch.setattr(timezone, "now", lambda: later)
    site_reads.end()
    cache = site_cache(RequestFactory().get(HOME))
    assert cache.get_or_set("x", lambda: None) is None


def test_what_acts_is_not_done_again_by_a_check(content):
    site_reads.end()
    site_reads.begin()
    run("SELECT set_config('application_name', 'changed', false)")
    run("SELECT id FROM pages_basepage ORDER BY id LIMIT 1 FOR UPDATE")
    run("SELECT 1")
    reads = site_reads.so_far()
    site_reads.end()
    assert [read.statement for read in reads] == ["SELECT 1"]


def test_a_site_that_its_request_knew_before_is_not_kept(visitor, rf, content):
    _newest.clear()
    request = rf.get(HOME)
    Site.find_for_request(request).root_page.specific  # noqa: B018 (a cached property)
    site_cache(request)
    expire(HomePage.objects.get())
    assert visitor.get(HOME).status_code == 404


def test_statements_are_recorded_after_another_wrapper_has_gone():
    fresh = connection.copy()
    with fresh.execute_wrapper(lambda execute, *args: execute(*args)):
        fresh.connect()
    fresh.close()
    assert fresh.execute_wrappers == [site_reads.record]
