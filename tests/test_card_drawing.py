"""Share cards as pictures: whatever the words and the date are, they stand inside and apart."""

import time
from io import BytesIO
from itertools import combinations
from types import SimpleNamespace

import pytest
from django.utils.translation import override
from hypothesis import given, settings as limits, strategies as st
from PIL import Image

from history.dates import PartialDate, date_parts
from history.models.dated_page import DatedPageMixin
from oim_portal.media.card_texts import SANS, SERIF, drawable
from oim_portal.media.cards import Card, CardDate, Drawn, draw
from oim_portal.web.tokens import of_the_portal

from .typeface import CARD_SIGNS

HISTORY = "Historia de la OIM en Ecuador"
LONGEST = 255  # characters of a title
TALL = "WMÅẤỆgjpqyЇЩ№…"


def date_of(edtf: str) -> CardDate:
    date = PartialDate.parse(edtf)
    with override("es"):
        parts = date_parts(date)
    page = SimpleNamespace(date=date, date_parts=parts, at_the_latest=False, _is_unreadable=False)
    return DatedPageMixin.card_date(page)


def card(title: str = "Registro Oficial Nº 648", edtf: str = "", **facts) -> Card:
    date = date_of(edtf) if edtf else None
    told = {"site": "OIM Ecuador", "kicker": HISTORY, "last_year": 2030} | facts
    return Card(title=title, date=date, **told)


def words_of(drawn: Drawn) -> list[str]:
    return [words for words, _box in drawn.texts]


def assert_all_stand_apart(drawn: Drawn) -> None:
    boxes = [box for _words, box in drawn.texts]
    for left, top, right, bottom in boxes:
        assert 60 <= left <= right <= 1140
        assert 48 <= top <= bottom <= 606
    for (a, b, c, d), (e, f, g, h) in combinations(boxes, 2):
        assert c <= e or g <= a or d <= f or h <= b


DATES = ["1965-12-16", "/1974-06~", "198X/199X", "1984%", "1965/..", "1991-22", "1999-05~"]
DATES += ["../1973", "[1667,1668,1760-12]", "1951/1952-03?", "16XX", "[..1984]", "1000"]
DATES += ["2999-12-31", "1974-06"]


@pytest.mark.parametrize("edtf", DATES)
def test_every_kind_of_date_has_its_mark_in_yellow(edtf):
    drawn = draw(card(edtf=edtf))
    assert_all_stand_apart(drawn)
    rule = drawn.image.crop((0, 490, 1200, 560)).getcolors(100_000)
    yellow = tuple(bytes.fromhex(of_the_portal()["light"]["--evidence"][1:]))
    assert any(colour == yellow for _count, colour in rule)
    assert len(drawn.png()) <= 40_000


def test_a_card_says_kicker_date_and_title():
    told = card("Programa de Retorno", "/1974-06~")
    words = [HISTORY, "1974", "a más tardar · hacia mediados", "Programa de Retorno"]
    assert words_of(draw(told))[:6] == ["OIM", "Ecuador", *words]
    said = f"{HISTORY} – a más tardar 1974 hacia mediados – Programa de Retorno – OIM Ecuador"
    assert told.alt == said


@limits(max_examples=15)
@given(
    title=st.text(st.sampled_from(f"{TALL}aeiostr   -Łễ"), min_size=1, max_size=LONGEST),
    kicker=st.text(st.sampled_from(f"{TALL}aeiostr   "), max_size=LONGEST),
    site=st.text(st.sampled_from(f"{TALL}aeiostr   "), min_size=1, max_size=100),
    edtf=st.sampled_from(["", *DATES]),
)
def test_no_text_leaves_the_card_or_touches_another(title, kicker, site, edtf):
    drawn = draw(card(title, edtf, kicker=kicker, site=site))
    assert_all_stand_apart(drawn)
    assert len(drawn.png()) <= 40_000


@pytest.mark.parametrize(
    "title", ["W" * LONGEST, "Ấg" * 120, "internacionalización " * 12, "a " * 127]
)
@pytest.mark.parametrize("edtf", ["", "1965-12-16"])
def test_a_title_is_cut_only_at_its_end(title, edtf):
    drawn = draw(card(title, edtf))
    assert_all_stand_apart(drawn)
    told = next(words for words in words_of(drawn) if words[:2] == title[:2]).replace(" ", "")
    whole = title.replace(" ", "")
    assert told == whole or (told.endswith("…") and whole.startswith(told[:-1]))


def test_two_hundred_letters_with_blanks_are_never_cut():
    title = ("Cooperación técnica entre los países en desarrollo y las personas migrantes " * 3)[
        :200
    ]
    assert title.strip() in words_of(draw(card(title, "1965-12-16")))


@pytest.mark.parametrize("face", [SERIF, SANS])
def test_what_no_typeface_can_write_is_left_out_by_the_word(face):
    assert drawable("Łukasz y Nguyễn Thị, Привіт", face) == "Łukasz y Nguyễn Thị, Привіт"
    assert drawable("uno مرحبا dos 你好 tres😀 cuatro", face) == "uno dos cuatro"
    assert drawable("Nguye\u0302\u0303n", face) == "Nguyễn"
    assert drawable("Z\u0300\u0301\u0302\u0303algo", face) == drawable("Z\u0300algo", face)
    assert {*"áéíñóúüÁÉÍÑÓÚÜ¿¡«»“”’–—…ºª№€"} <= {*CARD_SIGNS}


def test_an_emblem_takes_the_place_of_the_name():
    emblem = Image.new("RGBA", (640, 192), (200, 16, 46, 255))
    drawn = draw(card(), emblem)
    assert "OIM" not in words_of(drawn)
    assert drawn.image.getpixel((100, 84)) == (200, 16, 46)


def test_the_name_of_the_file_follows_from_all_that_is_drawn(settings):
    names = {
        each.name
        for each in (
            card(),
            card("Otro"),
            card(kicker="Otro"),
            card(site="Otro"),
            card(last_year=2040),
            card(edtf="1965"),
            card(edtf="1966"),
            card(emblem="images/emblema.webp"),
        )
    }
    assert len(names) == 8
    assert card().name == card().name
    before = card().name
    settings.SECRET_KEY = "another"  # so that nobody can guess it from the words
    assert card().name != before


def test_a_card_takes_little_time():
    draw(card())
    began = time.process_time()
    for _time in range(3):
        file = draw(card("Palabra larga de verdad, " * 10, "198X/199X")).png()
    assert (time.process_time() - began) / 3 <= 0.2
    assert Image.open(BytesIO(file)).size == (1200, 630)
