"""News items with their corrections, and the page that lists them."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField

from oim_portal.web import expiry
from pages.blocks import ContentStreamBlock
from pages.contract import FirstDraft, Kind, Listing
from pages.models import BasePage, lead_field
from pages.models.picture import PictureMixin
from pages.models.rows import PageRow
from pages.models.subjects import SUBJECT_FILTERS, SubjectsMixin
from pages.panels import translated_row_panels
from pages.scheduling import BrowserDateInput
from pages.unusable import usable

from .year import DayInYear

ON_FRONT_PAGE = 3
EARLIEST = date(1951, 1, 1)  # the year of the organization


class NewsPage(SubjectsMixin, PictureMixin, BasePage):
    """A news item. Its matter may be older than its publication, and may be told further later."""

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []
    may_be_in_menus = False
    search_kind = Kind("noticia", _("news item"), _("News"))
    schema_type = "NewsArticle"
    schema_properties = {
        "headline": "display_title",
        "datePublished": "published_on",
        "dateModified": "last_published_at",
    }
    is_cited = True
    frame = {"front_page_end": "news/front_page.html"}
    help_chapter = "noticias"
    quick_add = _("Add a news item")
    page_description = _("What happened or is announced, on a day. It stays in the archive.")
    changes_at = (*BasePage.changes_at, "leads_until")
    kept_on_undo = (*BasePage.kept_on_undo, "published_on", "leads_until")
    own_fields = (*BasePage.own_fields, "follows", "corrections")
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "published_on", "leads_until"]

    lead = lead_field(_("What happened, to whom and when, in one or two sentences. In lists too."))
    body = StreamField(ContentStreamBlock(required=False), verbose_name=_("content"), blank=True)
    happened_on = models.DateField(
        _("day of the matter"),
        null=True,
        blank=True,
        help_text=_("When it happened, if that is another day than its publication."),
    )
    published_on = models.DateField(
        _("day of publication"),
        null=True,
        blank=True,
        help_text=_("Lists and the archive go by it. Empty, it is the day it goes public."),
    )
    leads_until = models.DateTimeField(
        _("first on the front page until"),
        null=True,
        blank=True,
        help_text=_("Before newer ones, until then. Empty, it gives way to newer ones."),
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("what it goes on from"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("An earlier news item of the same matter: each then leads to the other."),
    )

    # Dates are facts about the page: like its schedule, they need no second reader.
    internal_fields = BasePage.internal_fields | {"published_on", "leads_until"}
    translated_panels = ["lead", "image_alt", "body"]
    help_texts = {"body": _("The text of the news item, below the picture: two to six paragraphs.")}
    panels_with_texts = PictureMixin.picture_panels
    shared_panels = [
        *panels_with_texts,
        FieldPanel("happened_on", widget=BrowserDateInput),
        *SubjectsMixin.subject_panels,
        PageChooserPanel("follows", "news.NewsPage"),
        InlinePanel(
            "corrections",
            heading=_("Corrections"),
            label=_("Correction"),
            help_text=_("Above the text: what it said, what it says now, and since when."),
            classname="collapsed",
        ),
        FieldPanel("published_on", widget=BrowserDateInput),
        FieldPanel("leads_until"),
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        indexes = [
            models.Index(
                models.F("published_on").desc(nulls_last=True),
                models.F("basepage_ptr").desc(),
                name="news_by_day",
            )
        ]

    @classmethod
    def frame_pages(cls) -> list["NewsPage"]:
        """Return the newest for the front page, after those that staff keep first for now."""
        keeps = models.Case(models.When(leads_until__gt=timezone.now(), then=0), default=1)
        newest = cls.objects.published().public().select_related("image")
        order = (models.F("published_on").desc(nulls_last=True), "-pk")
        return usable(newest.order_by(keeps, *order)[:ON_FRONT_PAGE])

    def with_content_json(self, content: dict[str, Any]) -> "NewsPage":
        """Return a version with the day of the first publication, which it may not know."""
        page = super().with_content_json(content)
        page.published_on = page.published_on or self.published_on
        return page

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.live and self.published_on is None:
            self.published_on = timezone.localdate()
        return super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.published_on and self.published_on > timezone.localdate():
            said = _("This day is still to come. Set the hour of publication instead.")
            raise ValidationError({"published_on": said})

    @property
    def day(self) -> Any:
        """The day that lists go by; of a draft, today."""
        return self.published_on or expiry.today()

    @property
    def date_long(self) -> str:
        return date_format(self.published_on) if self.published_on else ""

    def subject_data(self) -> dict[str, Any]:
        publisher = {"@id": f"{settings.PORTAL_URL}/#organization"}
        return super().subject_data() | {"author": publisher, "publisher": publisher}

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "place": DayInYear(self.day, self.happened_on),
            "corrections": list(self.corrections.all()),
            "thread": self.thread(),
            "subjects": self.subject_links(request),
        }

    def thread(self) -> list["NewsPage"]:
        """Return the public news items of the same matter with this one, the oldest first."""
        near = models.Q(pk=self.follows_id) | models.Q(follows=self.pk)
        if self.follows_id:
            near |= models.Q(follows=self.follows_id)
        others = NewsPage.objects.published().public().filter(near).exclude(pk=self.pk)
        found = usable(others.order_by("published_on", "pk")) if self.pk else []
        return sorted([*found, self], key=lambda page: page.day) if found else []


class Correction(PageRow):
    """What a news item said, what it says now, and since when."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="corrections")
    corrected_on = models.DateField(
        _("corrected on"),
        default=timezone.localdate,
        help_text=_("The day since which readers see the new words."),
    )
    said = models.TextField(pgettext_lazy("before a correction", "it said"), blank=True)
    says = models.TextField(pgettext_lazy("after a correction", "it says"))

    panels = [
        FieldPanel("corrected_on", widget=BrowserDateInput),
        *translated_row_panels(
            "said",
            "says",
            said=_("The words that were wrong. Empty, if something was missing."),
            says=_("The words that stand there now."),
        ),
    ]

    class Meta(PageRow.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return date_format(self.corrected_on)

    def clean(self) -> None:
        super().clean()
        # The item may be scheduled; a day later than that, or long past, is a slip.
        latest = timezone.localdate() + timedelta(days=366)
        if self.corrected_on and not EARLIEST <= self.corrected_on <= latest:
            raise ValidationError({"corrected_on": _("Check the year.")})


class NewsIndexPage(BasePage):
    """Lists the news items, the newest first, and leads to their archive."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types = ["news.NewsPage"]
    max_count = 1
    menu_name = pgettext_lazy("link in the main menu", "News")
    help_chapter = "noticias"
    page_description = _("The list of the news. One is enough.")
    first_draft = FirstDraft("noticias", {"es": "Noticias", "en": "News"})
    listing = Listing(
        of="news.NewsPage",
        order=("-published_on", "-pk"),
        feed="noticias.xml",
        archive="published_on",
        filters=SUBJECT_FILTERS,
    )

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")
