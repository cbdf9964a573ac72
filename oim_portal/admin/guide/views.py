"""View of the staff guide: a list of chapters next to the current one."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import chapters


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """A chapter of the guide, the first one without a name; 404 for an unknown chapter."""

    header_icon = "help"
    page_title = _("Guide")
    template_name = "guide/chapter.html"

    def get(self, request, *args, chapter: str = "", **kwargs):
        self.chapters = [chapters.first_chapter(), *chapters.linked_chapters()]
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
        return super().get_context_data(**kwargs) | {
            "chapter": self.chapter,
            "chapters": self.chapters,
            "next": self.chapters[place + 1] if place + 1 < len(self.chapters) else None,
            "text": chapters.html(self.chapter),
        }
