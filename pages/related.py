"""Pages about the same programme, area, themes or province: the newest, without hand work."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest

from oim_portal.web import expiry

if TYPE_CHECKING:
    from .models import BasePage

MOST = 4
MOST_LEADING = 100  # pages that are told at once that one to which they may lead is withdrawn


@dataclass(frozen=True)
class Subjects:
    """What a page is about: keys of a programme, an area and themes, and a code of a province."""

    program: int | None = None
    sphere: int | None = None
    themes: frozenset[int] = frozenset()
    province: str = ""

    def apart(self) -> set["Subjects"]:
        """Return each thing that it is about by itself."""
        found = {Subjects(themes=frozenset({theme})) for theme in self.themes}
        found |= {Subjects(program=self.program), Subjects(sphere=self.sphere)}
        return (found | {Subjects(province=self.province)}) - {Subjects()}

    def condition(self, model: type["BasePage"]) -> tuple[Q, ...]:
        """Return the conditions that a page of a type shares each of them, the closest first."""
        of_page, of_theme = (
            model.themes.field.m2m_field_name(),
            model.themes.field.m2m_reverse_field_name(),
        )
        themes = model.themes.through.objects.filter(
            **{of_page: OuterRef("pk"), f"{of_theme}__in": self.themes}
        )
        found = [
            (self.program, Q(program_id=self.program)),
            (self.themes, Q(Exists(themes))),
            (self.sphere, Q(sphere_id=self.sphere)),
            (self.province, Q(province=self.province)),
        ]
        return tuple(condition for known, condition in found if known)


def types_about_subjects() -> list[type["BasePage"]]:
    """Return the page types that say what they are about."""
    from .contract import page_types
    from .models.subjects import SubjectsMixin

    return [model for model in page_types() if issubclass(model, SubjectsMixin)]


def related_pages(page: "BasePage", request: HttpRequest) -> list["BasePage"]:
    """Return up to `MOST` public pages about the same, the closest and newest first.

    In two queries whatever the number of page types; in none while there is no such page.
    """
    from .models import BasePage

    subjects = page.subjects
    if subjects is None or not are_any_public(request):
        return []
    found = [query for model in types_about_subjects() if (query := about(subjects, model, page))]
    if not found:
        return []
    first, *others = found
    rows = first.union(*others, all=True) if others else first
    closest = sorted(rows, key=lambda row: (row[1], -row[2].timestamp(), -row[0]))[:MOST]
    for *_known, until in closest:
        expiry.add(until)
    keys = [pk for pk, *_known in closest]
    by_key = BasePage.objects.in_bulk(keys)
    return [by_key[pk] for pk in keys if pk in by_key]


def are_any_public(request: HttpRequest) -> bool:
    """Return whether any public page says what it is about, read once for all pages."""
    from .models import BasePage
    from .site_cache import site_cache

    def read() -> bool:
        types = ContentType.objects.get_for_models(*types_about_subjects()).values()
        return BasePage.objects.filter(content_type__in=types).published().public().exists()

    return site_cache(request).get_or_set("any about subjects", read, apart=True)


def about(subjects: Subjects, model: type["BasePage"], page: "BasePage") -> QuerySet | None:
    """Return the newest pages of a type; None if it asks for nothing.

    Key, closeness and time of each, and its moment in the column `until` of its listing: what is
    in the archive alone is left out.
    """
    from .contract import listings_of

    conditions = subjects.condition(model)
    if not conditions:
        return None
    closeness = Case(*(When(each, then=Value(rank)) for rank, each in enumerate(conditions)))
    public = model.objects.published().public().exclude(pk=page.pk)
    until: Any = Value(None, DateTimeField())
    for index in listings_of(model):
        public = index.listing.current(public)
        until = F(index.listing.until) if index.listing.until else until
    about = public.filter(first_published_at__isnull=False)
    about = about.annotate(closeness=closeness, until=until)
    about = about.filter(closeness__isnull=False).order_by(
        "closeness", "-first_published_at", "-pk"
    )
    names = ("closeness", "first_published_at", "until")
    return about.rewrite(False).values_list("pk", *names)[:MOST]


def pages_that_lead_to(pages: Iterable["BasePage"]) -> list["BasePage"]:
    """Return the public pages about the same as one of these, the newest `MOST_LEADING` of them.

    Programmes and areas come after them. A query or two for each of `pages`, and for all of them
    two and one for each page type of the latter.
    """
    from .contract import page_types
    from .models import BasePage

    types = types_about_subjects()
    told = [page.specific.subjects.apart() for page in pages if page.specific_class in types]
    subjects = set().union(*told)
    if not subjects:
        return []
    first, *others = (newest_about(subjects, model) for model in types)
    newest = sorted(first.union(*others, all=True), key=lambda row: row[1], reverse=True)
    found = BasePage.objects.in_bulk([pk for pk, _moment in newest[:MOST_LEADING]])
    about_themselves = (
        page
        for model in page_types()
        if model not in types and model.subjects is not BasePage.subjects
        for page in model.objects.published()
        if page.subjects.apart() & subjects
    )
    return [*found.values(), *about_themselves]


def newest_about(subjects: Iterable[Subjects], model: type["BasePage"]) -> QuerySet:
    """Return keys and times of the newest pages of a type about any of these."""
    shared = reduce(or_, (condition for each in subjects for condition in each.condition(model)))
    found = model.objects.published().filter(shared, first_published_at__isnull=False)
    newest = found.order_by("-first_published_at", "-pk")[:MOST_LEADING]
    return newest.rewrite(False).values_list("pk", "first_published_at")
