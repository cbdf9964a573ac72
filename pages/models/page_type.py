"""Declarations of a page type with their defaults, and the behaviour that follows from them."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _

from oim_portal.media.cards import CardDate

from ..contract import CITATIONS, FRAMED, Data, Embed, Figure, FirstDraft, Kind, Listing
from ..forms import PageCopyForm
from ..languages import Localized, localized
from ..panels import page_form
from ..passages import Part, Passage, passages_of_fields
from ..related import Subjects
from ..unusable import usable


class PageTypeMixin(models.Model):
    """Everything that a page type may declare (pages/contract.py), for `BasePage`."""

    may_be_in_menus = True
    #: A new page or a copy is in no menu until somebody asks for it.
    exclude_fields_in_copy = ["show_in_menus"]

    # What the main menu calls a page of the type, beside the section it is in; "" for no place.
    menu_name: object = ""

    # Whether new pages of the type are sensitive until staff say otherwise.
    sensitive_default = False

    # Template that shows a page of this type in a list of several types.
    card_template = "components/page_card.html"

    # Declarations for the edit form: names of translated fields, which have a column for each
    # language, and panels for the data that all languages share. Every page has the titles.
    translated_titles = ("display_title", "seo_title", "search_description")
    translated_panels: list = []
    shared_panels: list = []
    #: Those of the shared panels that stand below the texts, as every page of the type needs them.
    panels_with_texts: list = []
    #: Names of translated panels that few need, folded below the others under this heading.
    folded_panels: frozenset[str] = frozenset()
    folded_heading: object = ""
    # Names of form fields that hold no public text: publishing them needs no second reader.
    internal_fields = frozenset(
        ("show_in_menus", "review_on", "responsible", "show_review", "sensitive", "own_language")
    )
    #: Names of fields, dates aside, that are true of one page alone: a page made after it begins
    #: without them.
    own_fields: tuple[str, ...] = ("seo_title", "search_description")
    # Help texts of translated fields in the edit form, by the name of the field.
    help_texts: dict = {}

    #: Its pages are each in one language, `own_language`, which need be none of the site's. The
    #: text is in the Spanish columns, and has one tab, one URL, and no translation. The type has
    #: `own_language` in its form, and not in `internal_fields`.
    single_language = False

    #: The date of a page in words, for lists; "" for none.
    date_long = ""

    #: What the page is now, in a word for lists and the search, if readers might expect another
    #: state: "Closed". It may change at `changes_at`.
    state_label: object = ""

    # Declarations from which services derive their behaviour.
    #: Kind of search result of its pages.
    search_kind = Kind("pagina", _("page"), _("Pages"))
    #: Kind of search result of the parts of a page (`parts`), if it has any.
    part_kind: Kind | None = None
    #: Name of its inline rows of files with `document` and `language`, whose text is searched.
    file_rows = ""
    #: The parent page shows the whole page, at an anchor named after its slug.
    is_shown_above = False
    #: Label of the page type that shows these pages whole, at anchors named after their slugs: they
    #: have no URL of their own, and are in no sitemap, menu or feed. "" for pages with a URL.
    shown_on = ""
    #: Names of URL patterns that take the key of a page and show it alone, such as a vCard.
    views_of_page: tuple[str, ...] = ()
    #: Visitors are told how to cite its pages (pages/citations.py).
    is_cited = False
    #: How its pages are shown in frames of other sites, if they may be.
    embed: Embed | None = None
    #: The listing of pages that the page shows, if any.
    listing: Listing | None = None
    #: While it is shown: the address below it that is asked for (`pages.addresses`).
    shown_address: Any = None
    #: The open data set of its pages, if they are published as one.
    data: Data | None = None
    #: schema.org type of the subject of the page, and the attributes that hold its properties.
    schema_type = ""
    schema_properties: dict[str, str] = {}
    #: Property of the organization's node that holds the subjects of the public pages of this type.
    organization_property = ""
    #: Templates by place of the site's frame ("header", "footer", "not_found", "no_results",
    #: "outage", "front_page" below the hero's text, "front_page_end", "ways" before those that
    #: staff choose, "help" beside the help, and "offers" beside offers of work), which are included
    #: there with the pages of `frame_pages` as `pages`.
    frame: dict[str, str] = {}
    frame_order: tuple[str, ...] = ("path",)
    #: Many places show pages of this type: all are read at once (`pages.frame.published_pages`).
    are_shared = False
    #: Why visitors need a public page of this type, for what is to be done before publishing; "" if
    #: the portal does without one (`pages.open_points`).
    must_be_public: object = ""
    #: Condition on the pages below that the page lists; a page that lists none is a dead end.
    listed_below = models.Q()
    #: Chapter of the staff guide (docs/editing) about this page type.
    help_chapter = "formulario"
    #: Labels of the dashboard links that add a page and edit the only page; "" for no link.
    quick_add: object = ""
    quick_change: object = ""
    #: The draft that a new portal has of this type, if any.
    first_draft: FirstDraft | None = None
    #: Names of fields that stay as they are when a publication is undone.
    kept_on_undo: tuple[str, ...] = ("expire_at",)
    #: Names of the datetime fields at which the public page changes.
    changes_at: tuple[str, ...] = ("expire_at",)

    copy_form_class = PageCopyForm

    class Meta:
        abstract = True

    @classmethod
    def templates(cls) -> list[str]:
        """Return the template of the page type, then the fallback for types without one."""
        common = "pages/listing_page.html" if cls.listing else "pages/article_page.html"
        return [cls.template, common]

    def get_template(self, request, *args, **kwargs) -> list[str]:
        return self.templates()

    def get_context(self, request, *args, below: str = "", **kwargs):
        context = super().get_context(request, *args, **kwargs)
        if self.listing:
            from ..listings import ListingPart

            context["listing"] = ListingPart(self, request, below)
        return context

    @classproperty
    def edit_handler(cls):  # noqa: N805 (a property of the class)
        return page_form(cls)

    @classproperty
    def views_below(cls) -> list[str]:  # noqa: N805 (a property of the class)
        """The URLs of views that show the page too, relative to its own (pages/page_views.py)."""
        return [*(CITATIONS if cls.is_cited else ()), *((FRAMED,) if cls.embed else ())]

    @property
    def subjects(self) -> Subjects | None:
        """What the page is about, by which related pages are found; None for no such pages."""
        return None

    def embed_for(self, request) -> Embed | None:
        """Return how other sites show the page in a frame; None if they may not."""
        return self.embed

    @classmethod
    def anchor_of(cls, slug: str) -> str:
        """Return the HTML id of the page with this slug on the page that `is_shown_above` means."""
        return slug

    @classmethod
    def frame_pages(cls) -> list:
        """Return the public pages of the type, by `frame_order`, for the templates of `frame`.

        They are read once for all pages of the site: see `pages.frame.published_pages`.
        """
        return usable(cls.objects.published().public().order_by(*cls.frame_order))

    def figures(self, request: HttpRequest) -> list[Figure]:
        """Return what the front page counts of this page; none by default.

        Read once for each language and version of the site: see `SiteCache.get_or_set`.
        """
        return []

    def in_short(self, request: HttpRequest) -> str:
        """Return a few words on what the page holds, for below a link to it; none by default."""
        return ""

    def card_date(self) -> CardDate | None:
        """Return the date that the page's card for shared links shows large; none by default."""
        return None

    def remarks(self) -> list[tuple[str, str, str, str]]:
        """Return what 'Checks' says of its data: what is wrong, with what, what to do, where."""
        return []

    def check_values(self) -> None:
        """Raise the error that showing the page in a list would raise (`pages.unusable`); no query.

        A page type that computes values from its columns computes them here.
        """

    def cited_title(self) -> str:
        """Return the title of the page in citations."""
        return str(localized(self, "display_title"))

    def quoted_text(self) -> Localized | None:
        """Return what the page quotes of other texts, as running text; nothing by default."""
        return None

    def subject_data(self) -> dict[str, str]:
        """Return the schema.org node of the subject of this page; empty for none.

        Built from `schema_type` and `schema_properties`; a page type may extend it in code. The
        caller adds the page's name, description and URL. Empty values are left out.
        """
        if not self.schema_type:
            return {}
        found = {name: getattr(self, field) for name, field in self.schema_properties.items()}
        found = {name: iso(value) for name, value in found.items() if value}
        return {"@type": self.schema_type, **found}

    @classmethod
    def visitor_reports(cls, keys: Collection[int]) -> dict[int, int]:
        """Return how many visitors said lately that a page is wrong, by its key; none by default.

        Staff see it in the report on pages to review.
        """
        return {}

    def told_elsewhere(self, text: Any) -> Any:
        """Return a text of the page as search, descriptions, feeds and data tell it.

        It lacks what only the template of the page resolves, such as marks of sources.
        """
        return text

    def passages(self, language: str) -> list[Passage]:
        """Return the text of the page in a language for the search, without title and lead text."""
        return passages_of_fields(self, language)

    def parts(self, language: str) -> list[Part]:
        """Return the parts of the page that are search results of their own; none by default."""
        return []


def iso(value: object) -> str:
    """Return a value as schema.org expects it: dates and times in ISO 8601."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
