"""Help page in one language, which is none of the site's."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from pages.contract import Kind
from pages.models import BasePage, lead_field

from ..contents import contact_page, shown_contents
from ..forms import OtherLanguageForm
from ..languages import choices, own_name
from .contact_rows import ContactRow, WithContacts, contacts_of, contacts_panel
from .short_address import WithShortAddress, poster_panel


class OtherLanguageHelpPage(WithContacts, WithShortAddress, BasePage):
    """Help in one language, by itself: no translation of another page, and none of it."""

    base_form_class = OtherLanguageForm
    parent_page_types = ["help.HelpIndexPage"]
    subpage_types = []
    may_be_in_menus = False
    single_language = True
    search_kind = Kind("ayuda-idiomas", _("help in another language"), _("Help in other languages"))
    help_chapter = "ayuda"

    lead = lead_field()
    body = RichTextField(
        _("text"),
        blank=True,
        features=["h2", "h3", "bold", "link", "ol", "ul"],
        help_text=_("What to do, in the language of the page. Steps as a numbered list."),
    )

    page_description = _("Help in another language than Spanish and English.")
    translated_panels = ["lead", "body"]
    internal_fields = BasePage.internal_fields - {"own_language"}
    help_texts = {
        "title": _("In the language of the page: what the person needs. Up to 60 characters."),
    }
    shared_panels = [
        FieldPanel("own_language"),
        contacts_panel(),
        poster_panel(),
    ]

    #: Set by the form of a draft, for which it is no error to have no language yet.
    may_lack_language = False

    class Meta:
        verbose_name = _("help page in another language")
        verbose_name_plural = _("help pages in other languages")

    def clean(self) -> None:
        super().clean()
        is_lacking = self.may_lack_language and not self.own_language
        if not is_lacking and self.own_language not in dict(choices()):
            raise ValidationError({"own_language": _("Choose the language of the page.")})

    @property
    def language_name(self) -> str:
        """What the speakers of its language call it."""
        return own_name(self.own_language)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "other_languages": shown_contents(request).other_languages,
            "contact_page": contact_page(request),
        }


class OtherLanguageContact(ContactRow):
    """A contact point that serves a help page in another language."""

    page = contacts_of("help.OtherLanguageHelpPage")
