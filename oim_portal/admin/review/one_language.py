"""The desk's question about one language: what of it goes out, and what waits in the draft?"""

from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext as _
from wagtail.admin import messages
from wagtail.models import Revision

from oim_portal.publishing.digest import LANGUAGES, content_of
from oim_portal.publishing.one_language import languages_changed
from pages.languages import language_names
from pages.models import BasePage

from .changes import Change, changed_fields
from .desk import Choice
from .reading import ReadingView
from .sheets import PUBLIC


class OneLanguageView(ReadingView):
    """Publishes one language of a draft; the other stays in it, with what both share."""

    decision_template = "review/decide_language.html"
    template_name = "review/one_language.html"

    def setup(self, request: HttpRequest, page_id: int, code: str) -> None:
        super().setup(request, page_id=page_id)
        self.code = code
        if code not in LANGUAGES:
            raise Http404

    def is_allowed(self) -> bool:
        return super().is_allowed() and self.may_publish

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if self.is_allowed() and not (self.page.live and len(self.changed) > 1):
            messages.info(request, _("Only one language has changed: publish the whole page."))
            return redirect("review_read", self.page.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def changed(self) -> list[str]:
        assert self.revision
        return languages_changed(self.page, self.revision.as_object())

    @property
    def alone(self) -> BasePage:
        """The page as it will be public."""
        text = self.comparison.sides[self.comparison.new]
        assert text
        return text

    @cached_property
    def shown_revision(self) -> Revision:
        return self.revision

    @property
    def language(self) -> str:
        return self.code

    def get_page_title(self) -> str:
        return _("Publish one language alone: %s") % capfirst(language_names()[self.code])

    def sides(self) -> tuple[str, str]:
        return PUBLIC, f"{self.revision.pk}-{self.code}"

    def languages(self) -> list[Choice]:
        found = [
            (code, reverse("publish_language", args=[self.page.pk, code])) for code in LANGUAGES
        ]
        names = language_names()
        return [Choice(capfirst(names[code]), url, code == self.code) for code, url in found]

    def changes(self) -> list[Change]:
        return changed_fields(self.old, self.alone, content_of(self.alone))

    def at_once(self) -> str:
        return _("It is public at once, in this language alone.")

    def consequences(self) -> Iterator[str]:
        yield from super().consequences()
        yield _("What waits stays in the draft, for whoever goes on writing.")

    def get_context_data(self, **kwargs) -> dict:
        draft = self.revision.as_object()
        return super().get_context_data(
            waits=changed_fields(self.alone, draft, self.revision.content),
            **kwargs,
        )


def tell_what_waits(request: HttpRequest, draft: BasePage) -> None:
    """Say in the form of a page that a translation waits (hook `before_edit_page`)."""
    is_read = request.method == "GET" and request.accepts("text/html")
    if not (is_read and draft.live and draft.has_unpublished_changes):
        return
    changed = languages_changed(type(draft).objects.get(pk=draft.pk), draft)
    if len(changed) == 1 and changed != [settings.LANGUAGE_CODE]:
        text = _("%s waits: what is public of it is older than this draft.")
        messages.info(request, text % get_language_info(changed[0])["name_translated"])
