"""Data set of the programmes, with their public spheres and events."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _

from history.models import HistoryEventPage
from pages.unusable import usable
from programs.models import ProgramEvent, ProgramPage

from . import shared_fields as shared, terms
from .dataset import Dataset, Serializer
from .fields import DataField, attribute, model_field
from .record_values import LIST_SEPARATOR
from .relations import relation
from .schema import array_of, described, ref


class ProgramSerializer(Serializer):
    """Serialize programmes with their events, in a constant number of queries."""

    @cached_property
    def events(self) -> dict[int, list[str]]:
        """The identifiers of the public events of each programme, in the editors' order."""
        rows = ProgramEvent.objects.filter(page__in=self.pages).order_by("page", "sort_order")
        links = list(rows.values_list("page", "event"))
        events = HistoryEventPage.objects.filter(pk__in={event for _program, event in links})
        public = usable(events.published().public())
        keys = {event.pk: str(event.translation_key) for event in public}
        found = {page.pk: [] for page in self.pages}
        for program, event in links:
            if event in keys:
                found[program].append(keys[event])
        return found


PROGRAMMES = Dataset(
    model=ProgramPage,
    serializer_class=ProgramSerializer,
    terms=terms.history,
    fields=[
        shared.IDENTIFIER,
        shared.URL,
        shared.TITLE,
        model_field(
            ProgramPage,
            "kind",
            "clase",
            _("Kind: programa or casos"),
            description="What the source calls it.",
        ),
        model_field(ProgramPage, "status", "estado", _("Status: vigente, cerrado or historico")),
        shared.date_field("periodo", _("Period in EDTF")),
        attribute(
            "period_as_written",
            "periodo_segun_fuente",
            _("Period as the source writes it"),
            per_language=True,
            key="date",
        ),
        shared.AT_THE_LATEST,
        *shared.quotation(ProgramPage),
        *shared.rich_text("description", "descripcion", _("Description")),
        model_field(ProgramPage, "partners", "asociados", _("Partners"), per_language=True),
        model_field(ProgramPage, "donor", "donante", _("Donor"), per_language=True),
        model_field(ProgramPage, "amount", "monto", _("Amount")),
        model_field(ProgramPage, "currency", "moneda", _("Currency of the amount")),
        *shared.rich_text("results", "resultados", _("Results"), "results", "results_html"),
        relation(ProgramPage, "sphere", "esfera", _("Area")),
        DataField(
            of=("event_links",),
            name="hechos",
            label=_("Identifiers of the events that tell of it"),
            read=lambda page, serializer: LIST_SEPARATOR.join(serializer.events[page.pk]),
            key="events",
            value=lambda page, serializer: serializer.events[page.pk],
            schema=described(
                "Identifiers of the events that tell of it.",
                array_of(ref("identifier"), uniqueItems=True),
            ),
        ),
        shared.SOURCES,
        shared.MODIFIED,
    ],
    left_out=shared.LEFT_OUT | {"narrative_block": "a key within the page of the history"},
)
