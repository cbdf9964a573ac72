"""The page that all pages are: shared columns, languages, addresses, the edit form's tabs."""

from django.conf import settings
from django.contrib.postgres.indexes import HashIndex
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modeltranslation.translator import translator
from wagtail.fields import RichTextField, StreamField
from wagtail.models import AbstractPage, DefaultBasePageMixin, PageViewRestriction, Revision
from wagtail.models.pages import AbstractPageMeta
from wagtail.search import index

from oim_portal.web import expiry
from oim_portal.web.text_columns import clean_texts

from ..contract import Data, Kind, Listing
from ..forms import PageCopyForm
from ..internal_links import stream_with_page_links, with_page_links
from ..languages import has_text, language_codes
from ..panels import page_form
from ..passages import Part, Passage, passages_of_fields
from ..revisions import is_record
from ..slugs import tidied_slug
from ..titles import name_copy, staff_titles
from ..unusable import usable
from .grounds import being_saved, grounds
from .published import PortalPageManager


class BasePage(AbstractPage, DefaultBasePageMixin):
    """Base of every page type (`WAGTAIL_PAGE_MODEL`).

    `title` is Wagtail's plain field and holds the Spanish title. `display_title` is the public
    title in each language; its Spanish column always equals `title` (docs/architecture.md).
    """

    display_title = models.CharField(_("public title"), max_length=255, blank=True)
    review_on = models.DateField(
        _("review on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody should read this page again. Never shown."),
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person responsible"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who looks after this page. Never shown."),
    )
    responsible.wagtail_reference_index_ignore = True
    show_review = models.BooleanField(
        _("show when it was reviewed"),
        default=False,
        help_text=_("The page then says 'Reviewed on …', once somebody has reviewed it."),
    )

    may_be_in_menus = True

    # Set when a request found its way here (`route`): neither it nor a page above is private.
    _is_for_everyone = False

    # How a page of this type stands in a list of pages of several types.
    card_template = "components/page_card.html"

    # What a page type declares for its form: names of translated fields (kept in each language,
    # shown in its tab) and panels of what all languages share. Every page has the titles.
    translated_titles = ("display_title", "seo_title", "search_description")
    translated_panels: list = []
    shared_panels: list = []
    # Names of the form's fields that are no text: publishing them needs no second reader.
    internal_fields = frozenset({"show_in_menus", "review_on", "responsible", "show_review"})
    # Of translated fields that have none of their own, by the field's name.
    help_texts: dict = {}

    # What services derive from the type (pages/contract.py).
    #: As what the search finds its pages.
    search_kind = Kind("pagina", _("page"), _("Pages"))
    #: As what it finds the parts of a page (`parts`), if there are any.
    part_kind: Kind | None = None
    #: The page above shows it whole, at an anchor of its slug.
    is_shown_above = False
    #: The list of pages that it shows, if it shows one.
    listing: Listing | None = None
    #: Its pages as data to take away, if they are.
    data: Data | None = None
    #: What schema.org calls the thing that it tells of, and which attributes say its properties.
    schema_type = ""
    schema_properties: dict[str, str] = {}
    #: The chapter of the staff guide (docs/editing) that tells of it.
    help_chapter = "formulario"
    #: What the first screen calls adding one, and changing the only one; "" to offer neither.
    quick_add: object = ""
    quick_change: object = ""
    #: Columns with a time at whose passing something of it changes in public.
    changes_at: tuple[str, ...] = ("expire_at",)

    copy_form_class = PageCopyForm

    #: The page holds what a form showed to the person who has just sent it (`PortalPageForm`).
    shown_by_form = False
    #: Names of its dates that had passed, and that this form has emptied.
    passed_dates: tuple[str, ...] = ()

    search_fields = [
        *AbstractPage.search_fields,
        *DefaultBasePageMixin.search_fields,
        # Of the admin's search alone: the public one has an index of its own (oim_portal.search).
        index.SearchField("staff_titles", boost=2),
        index.AutocompleteField("staff_titles"),
    ]

    objects = PortalPageManager()

    class Meta(AbstractPageMeta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        indexes = [
            # Addresses are looked up whole (HomePage.route): equality is all that is asked.
            HashIndex(fields=["url_path"], name="pages_by_url_path"),
            # The menu has few pages, however many there are (pages/site_cache.py).
            models.Index(
                fields=["path"], name="pages_in_menus", condition=models.Q(show_in_menus=True)
            ),
        ]

    @classmethod
    def from_db(cls, db, field_names, values):
        page = super().from_db(db, field_names, values)
        expiry.add_changes_of(page)
        return page

    @property
    def is_published(self) -> bool:
        """Say whether the page is live and its end, if it has one, has not come."""
        return self.live and (self.expire_at is None or self.expire_at > timezone.now())

    def route(self, request, path_components):
        """Serve the page unless it has expired: the scheduler that withdraws it may be late."""
        from ..site_cache import site_cache

        if not path_components and not (self.is_published and usable([self])):
            raise Http404
        self._is_for_everyone = not self.alias_of_id and not site_cache(request).is_private(
            self.path
        )
        return super().route(request, path_components)

    def get_url(self, request=None, current_site=None):
        # A template that links to a page shows it, whoever read it first: see `pages.site_cache`.
        expiry.add_changes_of(self)
        return super().get_url(request, current_site)

    def get_view_restrictions(self):
        """Return what keeps the page from some people; no query where its route found nothing."""
        if self._is_for_everyone:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @classmethod
    def templates(cls) -> list[str]:
        """Return the type's own template, and the one that serves where it has none."""
        common = "pages/listing_page.html" if cls.listing else "pages/article_page.html"
        return [cls.template, common]

    def get_template(self, request, *args, **kwargs) -> list[str]:
        return self.templates()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        if self.listing:
            from ..listings import ListingPart

            context["listing"] = ListingPart(self, request)
        return context

    @classproperty
    def show_in_menus_default(cls) -> bool:  # noqa: N805 (a property of the class)
        return cls.may_be_in_menus

    @classproperty
    def edit_handler(cls):  # noqa: N805 (a property of the class)
        return page_form(cls)

    @classproperty
    def preview_modes(cls):  # noqa: N805
        """One preview for each language, so that it never follows the admin's language."""
        return list(settings.LANGUAGES)

    @property
    def default_preview_mode(self) -> str:
        return settings.LANGUAGE_CODE

    def serve_preview(self, request, mode_name):
        if mode_name not in language_codes():
            return super().serve_preview(request, mode_name)
        with override(mode_name):
            response = super().serve_preview(request, mode_name)
            # The template must be rendered in the previewed language, not after it was left.
            return response.render() if hasattr(response, "render") else response

    def full_clean(self, *args, **kwargs) -> None:
        self.tidy()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self.tidy()
        super().minimal_clean()

    def save(self, *args, **kwargs):
        if self._state.adding:
            name_copy(self)
        self.tidy()
        self._begin_as_draft()
        # Rows and choices that are named by themselves would be written without a question.
        names = [name for name in kwargs.get("update_fields") or () if is_part(type(self), name)]
        with being_saved(None if names else self.pk):
            return super().save(*args, **kwargs)

    @transaction.atomic
    def add_child(self, **kwargs):
        """Add a page below this one, once its publication that is under way has ended.

        A publication locks BasePage's row first, treebeard that of the page type: without one order
        both would wait for each other.
        """
        list(BasePage._base_manager.select_for_update().filter(pk=self.pk).values_list("pk"))
        return super().add_child(**kwargs)

    def _begin_as_draft(self) -> None:
        """A page is public by a publication, never by being added, copied or imported.

        Wagtail's 'create and publish' and its copies add a page as live before anybody is asked.
        Raises PermissionDenied for an alias, which would change in public together with its source.
        """
        if self._state.adding:
            if self.alias_of_id:
                raise PermissionDenied(_("Aliases are not offered: copy the page instead."))
            if self.live and not grounds():
                self.live, self.has_unpublished_changes = False, True
                self.first_published_at = self.last_published_at = None
        if not self.live and self.live_revision_id:
            # A copy that was to be live says so of itself once more, after it was added.
            self.live_revision = None
            stored = type(self)._base_manager.filter(pk=self.pk)
            dates = stored.values_list("first_published_at", "last_published_at").first()
            self.first_published_at, self.last_published_at = dates or (None, None)

    @property
    def current_workflow_task(self):
        """Return the task that the page waits in; it knows of the page's form that was sent."""
        task = super().current_workflow_task
        if task and self.shown_by_form:
            task.shown_page = self
        return task

    @transaction.atomic
    def save_revision(self, user=None, *, overwrite_revision=None, **kwargs) -> Revision:
        """Save a revision; an autosave never overwrites one that somebody published, read or named.

        It makes a new revision then. Raises PermissionDenied where Wagtail does: for an overwritten
        revision that is not the newest, or is somebody else's.
        """
        if not kwargs.get("changed", True):  # says a copy, whose first revision is its source's
            name_copy(self)
        self.tidy()
        # No publication of the revision comes between the question and the writing.
        row = BasePage.objects.select_for_update().filter(pk=self.pk)
        live = row.values_list("live_revision_id", flat=True).first()
        if (
            overwrite_revision
            and overwrite_revision == self.get_latest_revision()
            and overwrite_revision.user_id == (user and user.pk)
            and (overwrite_revision.pk == live or is_record(overwrite_revision))
        ):
            overwrite_revision = None
        return super().save_revision(user=user, overwrite_revision=overwrite_revision, **kwargs)

    def tidy(self) -> None:
        clean_texts(self)
        self.slug = tidied_slug(self)
        setattr(self, f"display_title_{settings.LANGUAGE_CODE}", self.title)
        for field in self._meta.concrete_fields:
            # What has a column a language reads as the fallback, and writes to one of them.
            if field.name in translator.get_options_for_model(type(self)).all_fields:
                continue
            if isinstance(field, RichTextField):
                text = getattr(self, field.attname)
                # An emptied editor leaves `<p data-block-key="…"></p>`, which hides the fallback.
                setattr(self, field.attname, with_page_links(text) if has_text(text) else "")
            elif isinstance(field, StreamField):
                stream = getattr(self, field.attname)
                setattr(self, field.attname, stream_with_page_links(stream))

    def staff_titles(self) -> str:
        """Return what the admin's search finds the page by."""
        return staff_titles(self)

    def translated_languages(self) -> list[str]:
        """Return the languages in which this page has a title of its own: Spanish, always."""
        return [
            code
            for code in language_codes()
            if code == settings.LANGUAGE_CODE or has_text(getattr(self, f"display_title_{code}"))
        ]

    def url_in(self, language: str, request=None) -> str | None:
        """Return the page's address in a language, or None for a page outside any site."""
        with override(language):
            return self.get_url(request)

    def check_values(self) -> None:
        """Raise what showing the page in a list would raise (`pages.unusable`); no query.

        A page type that computes something of its columns computes it here.
        """

    def subject_data(self) -> dict[str, str]:
        """Return what schema.org says of the thing that this page tells of; empty for none.

        `schema_type` and `schema_properties` say it, or a type's own method where it takes code.
        The page's name, text and address are added to it. What is empty is left out.
        """
        if not self.schema_type:
            return {}
        found = {name: getattr(self, field) for name, field in self.schema_properties.items()}
        found = {name: iso(value) for name, value in found.items() if value}
        return {"@type": self.schema_type, **found}

    def passages(self, language: str) -> list[Passage]:
        """Return what the page says in a language, beside title and lead text, for the search."""
        return passages_of_fields(self, language)

    def parts(self, language: str) -> list[Part]:
        """Return what is found by itself, with its own place on the page; nothing by default."""
        return []


def iso(value: object) -> str:
    """Return a value as schema.org reads it: days and times in ISO 8601."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def is_part(model: type[models.Model], name: str) -> bool:
    """Say whether a name is that of inline rows or of choices of several."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # a translated field goes by the name without a language, too
        return False
    return field.one_to_many or field.many_to_many
