"""`import_pages`: a table of another system becomes drafts, with redirects from its addresses."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from pages.contract import page_types
from pages.models import BasePage, ContentPage, HomePage

from .factories import publish_page

pytestmark = pytest.mark.django_db
NAMES = ["title_es", "title_en", "lead_es", "body_es", "old_address", "published_on"]
FIRST = ["Retorno", "Return", "Un resumen", "Uno <b>&\n\nDos", "https://old.example/n?id=1", ""]
SECOND = ["Retorno", "", "", "", "/vieja/página.html", ""]


def table(folder: Path, *rows: list[str], names: list[str] = NAMES, separator: str = ";") -> str:
    path = folder / "pages.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=separator).writerows([names, *rows])
    return str(path)


def run(path: str, below: str) -> None:
    call_command("import_pages", path, "--below", below)


def test_rows_become_drafts_whose_old_addresses_lead_to_them_once_they_are_public(tmp_path, capsys):
    home, client = HomePage.objects.get(), Client(headers={"host": "localhost"})
    path = table(tmp_path, FIRST, SECOND)
    run(path, home.slug)
    assert "2 drafts" in capsys.readouterr().out
    first, second = ContentPage.objects.child_of(home).filter(title="Retorno").order_by("pk")
    assert (first.slug, second.slug) == ("retorno", "retorno-1")
    assert (first.display_title_en, first.lead_es) == ("Return", "Un resumen")
    assert [block.value.source for block in first.body_es] == [
        "<p>Uno &lt;b&gt;&amp;</p>",
        "<p>Dos</p>",
    ]
    assert not any((first.live, second.live, first.show_in_menus))
    for address in ("/n?id=1", "/es/retorno/", "/vieja/página.html"):
        assert client.get(address).status_code == 404
    publish_page(first)
    assert client.get("/n?id=1")["Location"].endswith("/es/retorno/")

    run(path, home.slug)
    assert "0 drafts" in capsys.readouterr().out
    assert ContentPage.objects.filter(title="Retorno").count() == 2
    assert Redirect.objects.filter(redirect_page__in=[first, second]).count() == 2


def test_below_a_listing_they_are_pages_of_its_type_with_their_day(tmp_path):
    (news,) = [model for model in page_types() if model._meta.label == "news.NewsIndexPage"]
    listing = news.objects.get()
    run(table(tmp_path, [*FIRST[:-1], "2019-03-01"], separator=","), listing.slug)
    (item,) = listing.listing.model.objects.child_of(listing)
    assert (str(item.published_on), item.live, item.title) == ("2019-03-01", False, "Retorno")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "", "", "", "/a", ""], "Row 3: title_es: "),
        (["x" * 300, "", "", "", "/a", ""], "Row 3"),
        (["Sin dirección", "", "", "", "", ""], "Row 3: old_address"),
        (["Sin camino", "", "", "", "https://old.example/", ""], "Row 3: old_address"),
        (["Larga", "", "", "", "/" + "a" * 400, ""], "Row 3: old_path: "),
        (["Con día", "", "", "", "/a", "2019-03-01"], "Row 3: published_on"),
    ],
)
def test_a_bad_row_is_named_by_its_number_and_nothing_happens(row, said, tmp_path):
    before = BasePage.objects.count(), Redirect.objects.count()
    with pytest.raises(CommandError) as error:
        run(table(tmp_path, FIRST, row), HomePage.objects.get().slug)
    assert said in str(error.value)
    assert "Row 2" not in str(error.value)
    assert (BasePage.objects.count(), Redirect.objects.count()) == before


def test_a_file_or_place_that_does_not_fit_is_refused_in_a_sentence(tmp_path):
    home = HomePage.objects.get().slug
    for names, said in ((["title_es", "titel"], "titel"), (["title_es"], "old_address")):
        with pytest.raises(CommandError, match=said):
            run(table(tmp_path, ["x", "y"], names=names), home)
    with pytest.raises(CommandError, match="0 pages"):
        run(table(tmp_path, FIRST), "nowhere")
    with pytest.raises(CommandError, match="below"):
        run(table(tmp_path, FIRST), "historia")
    with pytest.raises(CommandError):
        run(str(tmp_path / "missing.csv"), home)
