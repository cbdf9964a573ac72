"""Fields of data that events, programmes and derived data sets share."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pages.models import BasePage
from pages.unusable import skip_unusable

from .dataset import Reading
from .fields import DataField, attribute, in_language, set_cell
from .importing.cell_values import Values
from .record_values import date_of, modified, source_record, texts_of, urls_of
from .rich_text import plain_text, to_cell
from .schema import list_of, ref


def title_name(code: str) -> str:
    # The Spanish title is Wagtail's own field; `display_title_es` is copied from it on save.
    return "title" if code == settings.LANGUAGE_CODE else in_language("display_title", code)


IDENTIFIER = DataField(
    of=("translation_key",),
    name="id",
    label=_("Identifier; it stays the same"),
    read=lambda page, reading: str(page.translation_key),
    key="id",
    value=lambda page, reading: str(page.translation_key),
    schema=ref("identifier"),
)
URL = DataField(
    of=("slug",),
    name="direccion",
    label=_("Address of the page"),
    in_languages=True,
    read=lambda page, reading, code: urls_of(page, reading.request).get(code, ""),
    key="url",
    value=lambda page, reading: urls_of(page, reading.request),
    schema=ref("urls"),
    for_reading=True,
)
TITLE = DataField(
    of=("title", "display_title"),
    name="titulo",
    label=_("Title"),
    in_languages=True,
    read=lambda page, reading, code: getattr(page, title_name(code)) or "",
    write=lambda values, page, cell, code: set_cell(page, title_name(code), cell),
    key="title",
    value=lambda page, reading: texts_of(page, "display_title"),
    schema=ref("title"),
)
SOURCES = DataField(
    of=("sources",),
    name="fuentes",
    label=_("Sources, by title"),
    how=_("Their titles in Spanish, with a vertical bar between them."),
    read=lambda page, reading: reading.labels.cell(page.sources.all()),
    write=Values.set_sources,
    key="sources",
    value=lambda page, reading: skip_unusable(page.sources.all(), source_record),
    schema=list_of(ref("source")),
)
MODIFIED = DataField(
    key="modified",
    value=lambda page, reading: modified(page),
    schema=ref("moment", "When it was published last."),
)
AT_THE_LATEST = attribute(
    "at_the_latest",
    "a_mas_tardar",
    _("Whether it is the latest date: sí or no"),
    how=_("`sí` or `no`"),
    key="date",
)
# Public fields of every page that state no fact of history.
LEFT_OUT = {
    "seo_title": "for search engines",
    "search_description": "for search engines",
    "image": "pictures have rights of their own",
    "image_alt": "pictures have rights of their own",
    "image_decorative": "pictures have rights of their own",
}


def date_field(name: str, label: object) -> DataField:
    """Return the date of a `DatedPageMixin`: EDTF in tables, with its parts in records."""
    return DataField(
        of=("date",),
        name=name,
        label=label,
        how=_(
            "As people write: `16/12/1965`, `septiembre de 2016`, `mediados de 1974`, `años 80`,"
            " `1965-1973`, `desde 1965`; or in EDTF: `1965-12-16` a day, `2016-09` a month, `1991`"
            " a year, `198X` a decade, `1974-21` to `1974-24` spring to winter, `1974~` about then,"
            " `1974-06~` the middle of the year, `1974-~06` about June, `1965?` perhaps,"
            " `1965/1973` a period, `1965/..` from then on, `/1973` by then, `[1973,1974]` one of"
            " them, `[1973..1978]` once between them; empty, without a date."
        ),
        read=lambda page, reading: page.date.edtf,
        write=Values.set_date,
        key="date",
        value=lambda page, reading: date_of(page),
        schema=ref("date"),
    )


def rich_text(
    of: str, name: str, label: object, key: str = "text", html_key: str = "html"
) -> list[DataField]:
    """Return a rich text: in cells as plain text, or HTML where needed; in records as both."""

    def html(page: BasePage, reading: Reading) -> dict[str, str]:
        return {c: reading.links.public_html(text) for c, text in texts_of(page, of).items()}

    def read(page: BasePage, reading: Reading, code: str) -> str:
        return to_cell(reading.links.public_html(getattr(page, in_language(of, code))))

    def write(values: Values, page: BasePage, cell: str, code: str) -> None:
        setattr(page, in_language(of, code), values.rich_text(cell))

    return [
        DataField(
            of=(of,),
            name=name,
            label=label,
            how=_(
                "Plain text; an empty line parts paragraphs. If it begins with a tag of our files,"
                " such as `<p>`, and closes it, it is read as HTML: paragraphs, bold, italics and"
                " links remain. What else looks like a tag stays text."
            ),
            in_languages=True,
            read=read,
            write=write,
            key=key,
            value=lambda page, reading: {c: plain_text(t) for c, t in html(page, reading).items()},
            schema=ref("texts", "Plain text; an empty line parts paragraphs."),
        ),
        DataField(
            of=(of,),
            key=html_key,
            value=html,
            schema=ref("texts", "The same text as HTML: p, b, i, a, br, ul, ol, li."),
        ),
    ]
