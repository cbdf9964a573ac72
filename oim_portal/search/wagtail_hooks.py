"""Hooks: snippets and menu of the public search, synonyms and recommended pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Promotion, Synonyms


class SynonymsViewSet(SnippetViewSet):
    model = Synonyms
    icon = "resubmit"
    menu_label = _("Synonyms")
    list_display = ["words", "language"]


class PromotionViewSet(SnippetViewSet):
    model = Promotion
    icon = "pick"
    menu_label = _("Recommended pages")
    list_display = ["searches", "page", "language"]


@register_snippet
class SearchGroup(SnippetViewSetGroup):
    items = [SynonymsViewSet, PromotionViewSet]
    menu_label = _("Public search")
    menu_icon = "search"
    menu_order = 160
