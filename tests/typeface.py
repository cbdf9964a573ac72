"""Makes the portal's typefaces: `make fonts`, run by hand when their signs or weights change.

The sources are Source Serif 4 and Source Sans 3, under the SIL Open Font License with a reserved
name. A subset is a changed version, so it has a name of its own and carries the licence with it.
Two files for browsers: the signs of Spanish and English, which every page loads, and those of
people's names in other languages, which a browser loads only where one of them stands
(`unicode-range` in `css/fonts.css`). Two for share cards (`oim_portal/media/cards.py`), with all
Latin, Greek and Cyrillic signs.

The results are committed: nobody needs this command, fonttools or the source to run the portal.
"""

import shutil
from pathlib import Path

FAMILY = "Portal Serif"  # also in css/fonts.css and css/tokens.css
FOLDER = Path(__file__).resolve().parents[1] / "oim_portal" / "static" / "fonts"
# One instance of the variable font: hierarchy comes from size, not from weight.
WEIGHT = 470
OPTICAL_SIZE = 30

# Every sign of Spanish and English, with those of the office's texts and of the portal's dates.
BASIC = (
    "".join(sign for sign in map(chr, range(0x20, 0x7F)) if sign not in "#*<=>@\\^_`{|}~")
    + "\u00a0¡¿«»ªº°·ÁÉÍÑÓÚÜáéíñóúü‘’“”–—…"  # noqa: RUF001
)
# Latin-1, Latin Extended-A and Vietnamese: names of people and places.
OTHER = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x1EA0, 0x1EFA)]
OTHER += [0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x20AB]
FILES = {
    "portal-serif.woff2": BASIC,
    "portal-serif-other.woff2": "".join(chr(code) for code in OTHER if chr(code) not in BASIC),
}
FEATURES = ["kern", "lnum", "tnum"]

CARDS = Path(__file__).resolve().parents[1] / "oim_portal" / "media" / "typefaces"
CARD_SANS, CARD_SANS_WEIGHT = "Portal Sans", 600
RIGHTS = {
    FAMILY: "Copyright 2014 The Source Serif 4 Project Authors",
    CARD_SANS: "Copyright 2010-2020 Adobe",
}
# Latin, combining marks, Greek, Cyrillic, more Latin, punctuation, currencies, '№'.
CARD_RANGES = (
    *(range(0x20, 0x250), range(0x300, 0x500), range(0x1E00, 0x1F00), range(0x2010, 0x2060)),
    *(range(0x20A0, 0x20C0), range(0x2116, 0x2117)),
)
CARD_SIGNS = "".join(chr(code) for each in CARD_RANGES for code in each)
CARD_FEATURES = [*FEATURES, "ccmp", "locl", "mark", "mkmk"]


def make() -> None:
    """Write all files, and the licences beside them."""
    # Development packages, which a server does not have.
    import fontpkg_source_sans_3 as sans_source
    import fontpkg_source_serif_4 as source

    serif = source.ROOT / "files" / "SourceSerif4[opsz,wght].ttf"
    sans = sans_source.ROOT / "files" / "SourceSans3[wght].ttf"
    axes = {"wght": WEIGHT, "opsz": OPTICAL_SIZE}
    for name, signs in FILES.items():
        subset(serif, axes, signs, FAMILY, FOLDER / name)
    print(f"unicode-range: {ranges(FILES['portal-serif-other.woff2'])}")
    shutil.copyfile(source.ROOT / "LICENSE", FOLDER / "OFL.txt")

    weight = {"wght": CARD_SANS_WEIGHT}
    subset(serif, axes, CARD_SIGNS, FAMILY, CARDS / "serif" / "portal-serif.ttf", CARD_FEATURES)
    subset(sans, weight, CARD_SIGNS, CARD_SANS, CARDS / "sans" / "portal-sans.ttf", CARD_FEATURES)
    shutil.copyfile(source.ROOT / "LICENSE", CARDS / "serif" / "OFL.txt")
    shutil.copyfile(sans_source.ROOT / "LICENSE", CARDS / "sans" / "OFL.txt")


def ranges(signs: str) -> str:
    """Return signs as the value of `unicode-range`."""
    found: list[list[int]] = []
    for code in sorted(map(ord, signs)):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in found)


def subset(
    path: Path,
    axes: dict[str, float],
    signs: str,
    family: str,
    target: Path,
    features: list[str] = FEATURES,
) -> None:
    """Write the instance of a variable font that has only these signs, under a name of ours."""
    from fontTools import subset as subsetting
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = instantiateVariableFont(TTFont(path), axes)
    options = subsetting.Options(
        layout_features=features,
        hinting=False,
        desubroutinize=True,
        name_IDs=[],
        notdef_outline=True,
    )
    subsetter = subsetting.Subsetter(options)
    subsetter.populate(text=signs)
    subsetter.subset(font)
    for number, text in {1: family, 2: "Regular", 4: family, 6: family.replace(" ", "")}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["name"].setName(RIGHTS[family], 0, 3, 1, 0x409)
    font["name"].setName("SIL Open Font License 1.1: OFL.txt", 13, 3, 1, 0x409)
    font.flavor = "woff2" if target.suffix == ".woff2" else None
    font.save(target)
    print(f"{target.name}: {len(font.getBestCmap())} signs, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    make()
