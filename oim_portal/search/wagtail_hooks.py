"""Hooks: snippets and menu of the public search, synonyms and recommended pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Promotion, Synonyms

LANGUAGE = Column(
    "language", label=_("Language"), accessor="get_language_display", sort_key="language"
)


class SynonymsViewSet(SnippetViewSet):
    model = Synonyms
    icon = "resubmit"
    menu_label = _("Synonyms")
    list_display = ["words", LANGUAGE]


class PromotionViewSet(SnippetViewSet):
    model = Promotion
    icon = "pick"
    menu_label = _("Recommended pages")
    list_display = ["searches", "page", LANGUAGE]


@register_snippet
class SearchGroup(SnippetViewSetGroup):
    items = [SynonymsViewSet, PromotionViewSet]
    menu_label = _("Public search")
    menu_icon = "search"
    menu_order = 160
