"""Every date that somebody can send is of a year in which it can be stored, compared and shown."""

from datetime import date, datetime

import pytest
from django import forms
from django.apps import apps
from django.db.models import DateField, DateTimeField
from django.urls import reverse
from django_filters.fields import DateRangeField
from wagtail.models import get_page_models

from oim_portal.accounts.roles import ADMINISTRATOR
from oim_portal.wagtail_compat.patches import FIRST_YEAR, LAST_YEAR
from pages.kinds.help.models.hours import ClosedDay

from .contact_points import add_point
from .edit_forms import form_of
from .staff import person, signed_in

pytestmark = pytest.mark.django_db
DATES = (forms.DateField, forms.DateTimeField)
EXTREMES = ["0001-01-01", "9999-12-31"]
REPORTS = [
    "account_log",
    "single_reader_report",
    "trash",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailusers_users:index",
]


def written(day: str, field: forms.Field) -> str:
    """Return a day as the browser's input of a field sends it, the last minute of the last one."""
    if not isinstance(field, forms.DateTimeField):
        return day
    return f"{day}T{'23:59' if day.startswith('9') else '00:00'}"


def dates_of(form, day: str) -> dict[str, str]:
    """Return this day for each date of a form and of its rows, by the name of the input."""
    found = {
        form.add_prefix(name): written(day, field)
        for name, field in form.fields.items()
        if isinstance(field, DATES)
    }
    for rows in getattr(form, "formsets", {}).values():
        for row in rows.forms:
            found |= dates_of(row, day)
    return found


def stored_years() -> set[int]:
    """Return the years of all dates in the database."""
    years: set[int] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, DateField | DateTimeField) and field.column:
                found = model._base_manager.exclude(**{field.attname: None})
                years |= {each.year for each in found.values_list(field.attname, flat=True)}
    return years


@pytest.fixture
def administrator(content):
    return signed_in(person(ADMINISTRATOR))


def forms_with_dates(client) -> list[str]:
    """Return the addresses of one form of each page type, and of the other forms with a date."""
    point = add_point()
    point.closed_days.add(ClosedDay(day=date(2030, 1, 1)))
    point.save_revision()
    kinds = [model.objects.filter(depth__gt=1).first() for model in get_page_models()]
    pages = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in kinds if page]
    absence = reverse("wagtailsnippets_publishing_absence:add")
    return [*pages, absence, reverse("alert"), reverse("renew_page", args=[point.pk])]


@pytest.mark.full
@pytest.mark.parametrize("day", [pytest.param(EXTREMES[0], marks=pytest.mark.full), EXTREMES[1]])
def test_no_form_takes_a_date_at_the_end_of_time(administrator, day):
    asked = 0
    for address in forms_with_dates(administrator):
        shown = administrator.get(address, follow=True)
        form = shown.context["form"]
        dates = dates_of(form, day)
        posted = form_of(administrator, address) | dates
        for button in ({}, {"action-publish": "action-publish"}):
            answer = administrator.post(address, posted | button)
            assert answer.status_code == 200, address  # not a redirect: it is refused
            said = answer.content.decode()
            assert f"Elija un año entre {FIRST_YEAR} y {LAST_YEAR}." in said, address
        asked += len(dates)
    assert asked > 40
    assert {year for year in stored_years() if not FIRST_YEAR <= year <= LAST_YEAR} == set()


@pytest.mark.parametrize("day", EXTREMES)
@pytest.mark.parametrize("name", REPORTS)
def test_no_filter_takes_one(administrator, name, day):
    address = reverse(name)
    fields = administrator.get(address).context["filters"].form.fields
    names = [name for name, field in fields.items() if isinstance(field, DateRangeField)]
    assert names
    query = {f"{name}_{end}": day for name in names for end in ("from", "to")}
    assert administrator.get(address, query).status_code == 200


def test_the_bounds_are_far_from_any_date_of_the_office():
    field = forms.DateTimeField()
    assert field.clean("1951-12-05T00:00").date() == date(1951, 12, 5)
    assert field.clean(datetime(2199, 12, 31, 23, 59)).year == LAST_YEAR
