"""Base page model: shared columns, languages, URLs and the tabs of the edit form."""

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

    # Set by `route` when neither this page nor one of its ancestors is private.
    _is_for_everyone = False

    # Template that shows a page of this type in a list of several types.
    card_template = "components/page_card.html"

    # Declarations for the edit form: names of translated fields, which have a column and a tab for
    # each language, and panels for the data that all languages share. Every page has the titles.
    translated_titles = ("display_title", "seo_title", "search_description")
    translated_panels: list = []
    shared_panels: list = []
    # Names of form fields that hold no public text: publishing them needs no second reader.
    internal_fields = frozenset({"show_in_menus", "review_on", "responsible", "show_review"})
    # Help texts of translated fields in the edit form, by the name of the field.
    help_texts: dict = {}

    # Declarations from which services derive their behaviour (pages/contract.py).
    #: Kind of search result of its pages.
    search_kind = Kind("pagina", _("page"), _("Pages"))
    #: Kind of search result of the parts of a page (`parts`), if it has any.
    part_kind: Kind | None = None
    #: The parent page shows the whole page, at an anchor named after its slug.
    is_shown_above = False
    #: The listing of pages that the page shows, if any.
    listing: Listing | None = None
    #: The open data set of its pages, if they are published as one.
    data: Data | None = None
    #: schema.org type of the subject of the page, and the attributes that hold its properties.
    schema_type = ""
    schema_properties: dict[str, str] = {}
    #: Chapter of the staff guide (docs/editing) about this page type.
    help_chapter = "formulario"
    #: Labels of the dashboard links that add a page and edit the only page; "" for no link.
    quick_add: object = ""
    quick_change: object = ""
    #: Names of the datetime fields at which the public page changes.
    changes_at: tuple[str, ...] = ("expire_at",)

    copy_form_class = PageCopyForm

    #: Whether the page was filled from a submitted form, whose user saw it (`PortalPageForm`).
    shown_by_form = False
    #: Names of the schedule fields that the form cleared because their time had passed.
    passed_dates: tuple[str, ...] = ()

    search_fields = [
        *AbstractPage.search_fields,
        *DefaultBasePageMixin.search_fields,
        # For the admin search only: the public search has its own index (oim_portal.search).
        index.SearchField("staff_titles", boost=2),
        index.AutocompleteField("staff_titles"),
    ]

    objects = PortalPageManager()

    class Meta(AbstractPageMeta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        indexes = [
            # HomePage.route looks up whole paths, so only equality is needed.
            HashIndex(fields=["url_path"], name="pages_by_url_path"),
            # The menu has few pages, however many the tree has (pages/site_cache.py).
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
        """Return whether the page is live and has not expired."""
        return self.live and (self.expire_at is None or self.expire_at > timezone.now())

    def route(self, request, path_components):
        """Serve the page unless it has expired: the scheduler that unpublishes it may be late."""
        from ..site_cache import site_cache

        if not path_components and not (self.is_published and usable([self])):
            raise Http404
        self._is_for_everyone = not self.alias_of_id and not site_cache(request).is_private(
            self.path
        )
        return super().route(request, path_components)

    def get_url(self, request=None, current_site=None):
        # A template that links to a cached page depends on its expiry too: see `pages.site_cache`.
        expiry.note_moments(self)
        return super().get_url(request, current_site)

    def get_view_restrictions(self):
        """Return the view restrictions of the page, without a query when `route` found none."""
        if self._is_for_everyone:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @classmethod
    def templates(cls) -> list[str]:
        """Return the template of the page type, then the fallback for types without one."""
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
        """A preview mode for each language, so that none follows the language of the admin."""
        return list(settings.LANGUAGES)

    @property
    def default_preview_mode(self) -> str:
        return settings.LANGUAGE_CODE

    def serve_preview(self, request, mode_name):
        if mode_name not in language_codes():
            return super().serve_preview(request, mode_name)
        with override(mode_name):
            response = super().serve_preview(request, mode_name)
            # Render the template while the language of the preview is active.
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
        # Inline rows and many-to-many fields in `update_fields` do not get past the guard this way.
        names = [name for name in kwargs.get("update_fields") or () if is_part(type(self), name)]
        with being_saved(None if names else self.pk):
            return super().save(*args, **kwargs)

    @transaction.atomic
    def add_child(self, **kwargs):
        """Add a child page, after a publication of this page that is in progress has ended.

        Publishing locks the row of BasePage first, treebeard that of the page type: without a
        common order they could deadlock.
        """
        list(BasePage._base_manager.select_for_update().filter(pk=self.pk).values_list("pk"))
        return super().add_child(**kwargs)

    def _begin_as_draft(self) -> None:
        """Make a page that is added, copied or imported a draft: only publishing makes it public.

        Wagtail's 'create and publish' and its copies add a page as live before any review. Raises
        PermissionDenied for an alias, which would change in public together with its source.
        """
        if self._state.adding:
            if self.alias_of_id:
                raise PermissionDenied(_("Aliases are not offered: copy the page instead."))
            if self.live and not grounds():
                self.live, self.has_unpublished_changes = False, True
                self.first_published_at = self.last_published_at = None
        if not self.live and self.live_revision_id:
            # Wagtail marks a copy as live a second time after it was added.
            self.live_revision = None
            stored = type(self)._base_manager.filter(pk=self.pk)
            dates = stored.values_list("first_published_at", "last_published_at").first()
            self.first_published_at, self.last_published_at = dates or (None, None)

    @property
    def current_workflow_task(self):
        """Return the current workflow task, with this page if a form has just been submitted."""
        task = super().current_workflow_task
        if task and self.shown_by_form:
            task.shown_page = self
        return task

    @transaction.atomic
    def save_revision(self, user=None, *, overwrite_revision=None, **kwargs) -> Revision:
        """Save a revision; an autosave never overwrites one that was published, reviewed or named.

        It creates a new revision then. Raises PermissionDenied where Wagtail does: for an
        overwritten revision that is not the latest, or belongs to another user.
        """
        if not kwargs.get("changed", True):  # set by a copy, whose first revision is its source's
            name_copy(self)
        self.tidy()
        # Lock the row, so that the revision is not published between this check and the write.
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
            # The attribute of a translated field reads a fallback and writes to one language.
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
        """Return the text that the admin search indexes for the page."""
        return staff_titles(self)

    def translated_languages(self) -> list[str]:
        """Return the languages in which this page has a title of its own; always with Spanish."""
        return [
            code
            for code in language_codes()
            if code == settings.LANGUAGE_CODE or has_text(getattr(self, f"display_title_{code}"))
        ]

    def url_in(self, language: str, request=None) -> str | None:
        """Return the URL of the page in a language, or None for a page outside any site."""
        with override(language):
            return self.get_url(request)

    def check_values(self) -> None:
        """Raise the error that showing the page in a list would raise (`pages.unusable`); no query.

        A page type that computes values from its columns computes them here.
        """

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

    def passages(self, language: str) -> list[Passage]:
        """Return the text of the page in a language for the search, without title and lead text."""
        return passages_of_fields(self, language)

    def parts(self, language: str) -> list[Part]:
        """Return the parts of the page that are search results of their own; none by default."""
        return []


def iso(value: object) -> str:
    """Return a value as schema.org expects it: dates and times in ISO 8601."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def is_part(model: type[models.Model], name: str) -> bool:
    """Return whether a name is that of inline rows or of a many-to-many field."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # modeltranslation also accepts names without a language
        return False
    return field.one_to_many or field.many_to_many
