"""Draws the contact sheet of share cards, `docs/images/cards.webp`: a part of `make images`.

What only an eye can judge: each kind of date and mark, the longest title, other alphabets, English.
"""

import os
from types import SimpleNamespace

import django
from django.utils.translation import override
from PIL import Image

from .screenshots import BEHIND, FOLDER, GAP, side_by_side

WIDTH, HEIGHT = 480, 252
COLUMNS = 3
HISTORY, PROGRAMMES = "Historia de la OIM en Ecuador", "Programas"
LONG = "Programa de cooperación técnica entre países en desarrollo para el retorno de personal "
# Above the title, title, date, whether it is a latest one, language.
SAMPLES = [
    ("", "Organización Internacional para las Migraciones", "", False, "es"),
    ("Quiénes somos", "Nuestra Misión", "", False, "es"),
    (HISTORY, "Registro Oficial Nº 648", "1965-12-16", False, "es"),
    (HISTORY, "Programa de Retorno de Personal Nacional Calificado", "1974-06~", True, "es"),
    (PROGRAMMES, "Programas de Migración para el Desarrollo", "198X/199X", False, "es"),
    (HISTORY, "El Ecuador, Gobierno Miembro de la OIM", "1959", False, "es"),
    (HISTORY, "Desde entonces", "1965/..", False, "es"),
    (HISTORY, "En uno de dos años, quizás", "[1667,1668?]", False, "es"),
    (HISTORY, (LONG * 3)[:200], "1984-03?", False, "es"),
    ("Ayuda", "W" * 120, "", False, "es"),
    ("Допомога", "Łukasz, Nguyễn Thị Ấn і Їжак", "", False, "es"),
    ("History of IOM in Ecuador", "Return of Qualified National Personnel", "1974-06~", True, "en"),
]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oim_portal.local.settings")
    django.setup()
    rows = []
    for start in range(0, len(SAMPLES), COLUMNS):
        row = [picture(*sample) for sample in SAMPLES[start : start + COLUMNS]]
        rows.append(side_by_side(row))
    sheet = Image.new("RGB", (rows[0].width, (HEIGHT + GAP) * len(rows) - GAP), BEHIND)
    for number, row in enumerate(rows):
        sheet.paste(row, (0, number * (HEIGHT + GAP)))
    path = FOLDER / "cards.webp"
    sheet.save(path, quality=80, method=6)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def picture(kicker: str, title: str, edtf: str, at_the_latest: bool, language: str) -> Image.Image:
    from history.dates import PartialDate, date_parts
    from history.models.dated_page import DatedPageMixin
    from oim_portal.media.cards import Card, draw

    date = PartialDate.parse(edtf)
    with override(language):
        parts = date_parts(date, at_the_latest)
    page = SimpleNamespace(date=date, date_parts=parts, at_the_latest=at_the_latest)
    page._is_unreadable = False
    site = {"es": "OIM Ecuador", "en": "IOM Ecuador"}[language]
    card = Card(site, kicker, title, 2030, DatedPageMixin.card_date(page))
    return draw(card).image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
