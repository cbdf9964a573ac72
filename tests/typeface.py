"""Makes the portal's typeface: `make fonts`, run by hand when its signs or its weight change.

The source is Source Serif 4, under the SIL Open Font License with a reserved name. A subset is a
changed version, so it has a name of its own and carries the licence with it. Two files: the signs
of Spanish and English, which every page loads, and those of people's names in other languages,
which a browser loads only where one of them stands (`unicode-range` in `css/fonts.css`).

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


def make() -> None:
    """Write both files, and the licence beside them."""
    # Development packages, which a server does not have.
    import fontpkg_source_serif_4 as source

    for name, signs in FILES.items():
        subset(source.ROOT / "files" / "SourceSerif4[opsz,wght].ttf", signs, FOLDER / name)
        print(f"{name}: {len(signs)} signs, {(FOLDER / name).stat().st_size:,} bytes")
    print(f"unicode-range: {ranges(FILES['portal-serif-other.woff2'])}")
    shutil.copyfile(source.ROOT / "LICENSE", FOLDER / "OFL.txt")


def ranges(signs: str) -> str:
    """Return signs as the value of `unicode-range`."""
    found: list[list[int]] = []
    for code in sorted(map(ord, signs)):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in found)


def subset(path: Path, signs: str, target: Path) -> None:
    """Write the instance of a variable font that has only these signs, under the portal's name."""
    from fontTools import subset as subsetting
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = instantiateVariableFont(TTFont(path), {"wght": WEIGHT, "opsz": OPTICAL_SIZE})
    options = subsetting.Options(
        layout_features=FEATURES,
        hinting=False,
        desubroutinize=True,
        name_IDs=[],
        notdef_outline=True,
    )
    subsetter = subsetting.Subsetter(options)
    subsetter.populate(text=signs)
    subsetter.subset(font)
    for number, text in {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FAMILY.replace(" ", "")}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["name"].setName("Copyright 2014 The Source Serif 4 Project Authors", 0, 3, 1, 0x409)
    font["name"].setName("SIL Open Font License 1.1: OFL.txt", 13, 3, 1, 0x409)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    make()
