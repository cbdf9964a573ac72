"""Factories of published pages. The initial content is there in every test."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale, PageViewRestriction, Revision

from history.fields import DatedMixin
from history.models import HistoryEventPage, HistoryPage
from pages.models import BasePage, ContentPage, HomePage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramIndexPage, ProgramPage

PRIVACY = PageViewRestriction.LOGIN


def add_page(parent: BasePage | None = None, title: str = "Página", *, model=ContentPage, **fields):
    """Publish a page below its parent (the front page unless one is named) and return it.

    It is in menus where its type may be, unless `show_in_menus` says not.
    """
    fields.setdefault("show_in_menus", model.may_be_in_menus)
    return add_live(model(title=title, slug=slugify(title), **fields), parent)


def required_values(model: type[BasePage]) -> dict[str, object]:
    """Return values for the fields without which a page of this type is never public."""
    names = {field.name for field in model._meta.concrete_fields}
    checked = {"checked_on": timezone.localdate(), "expire_at": timezone.now() + timedelta(days=90)}
    found = checked if "checked_on" in names else {}
    found |= {"value": "911"} if "channel" in names else {}
    when_and_where = {"first_day": timezone.localdate(), "place_es": "Quito"}
    found |= when_and_where if "first_day" in names else {}
    if "summary_es" in names:
        found |= {"summary_es": "<p>Lo que dice.</p>", "kind": "informe", "year": 2026}
    found |= {"closes_at": timezone.now() + timedelta(days=9)} if "apply_url" in names else {}
    return found | ({"own_language": "ht"} if model.single_language else {})


def add_live(page: BasePage, parent: BasePage | None = None) -> BasePage:
    """Add a page below its parent (the front page unless one is named), live unless it says not."""
    with publishing_reason("test"):
        return (parent or HomePage.objects.get()).add_child(instance=page)


def publish_page(page: BasePage, **options) -> None:
    """Publish a page as it stands in memory, as if it had been read."""
    publish_revision(page.save_revision(**options))


def publish_revision(revision: Revision) -> None:
    with publishing_reason("test"):
        revision.publish()


def make_private(page: BasePage) -> None:
    """Let only people with an account read the page and those below it."""
    PageViewRestriction.objects.create(page=page, restriction_type=PRIVACY)


def add_events(count: int, **fields) -> list[HistoryEventPage]:
    """Publish many events of the history at once."""
    return add_many(HistoryPage.objects.get(), HistoryEventPage, count, **fields)


def add_programs(count: int, **fields) -> list[ProgramPage]:
    """Publish many programmes at once."""
    return add_many(ProgramIndexPage.objects.get(), ProgramPage, count, **fields)


def add_many(parent: BasePage, model: type[BasePage], count: int, **fields) -> list[BasePage]:
    """Publish pages without what Wagtail does beside it: revisions, search index, references.

    `add_child` would take some seconds for a hundred; what visitors read is the same.
    """
    kind = ContentType.objects.get_for_model(model)
    locale = Locale.objects.get()
    first = parent.get_children().count() + 1
    pages = []
    for number in range(first, first + count):
        slug = f"{model._meta.model_name}-{number}"
        title = f"{model._meta.verbose_name} {number}"
        pages.append(
            model(
                path=BasePage._get_path(parent.path, parent.depth + 1, number),
                depth=parent.depth + 1,
                title=title,
                draft_title=title,
                display_title_es=title,
                display_title_en=f"{title} (en)",
                slug=slug,
                url_path=f"{parent.url_path}{slug}/",
                content_type=kind,
                locale=locale,
                translation_key=uuid4(),
                show_in_menus=model.may_be_in_menus,
                **fields,
            )
        )
    shared = [field.attname for field in BasePage._meta.concrete_fields if not field.primary_key]
    rows = [BasePage(**{name: getattr(page, name) for name in shared}) for page in pages]
    for page in pages:
        if isinstance(page, DatedMixin):
            page.set_sort_columns()
    with publishing_reason("test"):
        rows = BasePage.objects.bulk_create(rows)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
        page.save_base(raw=True)  # the columns of its own type
    BasePage.objects.filter(pk=parent.pk).update(numchild=F("numchild") + count)
    return pages
