"""Colour and typeface are each said once: what is made of them follows, or is made of them."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from fontTools.ttLib import TTFont
from wagtail.models import Site

from oim_portal.media.card_texts import SANS, SERIF
from oim_portal.media.models import PortalImage
from oim_portal.web.tokens import SHEET, colours
from pages.models import PortalSettings

from .html import page
from .icons import FOLDER, icons
from .pictures import encoded, scene, upload
from .typeface import BASIC, CARD_SANS, FAMILY, FILES, FOLDER as FONTS, ranges

TOKENS = SHEET.read_text("utf-8")
SHEETS = SHEET.parent
BRAND = colours(TOKENS)["light"]["--brand"]
OTHER = "#7a0019"
# What may hold the colour besides the tokens: it is made of them.
MADE = {"icon.svg"}


def test_the_colour_of_the_brand_is_written_once():
    assert TOKENS.count(BRAND) == 1
    written = BRAND.removeprefix("#").lower()
    for folder in ("oim_portal", "pages", "history", "programs", "templates"):
        for path in (SHEETS.parents[2] / folder).rglob("*"):
            is_text = path.suffix in {".css", ".svg", ".html", ".js", ".py"}
            if is_text and path != SHEET and path.name not in MADE:
                assert written not in path.read_text("utf-8").lower(), path


def test_icons_and_the_browsers_bar_follow_the_colour_of_the_brand():
    changed = TOKENS.replace(BRAND, OTHER)
    assert colours(changed)["light"]["--band"] == OTHER
    before, after = icons(TOKENS), icons(changed)
    assert OTHER.encode() in after["icon.svg"]
    for name in before:
        assert before[name] != after[name], name


def test_the_icons_are_in_the_colours_of_the_sheet():
    for name, content in icons(TOKENS).items():
        assert (FOLDER / name).read_bytes() == content, f"{name}: run `make icons`"


def test_paper_has_the_colour_of_the_brand():
    assert "--link: var(--brand);" in (SHEETS / "print.css").read_text("utf-8")


TEXT, EDGE = 4.5, 3  # WCAG 2.2, 1.4.3 and 1.4.11
PAIRS = [
    *(("--ink", "--paper", TEXT), ("--ink", "--wash", TEXT)),
    *(("--soft", "--paper", TEXT), ("--soft", "--wash", TEXT)),
    *(("--link", "--paper", TEXT), ("--link", "--wash", TEXT)),
    *(("--link-hover", "--paper", TEXT), ("--link-hover", "--wash", TEXT)),
    *(("--on-band", "--band", TEXT), ("--on-band-2", "--band", TEXT)),
    *(("--on-evidence", "--evidence", TEXT), ("--on-focus", "--focus", EDGE)),
    *(("--edge", "--paper", EDGE), ("--edge", "--wash", EDGE)),
]


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(each * 2 for each in digits) if len(digits) == 3 else digits
    shares = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_colours_stand_out_from_their_ground(scheme, front, ground, least):
    named = colours(TOKENS)[scheme]
    low, high = sorted(luminance(named[each]) for each in (front, ground))
    assert (high + 0.05) / (low + 0.05) >= least


def test_the_typeface_is_named_where_it_is_defined_and_in_one_token():
    assert len(re.findall(f'"{FAMILY}"', TOKENS)) == 1
    families = re.compile(r"(?<!-)font(?:-family)?:\s*([^;]+);")
    for path in SHEETS.rglob("*.css"):
        text = path.read_text("utf-8")
        if path.name == "fonts.css":
            assert set(re.findall(r'font-family: "([^"]+)"', text)) == {
                FAMILY,
                f"{FAMILY} Fallback",
            }
        else:
            for family in families.findall(text):
                assert "var(--" in family or family == "inherit", f"{path.name}: {family}"


EMBLEM = [(600, "png"), (900, "webp")]
NO_EMBLEM = [(599, "png"), (900, "jpg")]


def settings_with(width: int, ending: str) -> PortalSettings:
    file = upload(encoded(scene(size=(width, 200)), ending), f"emblema.{ending}")
    logo = PortalImage.objects.create(title="Emblema", file=file, consent="nobody")
    return PortalSettings(site=Site.objects.get(), logo=logo)


@pytest.mark.parametrize(("width", "ending"), EMBLEM)
def test_the_emblem_is_png_or_webp_of_600_pixels(content, visitor, width, ending):
    settings = settings_with(width, ending)
    settings.full_clean()
    settings.save()
    assert page(visitor, "/es/").select_one(".brand img.brand__logo")


@pytest.mark.parametrize(("width", "ending"), NO_EMBLEM)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "Elija un archivo PNG o WebP de al menos 600 píxeles de ancho."),
        ("en", "Choose a PNG or WebP file that is at least 600 pixels wide."),
    ],
)
def test_any_other_picture_is_refused_and_never_stands_for_the_word(
    content, visitor, width, ending, language, words
):
    settings = settings_with(width, ending)
    with override(language), pytest.raises(ValidationError) as refused:
        settings.full_clean()
    assert refused.value.message_dict == {"logo": [words]}
    settings.save()  # as it was before the rule
    settings.alert_es = "Hoy no se atiende."
    settings.full_clean()
    brand = page(visitor, "/es/").select_one(".brand")
    assert not brand.select("img")
    assert brand.select_one(".brand__block").text == "OIM"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/favicon.ico", "image/x-icon"),
        ("/apple-touch-icon.png", "image/png"),
        ("/icon.svg", "image/svg+xml"),
    ],
)
def test_icons_are_where_browsers_look(db, visitor, address, kind):
    answer = visitor.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert b"".join(answer.streaming_content) == (FOLDER / address[1:]).read_bytes()


def test_a_telephone_shows_the_site_under_its_name_and_in_its_colours(content, visitor):
    soup = page(visitor, "/en/")
    english = {"accept-language": "en"}
    answer = visitor.get(soup.select_one("link[rel=manifest]")["href"], headers=english)
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert (manifest["name"], manifest["lang"]) == ("OIM Ecuador", "es")
    assert manifest["theme_color"] == BRAND
    bars = {each["media"]: each["content"] for each in soup.select("meta[name=theme-color]")}
    assert list(bars.values()) == [colours(TOKENS)[each]["--band"] for each in ("light", "dark")]


def test_the_first_file_of_the_typeface_is_small_and_the_second_waits_for_its_signs():
    sheet = (SHEETS / "fonts.css").read_text("utf-8")
    (signs,) = re.findall(r"unicode-range:\s*([^;]+);", sheet)
    assert " ".join(signs.split()) == ranges(FILES["portal-serif-other.woff2"])
    assert set("¡¿«»“”’ºª°·–—…$%&áéíñóúüÁÉÍÑÓÚÜ") < set(BASIC)
    assert (FONTS / "portal-serif.woff2").stat().st_size <= 10 * 1024
    assert "Reserved Font Name" in (FONTS / "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize(("face", "family"), [(SERIF, FAMILY), (SANS, CARD_SANS)])
def test_the_typefaces_of_share_cards_have_names_of_their_own_and_their_licence(face, family):
    font = TTFont(face)
    names = {str(each) for each in font["name"].names if each.nameID in (1, 4, 6)}
    assert names == {family, family.replace(" ", "")}
    assert set("áñ¿«»–—…º№ŁŚễẤЇжΩ€") <= {chr(code) for code in font.getBestCmap()}
    licence = (face.parent / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright" in licence
