"""Share cards of the pages: what they say, which a page has, and the tasks that draw and delete.

A page has one in each of its languages as long as it is in the sitemap and not sensitive. Nothing
tells of single changes: the scheduler sees by the stamp of `pages.site_cache`, which triggers of
the database write, that something public has changed, and lets all cards be compared with what is
drawn (docs/decisions/0036).
"""

import time
from collections.abc import Iterable
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.models import Site

from oim_portal.media.card_texts import SERIF, drawable
from oim_portal.media.cards import PREFIX, Card, design, draw
from oim_portal.settings.task_queues import PROMPT, SLOW

from ..languages import language_codes, localized
from ..models import BasePage, PortalSettings, ShareCard
from ..models.published import PortalPageQuerySet, is_sensitive
from ..site_cache import current_stamp
from ..site_names import organisation_in, site_name_in
from ..sitemaps import PageSitemap
from ..unusable import skip_unusable
from .facts import logo_of

Key = tuple[int | None, str]  # of a page, and a language; without a page, the neutral card

SECONDS = 60  # of drawing in one task, whose limit is longer (operations/slow_tasks.py)
TRIED_AGAIN = timedelta(minutes=10)


def pages_with_card() -> PortalPageQuerySet:
    return PageSitemap().items().filter(~is_sensitive())


def wanted() -> dict[Key, Card]:
    """Return what each card is to say."""
    pages = list(pages_with_card().defer_streamfields().specific())
    found: dict[Key, Card] = {}
    for language in language_codes():
        with override(language):
            found |= cards_in(language, pages)
    return found


def cards_in(language: str, pages: list[BasePage]) -> dict[Key, Card]:
    """Return the cards of pages, in tree order, in the active language.

    Above the title stands that of the page above, unless it is the front page. Of a title that no
    typeface can write, the page has the neutral card.
    """
    site_settings = PortalSettings.objects.filter(site__is_default_site=True)
    told = site_settings.select_related("logo").first() or PortalSettings()
    logo = logo_of(told)
    site, emblem = site_name_in(told), logo.file.name if logo else ""
    root = Site.objects.get(is_default_site=True).root_page_id
    last_year = timezone.localdate().year // 10 * 10 + 10
    titles: dict[str, str] = {}

    def made(page: BasePage) -> tuple[Key, Card]:
        title = "" if page.pk == root else str(localized(page, "display_title"))
        titles[page.path] = title
        kicker = titles.get(page.path[: -page.steplen], "")
        date = page.card_date()
        card = Card(site, kicker, title or neutral.title, last_year, date, emblem)
        return (page.pk, language), card

    neutral = Card(site, "", organisation_in(told), last_year, emblem=emblem)
    cards = dict(skip_unusable(pages, made))
    cards = {key: card for key, card in cards.items() if drawable(card.title, SERIF)}
    for page in pages:
        if language not in page.translated_languages():
            cards.pop((page.pk, language), None)
    return {(None, language): neutral, **cards}


def follow_changes() -> None:
    """Enqueue the tasks if something public, the drawing or the day has changed; for the scheduler.

    Cards are deleted at once, while others are still to be drawn. A pass that failed is tried again
    later.
    """
    state = f"{current_stamp()} {timezone.localdate()} {design()}"
    last = last_pass(delete_cards)
    if last is None or last.args_kwargs["args"] != [state]:
        enqueue_alone(delete_cards, state)
    last = last_pass(draw_cards)
    if last and last.status == TaskResultStatus.READY:
        return
    if last and last.args_kwargs["args"] == [state]:
        failed = last.status == TaskResultStatus.FAILED
        if not failed or last.finished_at > timezone.now() - TRIED_AGAIN:
            return
    enqueue_alone(draw_cards, state)


def last_pass(of: Task) -> DBTaskResult | None:
    return DBTaskResult.objects.filter(task_path=of.module_path).order_by("-enqueued_at").first()


def enqueue_alone(of: Task, state: str) -> None:
    """Enqueue a pass, and forget those before it that succeeded."""
    done = DBTaskResult.objects.filter(task_path=of.module_path)
    done.filter(status=TaskResultStatus.SUCCESSFUL).delete()
    of.enqueue(state)


@task(queue_name=SLOW)
def draw_cards(state: str = "") -> None:
    """Draw the cards that are missing, for a minute at a time; then delete what nothing uses.

    The rows of all that was drawn are written at once. `state` tells passes apart.
    """
    cards = wanted()
    stored = stored_files()
    missing = {card.name: card for card in cards.values() if card.name not in stored}
    end = time.monotonic() + SECONDS
    for name in list(missing):
        if time.monotonic() > end:
            break
        stored |= set(skip_unusable([missing.pop(name)], store))
    write_rows({key: card for key, card in cards.items() if card.name in stored}, set(cards))
    delete_unused(stored)
    last = last_pass(draw_cards)
    if missing and not (last and last.status == TaskResultStatus.READY):
        draw_cards.enqueue(state)


@task(queue_name=PROMPT)
def delete_cards(state: str = "") -> None:
    """Delete the cards of pages that have left the public, however many are still to be drawn."""
    gone = ShareCard.objects.exclude(page=None).exclude(page__in=with_card_now())
    names = set(gone.values_list("name", flat=True))
    gone.delete()
    delete_unused(names)


def with_card_now() -> PortalPageQuerySet:
    return pages_with_card().order_by().values("pk")


def stored_files() -> set[str]:
    folder = PREFIX.partition("/")[0]
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing has been stored yet
        return set()
    return {name for each in names if (name := f"{folder}/{each}").startswith(PREFIX)}


def store(card: Card) -> str:
    """Draw a card and return the name of its file."""
    emblem = Image.open(default_storage.open(card.emblem)) if card.emblem else None
    return default_storage.save(card.name, ContentFile(draw(card, emblem).png()))


@transaction.atomic
def write_rows(drawn: dict[Key, Card], wanted: Iterable[Key]) -> None:
    """Write which card each page has; one by one, for receivers of the signals.

    Pages that have left the public while others were drawn get none.
    """
    kept = {None, *with_card_now().values_list("pk", flat=True)}
    rows = {(row.page_id, row.language): row for row in ShareCard.objects.all()}
    for key in rows.keys() - wanted:
        rows.pop(key).delete()
    for key, card in drawn.items():
        if key[0] not in kept:
            continue
        row = rows.get(key) or ShareCard(page_id=key[0], language=key[1])
        if (row.name, row.alt) != (card.name, card.alt):
            row.name, row.alt = card.name, card.alt
            row.save()


def delete_unused(names: set[str]) -> None:
    """Delete the files that no page has any more."""
    for name in names - set(ShareCard.objects.values_list("name", flat=True)):
        default_storage.delete(name)
