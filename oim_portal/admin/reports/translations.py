"""Report on translations: missing, to review, outdated or current, with a summary of the site."""

from collections import Counter
from dataclasses import dataclass

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn

from pages.languages import language_names
from pages.models import TranslationState
from pages.translations.permissions import visible_to
from pages.translations.states import SOURCE, State
from pages.translations.text_units import translated_models

from .base import StaffReport


def kinds(request) -> QuerySet[ContentType]:
    known = ContentType.objects.get_for_models(*translated_models()).values()
    return ContentType.objects.filter(pk__in=[kind.pk for kind in known]).order_by("model")


class TranslationFilterSet(WagtailFilterSet):
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"),
        choices=[each for each in language_names().items() if each[0] != SOURCE],
    )
    content_type = ContentTypeFilter(label=gettext_lazy("Kind"), queryset=kinds)

    class Meta:
        model = TranslationState
        fields = ["state", "language", "content_type"]


@dataclass(frozen=True)
class Summary:
    """Progress of a language: `percent` of `total` translations are current."""

    name: str
    percent: int
    total: int
    counts: list[tuple[str, int, str]]


def summaries(states: QuerySet[TranslationState]) -> list[Summary]:
    """Return for each language the number of translations in each state; one query."""
    rows = states.order_by().values_list("language", "state").annotate(count=Count("pk"))
    found = Counter({(language, state): count for language, state, count in rows})
    return [
        summary(code, name, {state: found[code, state] for state in State})
        for code, name in language_names().items()
        if code != SOURCE
    ]


def summary(code: str, name: str, counts: dict[State, int]) -> Summary:
    total = sum(counts.values())
    # Rounded down, so that 100 % means all.
    percent = counts[State.CURRENT] * 100 // total if total else 100
    address = reverse("translations_report")
    return Summary(
        name,
        percent,
        total,
        [
            (state.label, count, f"{address}?{urlencode({'language': code, 'state': state.value})}")
            for state, count in counts.items()
        ],
    )


def detail_of(state: TranslationState) -> str:
    """Return the pending work in words."""
    parts = []
    if state.missing:
        parts.append(
            ngettext(
                "%(count)d of %(texts)d texts has no translation",
                "%(count)d of %(texts)d texts have no translation",
                state.missing,
            )
            % {"count": state.missing, "texts": state.texts}
        )
    if state.changed:
        parts.append(
            ngettext(
                "%(count)d text changed in Spanish",
                "%(count)d texts changed in Spanish",
                state.changed,
            )
            % {"count": state.changed}
        )
    return "; ".join(parts)


class TranslationsReport(StaffReport):
    """Each object and language, those that need work first."""

    model = TranslationState
    page_title = gettext_lazy("Translations")
    verbose_name = gettext_lazy("translation")
    verbose_name_plural = gettext_lazy("translations")
    header_icon = "globe"
    template_name = "reports/translations.html"
    slug = "traducciones"
    menu_order = 10
    index_url_name = "translations_report"
    filterset_class = TranslationFilterSet
    is_searchable = True
    search_fields = ["title"]
    default_ordering = ("-state", "title")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), sort_key="title", get_url=self.address_of),
            Column("kind", label=_("Kind"), accessor=lambda s: capfirst(s.content_type.name)),
            Column("language", label=_("Language"), accessor="language_name"),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="get_state_display",
                sort_key="state",
                primary=lambda state: state.state == State.CURRENT,
            ),
            Column("detail", label=_("What to do"), accessor=detail_of),
            Column("reviewed_by", label=_("Confirmed by")),
            DateColumn("reviewed_at", label=_("Confirmed"), sort_key="reviewed_at"),
        ]

    def address_of(self, state: TranslationState) -> str:
        back = urlencode({"next": self.back_url})
        return f"{reverse('compare_translation', args=[state.pk])}?{back}"

    def get_base_queryset(self) -> QuerySet[TranslationState]:
        states = visible_to(self.request.user)
        return states.select_related("content_type", "reviewed_by").defer("confirmed_texts")

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        return super().get_context_data(
            summaries=summaries(visible_to(user)),
            may_confirm=self.permission_policy.user_has_permission(user, "publish"),
            **kwargs,
        )
