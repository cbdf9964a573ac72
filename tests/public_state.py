"""Compare public and stored content before and after a request."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Case, F, Func, JSONField, Model, TextField, When
from django.db.models.functions import MD5, Cast
from django.utils import timezone
from wagtail.models import Revision

from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.publishing.digest import content_of, digest_of
from oim_portal.publishing.models import ReadText
from oim_portal.publishing.register import may_be_public
from oim_portal.publishing.scheduling import run
from oim_portal.trash.models import Deletion, TrashPage
from oim_portal.trash.tree import inside_trash
from pages.contract import page_types
from pages.models import BasePage, CheckedMixin

from .route_objects import WORD, World
from .test_permissions import browser

APPS = {"pages", "history", "programs"}
OF_DRAFTS = [
    "latest_revision_id",
    "latest_revision_created_at",
    "has_unpublished_changes",
    "draft_title",
]
Kind = ReadText.Kind


class Files:
    """The files of the pictures and documents that requests may replace or delete."""

    def __init__(self, world: World) -> None:
        self.kept = {}
        for thing in (world.image, world.document):
            with thing.file.storage.open(thing.file.name) as file:
                self.kept[thing.file.name] = (thing.file.storage, file.read())

    def put_back(self) -> None:
        """Restore the files whose replacement was rolled back in the database only."""
        for name, (storage, data) in self.kept.items():
            if not storage.exists(name):
                storage.save(name, ContentFile(data))


class State:
    """The state before the requests, for comparison."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.visitor = browser(None)
        run()  # tells once of what it refuses
        self.rows, self.public_rows = rows()
        self.stored = stored()
        self.versions = self.versions_of_others()
        self.texts = public_texts()
        self.is_changed = False
        self.files = Files(world)
        self.last_line = max(ReadText.objects.values_list("pk", flat=True), default=0)

    def faults_now(self) -> Iterator[str]:
        """Run everything that is scheduled, and yield the faults afterwards."""
        self.is_changed = False
        yield from self.gone()
        if rows()[0] == self.rows:
            return
        now = self.versions_of_others()
        for key, content in self.versions.items():
            if now.get(key, content) != content:
                yield f"somebody else's version {key} was overwritten"
        if hours_come().failed:
            yield "the scheduler failed"
        public = rows()[1]
        yield from self.gone()
        yield from self.unremembered()
        if public != self.public_rows:
            yield from self.unread()
        else:
            yield from self.shown_in([self.world.page])

    def gone(self) -> Iterator[str]:
        """Yield rows and files that are missing."""
        for model, keys in stored().items():
            if gone := self.stored[model] - keys:
                yield f"{model.__name__} {sorted(gone)} are gone"
        for thing in (self.world.image, self.world.document):
            stored_thing = type(thing)._base_manager.filter(pk=thing.pk).first()
            if stored_thing and not stored_thing.file.storage.exists(stored_thing.file.name):
                yield f"the file {stored_thing.file.name} is gone"

    def versions_of_others(self) -> dict[int, str]:
        """Return a digest of each revision that other users have written."""
        found = Revision.page_revisions.exclude(user=self.world.sender)
        return dict(found.values_list("pk", MD5(Cast(without_renewed_facts(), TextField()))))

    def unremembered(self) -> Iterator[str]:
        """Yield pages in the trash without a record of their deletion."""
        roots = tuple(
            Deletion.objects.filter(page__isnull=False).values_list("page__path", flat=True)
        )
        for page in inside_trash(BasePage.objects.not_type(TrashPage)):
            if not page.path.startswith(roots):
                yield f"{page!r} is in the trash without a deletion"

    def unread(self) -> Iterator[str]:
        """Yield public pages with a text that only its writer has read."""
        is_word_public, looked_at = False, [self.world.page]
        for page in BasePage.objects.published().specific():
            text, says = digest_of(page), WORD in str(content_of(page))
            is_word_public |= says
            if self.texts.get(page.pk) == text:
                continue
            looked_at.append(page)
            self.is_changed = True
            if not may_be_public(page, text, page.live_revision):
                yield f"{page!r} changed in public, and no line of the register suffices"
            elif says and not self.has_reader(page):
                yield f"{page!r} shows the unread word"
        if not is_word_public:
            yield from self.shown_in(looked_at)

    def shown_in(self, pages: list[BasePage]) -> Iterator[str]:
        """Yield the pages that are served with the unread word."""
        for page, language in product(pages, ("es", "en")):
            if WORD in self.visitor.get(page.url_in(language)).content.decode():
                yield f"{page!r} shows the unread word in {language!r}"

    def has_reader(self, page: BasePage) -> bool:
        """Return whether the new text has a reader other than its writer, or a reason."""
        new = ReadText.objects.filter(page=page.pk, pk__gt=self.last_line, suffices=True)
        return (
            new.filter(kind=Kind.URGENT).exclude(reason="").exists()
            or new.filter(kind=Kind.CORRECTION).exists()
            or new.exclude(reader=self.world.sender).exclude(reader=None).exists()
        )


def hours_come():
    """Move all schedules to a minute ago, and run the scheduler."""
    past = timezone.now() - timedelta(minutes=1)
    for revision in Revision.objects.filter(approved_go_live_at__gt=past):
        content = revision.content | {"go_live_at": past.isoformat()}
        Revision.objects.filter(pk=revision.pk).update(content=content, approved_go_live_at=past)
    return run()


def stored() -> dict[type[Model], set[int]]:
    """Return the primary keys of rows that only the trash may delete, once it is emptied."""
    models = [BasePage, PortalImage, PortalDocument, Revision]
    found = {model: set(model._base_manager.values_list("pk", flat=True)) for model in models}
    found[BasePage] -= set(TrashPage._base_manager.values_list("pk", flat=True))
    return found


def rows() -> tuple[list, list]:
    """Return checksums that change with any row of pages and related tables, or of the register.

    The second list does not change with drafts.
    """
    tables = {
        model._meta.db_table: "t::text"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in APPS or model in (ReadText, Revision)
    }
    drafts = {
        ReadText._meta.db_table: "''",
        Revision._meta.db_table: "''",
        BasePage._meta.db_table: f"(to_jsonb(t) - ARRAY{OF_DRAFTS})::text",
    }
    return sums(tables), sums(tables | drafts)


def sums(tables: dict[str, str]) -> list[tuple[str, str]]:
    each = "SELECT '{0}', md5(string_agg({1}, '' ORDER BY {1})) FROM {0} t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each.format(*pair) for pair in tables.items()))
        return sorted(cursor.fetchall())


def public_texts() -> dict[int, str]:
    return {page.pk: digest_of(page) for page in BasePage.objects.published().specific()}


def without_renewed_facts() -> Case:
    """Return what a version says, but for the two facts that a renewal writes into each of a page.

    They are no text, and only pages that somebody checks have them (pages/models/review.py).
    """
    checked = [model for model in page_types() if issubclass(model, CheckedMixin)]
    types = ContentType.objects.get_for_models(*checked).values()
    facts = "(%(expressions)s - 'checked_on' - 'expire_at')"
    said = Func(F("content"), template=facts, output_field=JSONField())
    return Case(When(content_type__in=types, then=said), default="content")
