"""Data set of the programmes, with their public spheres and events."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from history.models import HistoryEventPage
from pages.unusable import usable
from programs.models import ProgramEvent, ProgramPage

from . import terms
from .dataset import Dataset, Serializer
from .dated_page_fields import (
    AT_THE_LATEST,
    IDENTIFIER,
    LEFT_OUT,
    MODIFIED,
    SOURCES,
    TITLE,
    URL,
    date_field,
    rich_text,
)
from .fields import DataField, attribute, model_field
from .record_values import LIST_SEPARATOR
from .relations import relation
from .schema import array_of, described, ref


class ProgramSerializer(Serializer):
    """Serialize programmes; their events take a constant number of queries."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.events = public_event_keys(program.pk for program in self.pages)


def public_event_keys(program_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the identifiers of the public events of each programme, in the editors' order."""
    links = ProgramEvent.objects.filter(page__in=list(program_ids)).order_by("page", "sort_order")
    links = list(links.values_list("page", "event"))
    events = HistoryEventPage.objects.filter(pk__in={event for _program, event in links})
    public = usable(events.published().public())
    keys = {event.pk: str(event.translation_key) for event in public}
    found: dict[int, list[str]] = {}
    for program, event in links:
        if event in keys:
            found.setdefault(program, []).append(keys[event])
    return found


PROGRAMMES = Dataset(
    model=ProgramPage,
    serializer_class=ProgramSerializer,
    terms=terms.history,
    fields=[
        IDENTIFIER,
        URL,
        TITLE,
        model_field(
            ProgramPage,
            "kind",
            "clase",
            _("Kind: programa or casos"),
            description="What the source calls it.",
        ),
        model_field(ProgramPage, "status", "estado", _("Status: vigente, cerrado or historico")),
        date_field("periodo", _("Period in EDTF")),
        attribute(
            "period_as_written",
            "periodo_segun_fuente",
            _("Period as the source writes it"),
            per_language=True,
            key="date",
        ),
        AT_THE_LATEST,
        *rich_text("description", "descripcion", _("Description")),
        model_field(ProgramPage, "partners", "asociados", _("Partners"), per_language=True),
        relation(ProgramPage, "sphere", "esfera", _("Sphere")),
        DataField(
            of=("event_links",),
            name="hechos",
            label=_("Identifiers of the events that tell of it"),
            read=lambda page, serializer: LIST_SEPARATOR.join(serializer.events.get(page.pk, [])),
            key="events",
            value=lambda page, serializer: serializer.events.get(page.pk, []),
            schema=described(
                "Identifiers of the events that tell of it.",
                array_of(ref("identifier"), uniqueItems=True),
            ),
        ),
        SOURCES,
        MODIFIED,
    ],
    left_out=LEFT_OUT,
)
