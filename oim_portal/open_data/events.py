"""Data set of the events of the history; its fields are those of every file and of the import."""

from django.utils.translation import gettext_lazy as _

from history.models import HistoryEventPage

from . import shared_fields as shared, terms
from .dataset import Dataset
from .fields import DataField, attribute
from .importing.cell_values import CellWriter
from .record_values import texts_of
from .schema import array_of, object_of, ref

NAME = attribute(
    "slug",
    "nombre_en_direccion",
    _("Name in the address"),
    help_text=_("Leave it empty in a new row: the portal makes it of the title."),
    write=CellWriter.set_slug,
    key="url",
)
THEMES = DataField(
    of=("themes",),
    name="temas",
    label=_("Themes, by their name in addresses"),
    help_text=_("Their names in addresses, with commas between them: `legal, programas`"),
    read=lambda page, serializer: ", ".join(sorted(theme.slug for theme in page.themes.all())),
    write=CellWriter.set_themes,
    key="themes",
    value=lambda page, serializer: [
        {"slug": theme.slug, "name": texts_of(theme, "name")} for theme in page.themes.all()
    ],
    schema=array_of(
        object_of({"slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}, "name": ref("title")})
    ),
)

EVENTS = Dataset(
    model=HistoryEventPage,
    is_imported=True,
    terms=terms.history,
    fields=[
        shared.IDENTIFIER,
        shared.URL,
        NAME,
        shared.TITLE,
        shared.date_field("fecha", _("Date in EDTF")),
        attribute(
            "date_as_written",
            "fecha_segun_fuente",
            _("Date as the source writes it"),
            help_text=_("The date word for word: this is what readers see."),
            per_language=True,
            key="date",
        ),
        shared.AT_THE_LATEST,
        *shared.quotation(HistoryEventPage),
        *shared.rich_text("text", "texto", _("Text")),
        THEMES,
        shared.SOURCES,
        shared.MODIFIED,
        attribute(
            "sort_year",
            "anio_para_ordenar",
            _("Year to sort by"),
            help_text=_("The year at which something without a date stands."),
            staff_only=True,
        ),
        attribute(
            "narrative_block",
            "parrafo_del_relato",
            _("Paragraph of the narrative"),
            help_text=_("Leave it as it is, or copy it from another event of the same paragraph."),
            write=CellWriter.set_narrative_block,
            staff_only=True,
        ),
        attribute("note", "nota_privada", _("Private note"), staff_only=True),
    ],
    left_out=shared.LEFT_OUT
    | {
        "pictures": "pictures have rights of their own",
        "document": "a file of the library, which may be withdrawn",
        "document_language": "it belongs to the document",
    },
)
