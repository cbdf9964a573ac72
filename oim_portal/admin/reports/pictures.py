"""Report on pictures without a text in a language, with little or no consent, or not in use."""

from datetime import timedelta
from functools import reduce
from operator import or_

import django_filters
from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permissions import policy_registry

from oim_portal.media import renditions
from oim_portal.media.models import PortalImage, Rendition
from oim_portal.media.models.image import Consent
from oim_portal.trash.usage import is_referred_to
from pages.languages import language_names
from pages.models.picture import PictureMixin

from .base import LinesColumn, PictureColumn, StaffReport

NEEDED = {"add", "change"}
# How long before the end of a consent staff are told.
NOTICE = timedelta(days=30)
FOUND = [
    *(
        (f"lacks_{code}", format_lazy(_("Without alternative text: {language}"), language=name))
        for code, name in language_names().items()
    ),
    ("no_consent", _("Without consent on file")),
    ("ends_soon", _("Consent ends within 30 days: the picture is then deleted")),
    ("is_unused", _("Not used")),
]


class PicturesFilterSet(WagtailFilterSet):
    problem = django_filters.ChoiceFilter(
        label=_("What is missing"), choices=FOUND, method="by_problem"
    )

    class Meta:
        model = PortalImage
        fields = ["problem", "consent"]

    def by_problem(self, pictures: QuerySet, name: str, value: str) -> QuerySet:
        return pictures.filter(**{value: True})


def lacks_text(language: str) -> Q:
    """Return a condition on pictures: no description, or no text as the picture of a page."""
    condition = Q(**{f"description_{language}": ""}) | Q(**{f"description_{language}": None})
    for model in apps.get_models():
        if issubclass(model, PictureMixin):
            empty = Q(**{f"image_alt_{language}": ""}) | Q(**{f"image_alt_{language}": None})
            pages = model.objects.filter(empty, image=OuterRef("pk"), image_decorative=False)
            condition |= Q(Exists(pages))
    return condition


def with_problems(pictures: QuerySet[PortalImage]) -> QuerySet[PortalImage]:
    """Annotate pictures with the problems named in `FOUND`; return those that have any."""
    conditions: dict[str, Q | Combinable] = {
        f"lacks_{code}": lacks_text(code) for code, _name in settings.LANGUAGES
    }
    conditions["no_consent"] = Q(consent__in=["", Consent.NO])
    soon = timezone.localdate() + NOTICE
    conditions["ends_soon"] = Q(consent=Consent.YES, consent_until__lte=soon)
    conditions["is_unused"] = ~is_referred_to()
    any_problem = reduce(or_, (Q(**{name: True}) for name in conditions))
    return pictures.annotate(**conditions).filter(any_problem)


def small_picture(picture: PortalImage) -> Rendition | None:
    return next(iter(picture.small), None)


def problems_of(picture: PortalImage) -> list[str]:
    return [str(label) for name, label in FOUND if getattr(picture, name)]


class PicturesReport(StaffReport):
    """Pictures of the library that lack something, newest first."""

    model = PortalImage
    page_title = _("Pictures")
    header_icon = "image"
    slug = "imagenes"
    menu_order = 22
    index_url_name = "pictures_report"
    filterset_class = PicturesFilterSet
    default_ordering = "-created_at"

    columns = [
        PictureColumn("picture", label="", accessor=small_picture, width="8rem"),
        TitleColumn(
            "title",
            label=_("Title"),
            sort_key="title",
            get_url=lambda picture: reverse("wagtailimages:edit", args=[picture.pk]),
        ),
        LinesColumn("problems", label=_("What is missing"), accessor=problems_of),
        Column("consent", label=_("Consent on file"), accessor="get_consent_display"),
        Column("consent_for", label=_("What the consent is for")),
        Column("consent_until", label=_("Consent until"), sort_key="consent_until"),
        Column("consent_reference", label=_("Where the consent is filed")),
    ]

    def get_base_queryset(self) -> QuerySet[PortalImage]:
        policy = policy_registry.get_by_type(PortalImage)
        mine = policy.instances_user_has_any_permission_for(self.request.user, NEEDED)
        small = Rendition.objects.filter(filter_spec=renditions.FIRST)
        return with_problems(mine).prefetch_related(
            Prefetch("renditions", queryset=small, to_attr="small")
        )
