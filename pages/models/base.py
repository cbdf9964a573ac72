"""Base page model: shared columns, how a page is found and served, previews and languages."""

from django.conf import settings
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _, override
from wagtail.models import AbstractPage, DefaultBasePageMixin, PageViewRestriction, Revision
from wagtail.models.pages import AbstractPageMeta
from wagtail.search import index
from wagtail.url_routing import RouteResult

from oim_portal.web import expiry

from ..contract import page_that_shows
from ..languages import current_language, has_text, language_codes, language_names
from ..unusable import usable
from .page_type import PageTypeMixin
from .published import PortalPageManager
from .saving import PageSavingMixin


class BasePage(PageSavingMixin, PageTypeMixin, AbstractPage, DefaultBasePageMixin):
    """Base of every page type (`WAGTAIL_PAGE_MODEL`).

    `title` is Wagtail's plain field and holds the Spanish title. `display_title` is the public
    title in each language; its Spanish column always equals `title` (docs/decisions/0001).
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
    sensitive = models.BooleanField(
        _("sensitive subject"),
        default=False,
        help_text=_(
            "For this page and all below it: 'Leave this page' stays in view, browsers keep no"
            " copy, and a shared link tells only the name of the portal."
        ),
    )

    own_language = models.CharField(
        _("language"),
        max_length=20,
        blank=True,
        help_text=_("The language of a page that is written in one alone, by its code."),
    )
    own_language.holds_key = True  # no text of readers (`publishing.found_texts`)

    # Set by `route` when neither this page nor one of its ancestors is private.
    _is_for_everyone = False

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
            # So have the sensitive pages, whose paths are read after each change.
            models.Index(
                fields=["path"], name="sensitive_pages", condition=models.Q(sensitive=True)
            ),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.pk and "sensitive" not in kwargs:
            self.sensitive = self.sensitive_default

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
        """Serve the page unless it has expired: the scheduler that unpublishes it may be late.

        Components below a listing are one of its addresses; `HomePage.route` finds no page there.
        """
        from ..site_cache import site_cache

        if path_components and self.listing:
            self.route(request, [])
            return RouteResult(self, kwargs={"below": "/".join([*path_components, ""])})
        if not path_components and not (self.is_published and usable([self])):
            raise Http404
        self._is_for_everyone = not self.alias_of_id and not site_cache(request).is_private(
            self.path
        )
        return super().route(request, path_components)

    def serve(self, request, *args, **kwargs):
        """Serve the page, or redirect to its one URL: on the page that shows it, or in Spanish."""
        has_one_url = self.own_language and current_language() != settings.LANGUAGE_CODE
        if not self.shown_on and not has_one_url:
            return super().serve(request, *args, **kwargs)
        url = self.get_url(request)
        if url is None:
            raise Http404
        return HttpResponseRedirect(url)

    def get_url_parts(self, request=None):
        """Return site and path of the page; of one that another page shows, the anchor there.

        Without a public page that shows it, it has no URL. A page in a language of its own has one
        for all languages of the site.
        """
        if self.own_language:
            with override(settings.LANGUAGE_CODE):
                return super().get_url_parts(request)
        parts = super().get_url_parts(request)
        model = self.specific_class
        if parts is None or model is None or not model.shown_on:
            return parts
        place = page_that_shows(model, request)
        above = place and place.get_url_parts(request)
        return (*above[:2], f"{above[2]}#{self.slug}") if above else (parts[0], None, None)

    def path_in_tree(self, request=None) -> str | None:
        """Return the path at which the page is routed, though it may redirect from there."""
        parts = super().get_url_parts(request)
        return parts and parts[2]

    def get_url(self, request=None, current_site=None):
        # A template that links to a cached page depends on its expiry too: see `pages.site_cache`.
        expiry.add_changes_of(self)
        return super().get_url(request, current_site)

    def get_view_restrictions(self):
        """Return the view restrictions of the page, without a query when `route` found none."""
        if self._is_for_everyone:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @classproperty
    def preview_modes(cls):  # noqa: N805 (a property of the class)
        """A preview mode for each language, so that none follows the language of the admin."""
        modes = [(code, capfirst(name)) for code, name in language_names().items()]
        return modes[:1] if cls.single_language else modes

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

    def staff_titles(self) -> str:
        """Return the titles that the admin search finds: live and draft, in each language.

        Draft titles are read from the latest revision, if there is one, in one small query.
        """
        names = [f"display_title_{code}" for code in language_codes()]
        titles = [self.title, self.draft_title, *(getattr(self, name) for name in names)]
        if self.has_unpublished_changes:
            draft = Revision.objects.filter(pk=self.latest_revision_id)
            titles += draft.values_list(*(f"content__{name}" for name in names)).first() or ()
        return " ".join(dict.fromkeys(filter(None, titles)))

    def translated_languages(self) -> list[str]:
        """Return the languages in which this page has a title of its own; always with Spanish.

        A page in a language of its own has none but the columns of the Spanish.
        """
        codes = language_codes()[:1] if self.own_language else language_codes()
        return [
            code
            for code in codes
            if code == settings.LANGUAGE_CODE or has_text(getattr(self, f"display_title_{code}"))
        ]

    def url_in(self, language: str, request=None) -> str | None:
        """Return the URL of the page in a language, or None for a page outside any site."""
        with override(language):
            return self.get_url(request)
