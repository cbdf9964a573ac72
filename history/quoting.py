"""Choosing and checking a quotation: the public text of the history, and the field of the form."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from oim_portal.web.html_text import plain

from .models import HistoryPage
from .quotations import CUT, find


def told_in(language: str, page: HistoryPage | None = None) -> dict[str, str]:
    """Return the paragraphs of the history in a language, by the keys of their blocks.

    Of the public history, unless a page is given.

    The items of a list are lines of the paragraph that leads to it.
    """
    page = page or HistoryPage.current()
    found: dict[str, str] = {}
    for block in getattr(page, f"narrative_{language}", None) or []:
        texts = [plain(str(text)) for text in block.block.get_searchable_content(block.value)]
        lines = "\n".join(filter(None, texts))
        last = next(reversed(found), None)
        if last and block.block_type == "list" and found[last].endswith(":"):
            found[last] += f"\n{lines}"
        elif lines and block.block_type in ("paragraph", "list"):
            found[block.id] = lines
    return found


class QuotationWidget(AdminAutoHeightTextInput):
    """The quotation in one language, below the history from which words are marked."""

    template_name = "history/widgets/quotation.html"

    class Media:
        js = ["history/quoting.js"]

    def __init__(self, language: str, **kwargs) -> None:
        self.language = language
        super().__init__(**kwargs)

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, value, attrs)
        told = told_in(self.language)
        context["widget"] |= {
            "language": self.language,
            "narrative": "\n\n".join(told.values()),
            "blocks": " ".join(told),
        }
        return context


def missing_in(quotation: str, told: dict[str, str]) -> list[str]:
    """Return the lines of a quotation that the history does not have."""
    text = "\n".join(told.values())
    lines = (line.removeprefix(CUT).strip() for line in quotation.split("\n"))
    return [line for line in lines if line and find(text, line, case=True) is None]


def check_quotation(quotation: str, language: str) -> None:
    """Raise ValidationError if the history does not have a quotation."""
    if missing := missing_in(quotation, told_in(language)):
        raise ValidationError(
            _(
                "The history does not contain “%(text)s”. Select the passage in the history and"
                " quote it again."
            ),
            params={"text": missing[0][:80]},
        )


def check_words(words: str, quotation: str) -> None:
    """Raise ValidationError if a quotation does not have words that are said to be in it."""
    if words and quotation and find(quotation, words) is None:
        raise ValidationError(
            _("The quotation does not have these words. Mark them in it, or remove them.")
        )


def differences(page, told: dict[str, dict[str, str]]) -> list[str]:
    """Return in sentences what of a page's quotations is not in the history, or not in them.

    `told` is the history by language. What is quoted from another source is not compared with it.
    """
    found = []
    for code, name in settings.LANGUAGES:
        quotation = getattr(page, f"quotation_{code}") or ""
        missing = [] if page.quotation_source_id else missing_in(quotation, told[code])
        found += [
            _("%(language)s: the history does not say “%(text)s”.")
            % {"language": _(name), "text": line}
            for line in missing
        ]
        for field in ("quotation_part", page.words_field):
            words = getattr(page, f"{field}_{code}") or ""
            if quotation and words and find(quotation, words) is None:
                found.append(
                    _("%(language)s: the quotation does not have the words “%(text)s”.")
                    % {"language": _(name), "text": words}
                )
    return found
