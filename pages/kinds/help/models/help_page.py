"""Help page: one need ('Necesito…'), its steps, and the contact points that serve it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel
from wagtail.fields import RichTextField

from oim_portal.web.html_text import plain
from pages.contract import Kind
from pages.languages import has_text, language_codes, localized
from pages.models import BasePage, lead_field
from pages.models.rows import PageRow
from pages.panels import translated_row_panels
from pages.passages import Passage

from ..contents import contact_page, shown_contents
from ..needs import Need, ending, is_question, need_of, whole
from .contact_rows import ContactRow, WithContacts, contacts_of, contacts_panel
from .short_address import WithShortAddress, poster_panel

#: Columns of the title, and their languages.
TITLES = {
    "title" if code == settings.LANGUAGE_CODE else f"display_title_{code}": code
    for code in language_codes()
}


class HelpPage(WithContacts, WithShortAddress, BasePage):
    """What to do about one need, in steps."""

    parent_page_types = ["help.HelpIndexPage"]
    subpage_types = []
    may_be_in_menus = False
    search_kind = Kind("ayuda", _("help page"), _("Help"))
    help_chapter = "ayuda"
    page_description = _("What somebody in need can do, step by step, and whom to call.")
    quick_add = _("Add a help page")

    lead = lead_field(_("Shown under the title: the answer in one or two sentences."))

    translated_panels = ["lead"]
    help_texts = {
        "title": _(
            "What the person would say, as the end of 'I need to…': 'renew a document'. The page"
            " adds the beginning by itself where you leave it out."
        ),
    }
    shared_panels = [
        contacts_panel(),
        InlinePanel(
            "steps",
            heading=_("Steps"),
            label=_("Step"),
            help_text=_("What to do, in order. The best pages have three to six."),
        ),
        poster_panel(),
    ]

    class Meta:
        verbose_name = _("help page")
        verbose_name_plural = _("help pages")

    def tidy(self) -> None:
        """Give the titles their beginning, which staff type or leave out, and the slug none."""
        longest = self._meta.get_field("title").max_length
        for name, code in TITLES.items():
            setattr(self, name, whole(getattr(self, name) or "", code, longest))
        self.slug = self.slug or ending(self.title, settings.LANGUAGE_CODE)
        super().tidy()

    def clean(self) -> None:
        super().clean()
        said = _("Write the end of 'I need to…', without question marks: 'renew a document'.")
        wrong = [name for name in TITLES if is_question(getattr(self, name) or "")]
        if wrong:
            raise ValidationError(dict.fromkeys(wrong, said))

    @property
    def need(self) -> Need:
        return need_of(self)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        others = [page for page in shown_contents(request).needs if page.pk != self.pk]
        return context | {
            "steps": list(self.steps.all()),
            "others": others,
            "other_languages": shown_contents(request).other_languages,
            "contact_page": contact_page(request),
        }

    def passages(self, language: str) -> list[Passage]:
        """Return each step with its anchor, so that a result of the search leads to it."""
        return [
            Passage(said, f"paso-{number}")
            for number, step in enumerate(self.steps.all(), start=1)
            if (said := step.said(language))
        ]

    def subject_data(self) -> dict:
        """Return the page as a question with its answer, for search engines."""
        steps = [step.said_to_readers() for step in self.steps.all()]
        answer = " ".join(filter(has_text, [str(localized(self, "lead")), *steps]))
        if not answer:
            return {}
        question = {
            "@type": "Question",
            "name": str(localized(self, "display_title")),
            "acceptedAnswer": {"@type": "Answer", "text": answer},
        }
        return {"@type": "FAQPage", "mainEntity": [question]}


class HelpStep(PageRow):
    """A step of a help page: a verb, then one or two sentences, perhaps a list."""

    page = ParentalKey(HelpPage, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("what to do"), max_length=150)
    text = RichTextField(_("how"), blank=True, features=["bold", "link", "ul"])

    panels = translated_row_panels(
        "title",
        "text",
        title=_("Begins with a verb: 'Call the office'. A few words."),
        text=_("One or two sentences, perhaps a list of what to have at hand."),
    )

    class Meta(PageRow.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.title

    def said(self, language: str) -> str:
        """Return the step as text in a language, without fallback; '' for none."""
        texts = (getattr(self, f"title_{language}"), plain(getattr(self, f"text_{language}") or ""))
        return ". ".join(filter(None, texts))

    def said_to_readers(self) -> str:
        """Return the step as text in the active language, or in Spanish."""
        texts = (str(localized(self, "title")), plain(str(localized(self, "text"))))
        return ". ".join(filter(None, texts))


class HelpPageContact(ContactRow):
    """A contact point that serves a help page."""

    page = contacts_of("help.HelpPage")
