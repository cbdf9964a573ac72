"""Admin forms of all page types: the edit form and the copy form."""

from datetime import date, datetime

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import format_lazy, slugify
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm

from .slugs import available_slug, is_free, plain_slug, taken

MAX_TITLE_LENGTH = 255
SCHEDULE = ("go_live_at", "expire_at")


class PortalPageForm(WagtailAdminPageForm):
    """Base edit form of all page types; marks a saved page as seen by its editor."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.passed_dates: tuple[str, ...] = ()
        for name in SCHEDULE:
            if has_passed(self.initial.get(name)):
                self.initial[name] = None
        if "slug" in self.fields and not self.instance.slug.isascii():
            # Preserve an existing slug with accents, which the script would remove.
            self.fields["slug"].widget.attrs["data-w-slug-allow-unicode-value"] = "true"

    def clean(self) -> dict:
        for name in SCHEDULE:
            if name in self.cleaned_data:
                self.cleaned_data[name] = self._date_to_come(name)
        self._number_slug()
        return super().clean()

    def _number_slug(self) -> None:
        """Number the slug that the script has made of the title, if it is taken; refuse any other.

        Two calls or fairs of one name are usual, and nobody who writes a title has chosen a slug.
        """
        slug, own = self.cleaned_data.get("slug"), self.instance.pk
        is_public = own and self.instance.live
        if slug and not is_public and slug == slugify(self.cleaned_data.get("title")):
            self.cleaned_data["slug"] = available_slug(self.parent_page, slug, own)
        elif slug and self.parent_page and not is_free(slug, self.parent_page, self.instance):
            self.add_error("slug", taken(slug, self.parent_page))

    def _date_to_come(self, name: str) -> datetime | None:
        """Return a schedule date, or None for a stored one that has passed meanwhile.

        Wagtail leaves it in the page and then rejects the form for an expiry in the past.
        static/pages/schedule.js does the same in a form that was open at that moment.
        """
        stored, value = getattr(self.instance, name), self.cleaned_data[name]
        if has_passed(stored) and value in (None, stored, stored.replace(second=0, microsecond=0)):
            self.passed_dates += (name,)
            return None
        return value

    def save(self, commit=True):
        page = super().save(commit)
        page.shown_by_form = True
        page.passed_dates = self.passed_dates
        return page


class CheckedPageForm(PortalPageForm):
    """Form of pages with an obligatory end; only a draft may lack it (`CheckedMixin`).

    A check that somebody records while the form is open is no new text, so the form is not out of
    date: it keeps the later dates.
    """

    #: The dates of the public page when the form was opened.
    opened_with = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.stored = stored_dates(self.instance)
        self.initial["opened_with"] = in_one_line(self.stored)
        if "expire_at" in self.fields:
            self.fields["expire_at"].required = True

    def clean(self) -> dict:
        opened_with = self.cleaned_data.get("opened_with")
        if opened_with and opened_with != in_one_line(self.stored):
            for name, stored in self.stored.items():
                written = self.cleaned_data.get(name)
                if stored and name in self.cleaned_data and (not written or written < stored):
                    self.cleaned_data[name] = stored
        cleaned = super().clean()
        # A stored end that has passed meanwhile was there, so it did not count as missing.
        if self.passed_dates and not self.is_deferred_validation and not cleaned.get("expire_at"):
            self.add_error("expire_at", self.instance.end_is_missing)
        return cleaned


def stored_dates(page: Model) -> dict[str, date | datetime | None]:
    """Return the dates of a check as they are in the row of a page, whatever its drafts say."""
    rows = type(page)._base_manager.filter(pk=page.pk).values("checked_on", "expire_at")
    return (rows.first() if page.pk else None) or {}


def in_one_line(dates: dict) -> str:
    return " ".join(map(str, dates.values()))


def has_passed(moment: datetime | None) -> bool:
    return moment is not None and moment <= timezone.now()


class PageCopyForm(CopyForm):
    """Wagtail's copy form with a title in each language, without publishing and aliases.

    A copy is a draft, which is published like any other page (`BasePage.save`).
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
        self.fields["new_title"].max_length = MAX_TITLE_LENGTH
        self.fields["new_title"].validators.append(MaxLengthValidator(MAX_TITLE_LENGTH))
        self.fields["new_slug"].initial = plain_slug(self.page.slug)
        for code, language in settings.LANGUAGES:
            if code != settings.LANGUAGE_CODE and not self.page.own_language:
                self.fields[f"new_title_{code}"] = forms.CharField(
                    label=format_lazy("{} ({})", self.fields["new_title"].label, language),
                    initial=getattr(self.page, f"display_title_{code}"),
                    max_length=MAX_TITLE_LENGTH,
                    required=False,
                )

        titles = [name for name in self.fields if name.startswith("new_title")]
        self.order_fields(titles)

    def clean(self) -> dict:
        parent = self.cleaned_data.get("new_parent_page") or self.page.get_parent()
        slug = self.cleaned_data.get("new_slug")
        if slug and not is_free(slug, parent):
            self.add_error("new_slug", taken(slug, parent))
        return super().clean()


def translated_titles(source: Model, posted: QueryDict) -> dict[str, str]:
    """Return the submitted titles in other languages that differ from those of the source.

    In the other languages the page names the copy itself (`slugs.name_copy`).
    """
    asked = {
        f"display_title_{code}": posted.get(f"new_title_{code}", "").strip()
        for code, _language in settings.LANGUAGES
        if f"new_title_{code}" in posted
    }
    return {name: title for name, title in asked.items() if title != getattr(source, name)}
