"""Fields of data that events, programmes and derived data sets share."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pages.models import BasePage
from pages.unusable import skip_unusable

from .dataset import Serializer
from .fields import DataField, attribute, in_language, model_field, set_cell
from .importing.cell_values import CellWriter
from .record_values import date_of, modified, source_record, texts_of, urls_of
from .rich_text import BLOCK_KEY, plain_text, to_cell
from .schema import array_of, ref


def title_name(code: str) -> str:
    # The Spanish title is Wagtail's own field; `display_title_es` is copied from it on save.
    return "title" if code == settings.LANGUAGE_CODE else in_language("display_title", code)


IDENTIFIER = DataField(
    of=("translation_key",),
    name="id",
    label=_("Identifier; it stays the same"),
    read=lambda page, serializer: str(page.translation_key),
    key="id",
    value=lambda page, serializer: str(page.translation_key),
    schema=ref("identifier"),
)
URL = DataField(
    of=("slug",),
    name="direccion",
    label=_("Address of the page"),
    per_language=True,
    read=lambda page, serializer, code: urls_of(page, serializer.request).get(code, ""),
    key="url",
    value=lambda page, serializer: urls_of(page, serializer.request),
    schema=ref("urls"),
    read_only=True,
)
TITLE = DataField(
    of=("title", "display_title"),
    name="titulo",
    label=_("Title"),
    per_language=True,
    read=lambda page, serializer, code: getattr(page, title_name(code)) or "",
    write=lambda writer, page, cell, code: set_cell(page, title_name(code), cell),
    key="title",
    value=lambda page, serializer: texts_of(page, "display_title"),
    schema=ref("title"),
)
SOURCES = DataField(
    of=("sources",),
    name="fuentes",
    label=_("Sources, by title"),
    help_text=_("Their titles in Spanish, with a vertical bar between them."),
    read=lambda page, serializer: serializer.labels.cell(page.sources.all()),
    write=CellWriter.set_sources,
    key="sources",
    value=lambda page, serializer: skip_unusable(page.sources.all(), source_record),
    schema=array_of(ref("source")),
)
MODIFIED = DataField(
    key="modified",
    value=lambda page, serializer: modified(page),
    schema=ref("moment", "When it was published last."),
)
AT_THE_LATEST = attribute(
    "at_the_latest",
    "a_mas_tardar",
    _("Whether it is the latest date: sí or no"),
    help_text=_("`sí` or `no`"),
    key="date",
)
# Public fields of every page that state no fact of history.
LEFT_OUT = {
    "seo_title": "for search engines",
    "search_description": "for search engines",
    "image": "pictures have rights of their own",
    "image_alt": "pictures have rights of their own",
    "image_decorative": "pictures have rights of their own",
    "quotation_source": "it is one of the sources",
}


def quotation(model: type[BasePage]) -> list[DataField]:
    """Return what a `QuotingMixin` quotes, and the part of the quotation that tells of it."""
    return [
        model_field(
            model,
            "quotation",
            "cita",
            _("Quotation of the text"),
            help_text=_(
                "Whole sentences, word for word. `[…]` stands before one that does not begin its"
                " paragraph; lines after one that ends in a colon are a list."
            ),
            per_language=True,
            description="Whole sentences of the text; '[…]' stands for what is left out.",
        ),
        model_field(
            model,
            "quotation_part",
            "parte_de_la_cita",
            _("The words of the quotation that tell of it"),
            help_text=_("Some of the words of the quotation; empty, all of them."),
            per_language=True,
            description="The words of the quotation that tell of it; all of them, if it is empty.",
        ),
    ]


def date_field(name: str, label: object) -> DataField:
    """Return the date of a `DatedPageMixin`: EDTF in tables, with its parts in records."""
    return DataField(
        of=("date",),
        name=name,
        label=label,
        help_text=_(
            "As people write: `16/12/1965`, `septiembre de 2016`, `mediados de 1974`, `años 80`,"
            " `1965-1973`, `desde 1965`; or in EDTF: `1965-12-16` a day, `2016-09` a month, `1991`"
            " a year, `198X` a decade, `1974-21` to `1974-24` spring to winter, `1974~` about then,"
            " `1974-06~` the middle of the year, `1974-~06` about June, `1965?` perhaps,"
            " `1965/1973` a period, `1965/..` from then on, `/1973` by then, `[1973,1974]` one of"
            " them, `[1973..1978]` once between them; empty, without a date."
        ),
        read=lambda page, serializer: page.date.edtf,
        write=CellWriter.set_date,
        key="date",
        value=lambda page, serializer: date_of(page),
        schema=ref("date"),
    )


def rich_text(
    of: str, name: str, label: object, key: str = "text", html_key: str = "html"
) -> list[DataField]:
    """Return a rich text: in cells as plain text, or HTML where needed; in records as both."""

    def html(page: BasePage, serializer: Serializer) -> dict[str, str]:
        texts = {c: page.told_elsewhere(text) for c, text in texts_of(page, of).items()}
        return {c: serializer.links.public_html(text) for c, text in texts.items()}

    def read(page: BasePage, serializer: Serializer, code: str) -> str:
        text = getattr(page, in_language(of, code)) or ""
        text = page.told_elsewhere(text) if serializer.is_public else text
        return to_cell(serializer.links.public_html(text))

    def write(writer: CellWriter, page: BasePage, cell: str, code: str) -> None:
        name, text = in_language(of, code), writer.rich_text(cell)
        # A row of a public file, which has no marks, leaves those of an unchanged text in place.
        if text != BLOCK_KEY.sub("", page.told_elsewhere(getattr(page, name) or "")):
            setattr(page, name, text)

    return [
        DataField(
            of=(of,),
            name=name,
            label=label,
            help_text=_(
                "Plain text; an empty line parts paragraphs. If it begins with a tag of our files,"
                " such as `<p>`, and closes it, it is read as HTML: paragraphs, bold, italics and"
                " links remain. What else looks like a tag stays text."
            ),
            per_language=True,
            read=read,
            write=write,
            key=key,
            value=lambda page, serializer: {
                c: plain_text(t) for c, t in html(page, serializer).items()
            },
            schema=ref("texts", "Plain text; an empty line parts paragraphs."),
        ),
        DataField(
            of=(of,),
            key=html_key,
            value=html,
            schema=ref("texts", "The same text as HTML: p, b, i, a, br, ul, ol, li."),
        ),
    ]
