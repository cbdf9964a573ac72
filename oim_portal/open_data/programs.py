"""The programmes as records (JSON) and as rows (CSV)."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from history.fields import DATE_ORDER
from history.models import HistoryEventPage
from pages.models.privacy import is_private
from pages.unusable import skip_unusable, usable
from programs.models import ProgramEvent, ProgramPage, SpherePage

from .columns import Column, per_language, yes_or_no
from .events import title_in
from .shared import (
    LIST_SEPARATOR,
    Record,
    SourceLabels,
    date_of,
    modified,
    rich_texts_of,
    source_record,
    texts_of,
    urls_of,
)
from .texts import PublicLinks, rich_texts, to_cell


def public_programs(request: HttpRequest) -> QuerySet[ProgramPage]:
    """Return the programmes of the site that everyone may read, by date."""
    site = Site.find_for_request(request)
    if site is None:
        return ProgramPage.objects.none()
    below = ProgramPage.objects.descendant_of(site.root_page)
    programs = below.live().filter(~is_private()).order_by(*DATE_ORDER)
    return programs.prefetch_related("sources")


class ProgramData:
    """Programmes as data, with public spheres and events; a constant number of queries."""

    def __init__(self, programs: Iterable[ProgramPage], request: HttpRequest) -> None:
        self.pages = list(programs)
        self.request = request
        self.links = PublicLinks(rich_texts(self.pages, "description"), request)
        spheres = SpherePage.objects.live().filter(~is_private())
        self.spheres = {sphere.pk: sphere for sphere in spheres}
        self.events = public_event_keys(program.pk for program in self.pages)

    def records(self) -> list[Record]:
        return skip_unusable(self.pages, self._record)

    def _record(self, program: ProgramPage) -> Record:
        sphere = self.spheres.get(program.sphere_id)
        return {
            "id": str(program.translation_key),
            "url": urls_of(program, self.request),
            "title": texts_of(program, "display_title"),
            "kind": program.kind,
            "status": program.status,
            "date": date_of(program),
            **rich_texts_of(program, "description", self.links),
            "partners": texts_of(program, "partners"),
            "sphere": sphere
            and {
                "id": str(sphere.translation_key),
                "title": texts_of(sphere, "display_title"),
                "url": urls_of(sphere, self.request),
            },
            "events": self.events.get(program.pk, []),
            "sources": skip_unusable(program.sources.all(), source_record),
            "modified": modified(program),
        }

    def columns(self) -> list[Column]:
        labels = SourceLabels()
        return [
            Column("id", _("Identifier; it stays the same"), lambda p: str(p.translation_key)),
            *per_language("titulo", _("Title"), title_in),
            Column("clase", _("Kind: programa or casos"), lambda p: p.kind),
            Column("estado", _("Status: vigente, cerrado or historico"), lambda p: p.status),
            Column("periodo", _("Period in EDTF"), lambda p: p.date.edtf),
            *per_language(
                "periodo_segun_fuente",
                _("Period as the source writes it"),
                lambda p, code: getattr(p, f"period_as_written_{code}") or "",
            ),
            Column(
                "a_mas_tardar",
                _("Whether it is the latest date: sí or no"),
                lambda p: yes_or_no(p.at_the_latest),
            ),
            *per_language("descripcion", _("Description"), self._text),
            *per_language(
                "asociados", _("Partners"), lambda p, code: getattr(p, f"partners_{code}") or ""
            ),
            *per_language("esfera", _("Sphere"), self._sphere),
            Column(
                "hechos",
                _("Identifiers of the events that tell of it"),
                lambda p: LIST_SEPARATOR.join(self.events.get(p.pk, [])),
            ),
            Column("fuentes", _("Sources, by title"), lambda p: labels.cell(p.sources.all())),
            *per_language("direccion", _("Address of the page"), self._url),
        ]

    def table(self) -> tuple[list[str], list[Sequence[str]]]:
        """Return the names of the columns, and a row for each programme."""
        columns = self.columns()
        rows = skip_unusable(self.pages, lambda program: [each.read(program) for each in columns])
        return [column.name for column in columns], rows

    def _text(self, program: ProgramPage, code: str) -> str:
        return to_cell(self.links.public_html(getattr(program, f"description_{code}")))

    def _sphere(self, program: ProgramPage, code: str) -> str:
        sphere = self.spheres.get(program.sphere_id)
        return texts_of(sphere, "display_title").get(code, "") if sphere else ""

    def _url(self, program: ProgramPage, code: str) -> str:
        return urls_of(program, self.request).get(code, "")


def public_event_keys(program_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the identifiers of the public events of each programme, in the editors' order."""
    links = ProgramEvent.objects.filter(page__in=list(program_ids)).order_by("page", "sort_order")
    links = list(links.values_list("page", "event"))
    events = HistoryEventPage.objects.filter(pk__in={event for _program, event in links})
    public = usable(events.live().filter(~is_private()))
    keys = {event.pk: str(event.translation_key) for event in public}
    found: dict[int, list[str]] = {}
    for program, event in links:
        if event in keys:
            found.setdefault(program, []).append(keys[event])
    return found
