"""Whole pages of the reports ask at most ten questions, for a thousand pages as for none."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.models import HistoryEventPage, HistoryPage, Source
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.media.models import PortalImage
from pages.models import ContentPage, HomePage, PageReview, TranslationState

from .factories import add_events, add_many
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

REPORTS = [
    "translations_report",
    "dates_report",
    "to_review_report",
    "pictures_report",
    "health_report",
    "quotations_report",
]
MOST = 10


def add_a_thousand(someone) -> None:
    """Add a thousand pages to review with their translations, and pictures and events."""
    pages = add_many(
        HomePage.objects.get(), ContentPage, 1_000, review_on=date(2020, 1, 1), responsible=someone
    )
    kind = ContentType.objects.get_for_model(ContentPage)
    TranslationState.objects.bulk_create(
        TranslationState(
            content_type=kind, object_id=page.pk, language="en", title=page.title, missing=1
        )
        for page in pages
    )
    PageReview.objects.bulk_create(
        PageReview(
            page_id=page.pk,
            reviewed_on=date(2020, 1, 1),
            reviewed_by=someone,
            answers=date(2019, 1, 1),
            next_on=date(2021, 1, 1),
        )
        for page in pages
    )
    PortalImage.objects.bulk_create(
        PortalImage(title=f"Foto {n}", file=f"{n}.png", width=1, height=1) for n in range(1_000)
    )
    blocks = [block.id for block in HistoryPage.objects.get().narrative_es]
    events = add_events(
        100, date="1965", note="Duda", narrative_block=blocks[0], quotation_es="No lo dice."
    )
    through = HistoryEventPage.sources.through
    source = Source.objects.filter(document_seen=False).first()
    through.objects.bulk_create(
        through(historyeventpage_id=event.pk, source=source) for event in events
    )


def test_a_thousand_pages_cost_no_more_than_ten_questions(content):
    someone = person(PUBLISHER)
    client = signed_in(someone)
    add_a_thousand(someone)
    for report in REPORTS:
        for query in ({}, {"export": "csv"}, {"export": "xlsx"}):
            client.get(reverse(report), query)  # the first visit fills caches
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(reverse(report), query)
                length = len(b"".join(answer)) if answer.streaming else len(answer.content)
            assert length > 100
            asked = [each["sql"][:150] for each in captured]
            assert len(asked) <= MOST, f"{report} {query}: " + "\n".join(asked)
