"""Calls with sample words: the settings with a host, an index, vacancies and tenders."""

from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Site

from pages.kinds.calls.models import CallIndexPage, CallPage
from pages.models import PortalSettings

from .factories import add_page, publish_page

HOST = "jobs.example.org"
LINK = f"https://{HOST}/vacantes/7?lang=es#postular"


def allow_hosts(*hosts: str) -> PortalSettings:
    site = Site.objects.get()
    settings = PortalSettings.objects.filter(site=site).first() or PortalSettings(site=site)
    settings.apply_hosts = "\n".join(hosts)
    settings.save()
    return settings


def call_index() -> CallIndexPage:
    """Return the index of the first content, published."""
    index = CallIndexPage.objects.get()
    if not index.live:
        publish_page(index)
        index.refresh_from_db()
    return index


def add_call(title: str = "Cargo", closes_at: datetime | None = None, **fields) -> CallPage:
    """Publish a call; it closes in ten days unless a moment is given."""
    values = {
        "display_title_en": f"{title} (en)",
        "lead_es": "Se busca a una persona.",
        "text_es": "<p>Quien postula sabe contar.</p>",
        "text_en": "<p>Who applies can count.</p>",
        "place_es": "Quito",
        "province": "EC-P",
        "reference": f"EC-{title}",
        "closes_at": closes_at or timezone.now() + timedelta(days=10),
    }
    call = add_page(call_index(), title, model=CallPage, live=False, **(values | fields))
    publish_page(call)
    return CallPage.objects.get(pk=call.pk)
