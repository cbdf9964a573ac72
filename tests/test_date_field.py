"""The model field for partial dates, and the columns by which PostgreSQL sorts."""

import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps
from hypothesis import given, strategies as st
from modelcluster.models import get_serializable_data_for_fields, model_from_serializable_data

from history.dates import PartialDate
from history.fields import DATE_ORDER, DatedMixin, PartialDateField, in_decade
from history.forms import PartialDateFormField

from .partial_dates import partial_dates


def dated_model():
    class Event(DatedMixin):
        class Meta:
            app_label = "history"

    return Event


@pytest.fixture
def event_model():
    with isolate_apps("history"):
        yield dated_model()


@pytest.fixture
def event_table(event_model, db):
    """A table that ends with the transaction of the test."""
    with connection.schema_editor() as editor:
        editor.create_model(event_model)
    return event_model


def test_the_field_can_be_written_into_a_migration():
    field = PartialDateField("date", blank=True)
    written, imports = MigrationWriter.serialize(field)
    assert written == "history.fields.PartialDateField(blank=True, verbose_name='date')"
    assert imports == {"import history.fields"}


def test_a_row_is_undated_until_it_is_given_a_date(event_model):
    assert event_model().date == PartialDate()


def test_the_field_reads_edtf_and_refuses_the_rest_with_its_sentence():
    field = PartialDateField(blank=True)
    assert field.to_python("/1974-06~") == PartialDate.parse("/1974-06~")
    assert field.to_python(None) == PartialDate()
    with pytest.raises(ValidationError, match="1974"):
        field.to_python("1974-02-31")


def test_a_field_that_may_not_be_blank_refuses_what_is_undated():
    field = PartialDateField()
    assert field.clean("1974", None) == PartialDate.parse("1974")
    with pytest.raises(ValidationError):
        field.clean("", None)


def test_the_field_brings_the_form_in_peoples_words():
    formfield = PartialDateField("date", blank=True).formfield()
    assert isinstance(formfield, PartialDateFormField)
    assert not formfield.required


def test_a_date_passes_through_the_json_of_a_revision(event_model):
    event = event_model(date=PartialDate.parse("/1974-06~"), sort_year=1974)
    data = json.loads(json.dumps(get_serializable_data_for_fields(event), default=str))
    assert data["date"] == "/1974-06~"
    assert model_from_serializable_data(event_model, data).date == event.date


def test_cleaning_sets_the_sort_columns(event_model):
    event = event_model(date="198X/199X")
    event.full_clean()
    assert event.date == PartialDate.parse("198X/199X")
    assert event.date_sort == event.date.sort_key
    assert event.date_from == datetime.date(1980, 1, 1)
    assert event.date_to == datetime.date(1999, 12, 31)
    assert event.decade == 1980


def test_an_undated_row_is_listed_in_the_decade_that_it_is_given(event_model):
    assert event_model(sort_year=1965).decade == 1960
    assert event_model().decade is None


@pytest.mark.parametrize("year", [999, 3000])
def test_a_year_to_sort_by_has_the_range_of_dates(event_model, year):
    with pytest.raises(ValidationError) as refused:
        event_model(sort_year=year).full_clean()
    assert set(refused.value.message_dict) == {"sort_year"}


def test_a_row_comes_back_with_the_date_that_was_saved(event_table):
    for edtf in ("", "1965-12-16", "/1974-06~", "198X/199X"):
        saved = event_table.objects.create(date=edtf)
        read = event_table.objects.get(pk=saved.pk)
        assert read.date == PartialDate.parse(edtf)
        assert event_table.objects.filter(date=read.date, pk=read.pk).exists()


def test_saving_the_date_alone_saves_what_follows_from_it(event_table):
    event = event_table.objects.create(date="1951")
    event.date = PartialDate.parse("1974-06~")
    event.save(update_fields=["date"])
    event.refresh_from_db()
    assert event.date_sort == PartialDate.parse("1974-06~").sort_key
    assert event.date_from == datetime.date(1974, 6, 1)


def test_postgresql_orders_rows_as_a_historian_would(event_table):
    told = ["1951", "1965-12-16", "1965", "1965/..", "", "1973", "/1974-06~", "198X/199X", "1991"]
    for edtf in reversed(told):
        event_table.objects.create(date=edtf, sort_year=None if edtf else 1965)
    in_order = event_table.objects.order_by(*DATE_ORDER)
    assert [event.date.edtf for event in in_order] == told


def test_a_decade_has_what_is_listed_there_and_the_periods_that_touch_it(event_table):
    for edtf in ("1979-12-31", "198X", "198X/199X", "1965/..", "1975/1985", "/1985", "1990"):
        event_table.objects.create(date=edtf)
    event_table.objects.create(sort_year=1989)
    found = event_table.objects.filter(in_decade(1980)).order_by(*DATE_ORDER)
    assert [event.date.edtf for event in found] == ["1975/1985", "198X", "198X/199X", "/1985", ""]
    listed_in_1990s = event_table.objects.filter(in_decade(1990)).order_by(*DATE_ORDER)
    assert [event.date.edtf for event in listed_in_1990s] == ["198X/199X", "1990"]


@pytest.mark.parametrize(
    ("edtf", "decades"),
    [
        ("[1965,1992]", [1960, 1990]),
        ("[196X,?1992]", [1960, 1990]),
        ("[1965..1992]", [1960, 1970, 1980, 1990]),
        ("[19XX,1992]", [1960, 1970, 1980, 1990]),
        ("[1977,1982]", [1970, 1980]),
    ],
)
def test_one_of_several_dates_is_in_no_decade_between_them(event_table, edtf, decades):
    event_table.objects.create(date=edtf)
    every = range(1960, 2000, 10)
    found = [decade for decade in every if event_table.objects.filter(in_decade(decade)).exists()]
    assert found == decades


@pytest.mark.django_db
@given(dates=st.lists(partial_dates, max_size=30))
def test_postgresql_and_python_sort_the_keys_alike(dates):
    keys = [date.sort_key for date in dates]
    with connection.cursor() as cursor:
        cursor.execute('SELECT key FROM unnest(%s::text[]) AS key ORDER BY key COLLATE "C"', [keys])
        assert [key for (key,) in cursor.fetchall()] == sorted(keys)


def test_the_sort_key_has_its_column_in_the_collation_that_python_uses(event_model):
    column = event_model._meta.get_field("date_sort")
    assert isinstance(column, models.CharField)
    assert column.db_collation == "C"
