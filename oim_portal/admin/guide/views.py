"""View of the staff guide: a list of chapters next to the current one."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import chapters


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """A chapter of the guide, the first one without a name; 404 for an unknown chapter.

    Its text is in the language of the admin, or in that of `?idioma=`, if it is translated.
    """

    header_icon = "help"
    page_title = _("Guide")
    template_name = "guide/chapter.html"

    def get(self, request, *args, chapter: str = "", **kwargs):
        self.chapters = chapters.chapters(get_language())
        found = [each for each in self.chapters if each.slug == chapter]
        if not found:
            raise Http404
        self.chapter = found[0]
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.chapter.title

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("guide"), "label": self.page_title},
            {"url": "", "label": self.chapter.title},
        ]

    def get_context_data(self, **kwargs) -> dict:
        place = self.chapters.index(self.chapter)
        names = dict(settings.LANGUAGES)
        read = [chapters.read(self.chapter.slug, code) for code in names]
        written = {each.language: each for each in read}
        asked = self.request.GET.get("idioma")
        shown = written.get(asked, self.chapter)
        query = f"?idioma={asked}" if asked in written else ""
        return super().get_context_data(**kwargs) | {
            "chapter": self.chapter,
            "chapters": self.chapters,
            "next": self.chapters[place + 1] if place + 1 < len(self.chapters) else None,
            "others": {code: names[code] for code in written if code != shown.language},
            "query": query,
            "shown": shown,
            "text": shown.html(query),
        }
